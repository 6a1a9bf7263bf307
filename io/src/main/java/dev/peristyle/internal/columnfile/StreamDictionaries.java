package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The dictionaries of a stream, as they are for the batch that is read. In a file they are read when a column needs them; what passes once is
 * added when it comes. Of one thread.
 */
final class StreamDictionaries implements DictionaryLookup, AutoCloseable {
    private final FileRanges ranges;
    private final MemoryPool pool;
    private final int textBytes;

    /** By the names of columns: two that share a dictionary may take it for different types. */
    private final Map<String, Known> known = new HashMap<>();

    /** Null in what passes once. */
    private Map<Long, DictionaryPart> wanted;

    private record Known(DictionaryValues values, DictionaryPart last) {}

    StreamDictionaries(FileRanges ranges, MemoryPool pool, int textBytes) {
        this.ranges = ranges;
        this.pool = pool;
        this.textBytes = textBytes;
    }

    /**
     * Goes to a batch of rows.
     *
     * @param parts its dictionaries by their numbers
     */
    void begin(Map<Long, DictionaryPart> parts) {
        wanted = parts;
    }

    @Override
    public DictionaryValues get(ColumnPlan plan) {
        Known found = known.get(plan.name());
        DictionaryPart last = wanted == null ? null : wanted.get(plan.dictionary());
        if (found != null && found.last == last) {
            return found.values;
        }
        Deque<DictionaryPart> missing = new ArrayDeque<>();
        DictionaryPart part = last;
        while (part != null && (found == null || part != found.last)) {
            missing.push(part);
            part = part.before();
        }
        DictionaryValues values = part == null ? replaced(plan) : found.values;
        for (DictionaryPart more : missing) {
            BatchLayout.OfDictionary message = BatchLayout.readDictionary(ranges, more.number(), more.place());
            values.add(
                    List.of(BatchLayout.ofDictionary(
                            ranges.file(), more.number(), more.place(), message, plan.dictionaryValues())),
                    ranges,
                    textBytes);
        }
        known.put(plan.name(), new Known(values, last));
        return values;
    }

    private DictionaryValues replaced(ColumnPlan plan) {
        Known old = known.remove(plan.name());
        if (old != null) {
            old.values.close();
        }
        DictionaryValues values = new DictionaryValues(plan.dictionaryValues(), pool);
        known.put(plan.name(), new Known(values, null));
        return values;
    }

    /** Adds a batch that is here now to the dictionary of a column, or begins the dictionary anew. */
    void add(ColumnPlan plan, BatchLayout batch, boolean isDelta) {
        Known found = known.get(plan.name());
        DictionaryValues values = found == null || !isDelta ? replaced(plan) : found.values;
        values.add(List.of(batch), ranges, textBytes);
    }

    @Override
    public void close() {
        known.values().forEach(found -> found.values.close());
        known.clear();
    }
}
