package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses by the first rows of a file which columns are written by dictionaries: of these, few texts are many rows. That says nothing of a column that is sorted, for
 * other texts come later.
 */
final class DictionaryChoice {
    /** A 16th of what a dictionary may have, so that there is room for what comes later. */
    private static final int MAX_VALUES = DictionaryBuilder.MAX_VALUES / 16;

    private static final int MAX_TEXT_BYTES = 32 << 10;

    private static final int MIN_ROWS_OF_VALUE = 8;

    /** What a dictionary and what says where it is cost. */
    private static final long MIN_SAVED_BYTES = 4096;

    /** Of the memory limit there is as much for each column that is chosen, so that all together hold a few per cent of it. */
    private static final long LIMIT_OF_COLUMN = 16 << 20;

    private DictionaryChoice() {}

    private record Candidate(int column, long saved) {}

    /**
     * Chooses columns.
     *
     * @param known of each column, those that have one already
     * @return those that save the most, as many as there is memory for
     */
    static List<Integer> of(Schema schema, RowBatch rows, List<DictionaryBuilder> known, MemoryPool pool) {
        long most = pool.limit() / LIMIT_OF_COLUMN;
        List<Candidate> found = new ArrayList<>();
        for (int column = 0; column < known.size() && most > 0; column++) {
            if (known.get(column) == null && schema.field(column).type().equals(DataType.STRING)) {
                long saved = saved((TextBatchColumn) rows.columns().get(column), pool);
                if (saved >= MIN_SAVED_BYTES) {
                    found.add(new Candidate(column, saved));
                }
            }
        }
        found.sort(Comparator.comparingLong(Candidate::saved).reversed());
        List<Integer> chosen = new ArrayList<>();
        for (int at = 0; at < Math.min(most, found.size()); at++) {
            chosen.add(found.get(at).column);
        }
        return chosen;
    }

    /** Bytes that are fewer with a dictionary; 0 if there are too many texts for one. */
    private static long saved(TextBatchColumn source, MemoryPool pool) {
        try (DictionaryBuilder probe = DictionaryBuilder.limited("", pool, MAX_VALUES, MAX_TEXT_BYTES)) {
            probe.encode(source, (address, bytes) -> {});
            long values = probe.values();
            boolean isOrdered = values > 1 && source.zone.isSorted();
            boolean isFew = values > 0 && !isOrdered && values * MIN_ROWS_OF_VALUE <= source.rows() - source.nulls();
            return isFew ? source.textBytes() + 2L * source.rows() - 4 * values - probe.textBytes() : 0;
        } catch (DictionaryFullException | MemoryLimitException tooMany) {
            return 0;
        }
    }
}
