package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dictionaries of a scan, each read when it is first needed and shared by all threads. */
final class Dictionaries implements DictionaryLookup, AutoCloseable {
    private final FileMetadata metadata;
    private final FileRanges ranges;
    private final MemoryPool pool;
    private final int textBytes;

    /** By the names of columns: two that share a dictionary may take it for different types. */
    private final Map<String, DictionaryValues> known = new HashMap<>();

    Dictionaries(FileMetadata metadata, FileRanges ranges, MemoryPool pool, int textBytes) {
        this.metadata = metadata;
        this.ranges = ranges;
        this.pool = pool;
        this.textBytes = textBytes;
    }

    /** The dictionary of a column. */
    @Override
    public synchronized DictionaryValues get(ColumnPlan plan) {
        DictionaryValues values = known.get(plan.name());
        if (values == null) {
            values = DictionaryValues.read(plan.dictionaryValues(), batches(plan), ranges, pool, textBytes);
            known.put(plan.name(), values);
        }
        return values;
    }

    private List<BatchLayout> batches(ColumnPlan plan) {
        List<BatchLayout> batches = new ArrayList<>();
        for (int number = 0; number < metadata.dictionaries().size(); number++) {
            ArrowMessages.Place place = metadata.dictionaries().get(number);
            BatchLayout.OfDictionary message = BatchLayout.readDictionary(ranges, number, place);
            if (message.id() != plan.dictionary()) {
                continue;
            }
            if (!batches.isEmpty() && !message.isDelta()) {
                throw BrokenFile.batch(
                        metadata.file().path(),
                        "dictionary batch " + number,
                        place.offset(),
                        "it replaces dictionary " + message.id() + ", which a file must not do");
            }
            batches.add(BatchLayout.ofDictionary(metadata.file(), number, place, message, plan.dictionaryValues()));
        }
        return batches;
    }

    @Override
    public synchronized void close() {
        known.values().forEach(DictionaryValues::close);
        known.clear();
    }
}
