package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import java.util.Map;

/**
 * Reads one morsel after the other. Not thread-safe.
 *
 * <p>{@code begin(morsel)}, then {@link #next()} until it returns false, then the next morsel. A reader can be sent to
 * another morsel, or to the same one again, at any time.
 */
public interface MorselReader extends AutoCloseable {

    /**
     * Goes to a morsel.
     *
     * @param morsel one that the scan has handed out
     */
    void begin(Morsel morsel);

    /**
     * Fills {@link #chunk()} with the next rows of the morsel.
     *
     * @return false at the end of the morsel; a chunk can also have no rows
     */
    boolean next();

    /**
     * Returns the rows that {@link #next()} read. They are valid until the next call of {@link #begin}, {@link #next} or
     * {@link #close}.
     *
     * @return the rows, as columns of the scan's schema; never null
     */
    Chunk chunk();

    /**
     * Says where a row came from. It is asked before an error about the row is thrown, and never for rows that are right.
     *
     * @param row a row of {@link #chunk()}, from 0
     * @return the place for a message, such as {@code /data/lines.csv, line 17}; null if it is not known, which it is not
     *     unless this is overridden
     */
    default String place(int row) {
        return null;
    }

    /**
     * Says what the report of the run has to tell of what was read beside rows and bytes, as {@link Scan#counts} does for all readers
     * together: what the conditions have counted that it applied ({@link Predicate.Evaluator#counts}). Asked once, before {@link #close}.
     *
     * @return numbers by what they count; none unless this is overridden
     */
    default Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    void close();
}
