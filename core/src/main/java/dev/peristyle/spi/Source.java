package dev.peristyle.spi;

import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Set;

/**
 * A dataset that can be read any number of times, or {@link #isReadOnce once}. Immutable and thread-safe; holds no memory and no file. The smallest
 * source has a schema, a name and a scan of one morsel; see {@link ChunkBuilder} for how to fill it.
 */
public interface Source {

    /**
     * Returns all columns of the dataset.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * One line for plans, such as {@code csv orders.csv}.
     *
     * @return the line
     */
    String describe();

    /**
     * Returns what is known of the dataset without reading it.
     *
     * @return its statistics; nothing is known unless this is overridden
     */
    default Statistics statistics() {
        return Statistics.unknown();
    }

    /**
     * Returns what the dataset holds at this moment, as far as that is known without reading its rows and so exactly that it is the
     * answer of an aggregate: the number of rows, and of columns the number of nulls, and the least and the greatest value that
     * occur. Asked when a run is planned that wants nothing else of the source; may read what it knows from.
     *
     * @param columns those of which something is wanted
     * @return statistics without anything that is a bound only; nothing is known unless this is overridden
     */
    default Statistics exactStatistics(List<String> columns) {
        return Statistics.unknown();
    }

    /**
     * Says what the source can do with a condition. Asked when a pipeline is planned, for each condition on its own; those
     * that it supports come back in the {@link ScanRequest}.
     *
     * @param predicate a condition on columns of the schema
     * @return how far it applies it; not at all unless this is overridden
     */
    default FilterSupport support(Predicate predicate) {
        return FilterSupport.NONE;
    }

    /**
     * Says what a reading will do beyond what the request says, such as how much of the dataset it can leave out because of what it
     * knows of it. Asked when somebody wants a plan to be shown, not for each run; may read what it knows from.
     *
     * @param request what is wanted
     * @return a line each; none unless this is overridden
     */
    default List<String> explain(ScanRequest request) {
        return List.of();
    }

    /**
     * Names what is read, such as files, so that nobody replaces it by mistake; see {@link Sink#replaces()}.
     *
     * @return objects that are equal where they stand for the same thing, whatever it was called; none unless this is overridden
     */
    default Set<Object> reads() {
        return Set.of();
    }

    /**
     * Names what is written beside the reading, such as a file of records that could not be taken, as {@link #reads()} does. Two sources of
     * one run that write the same, and one that writes what is read, are refused before anything is opened.
     *
     * @return objects that are equal where they stand for the same thing; none unless this is overridden
     */
    default Set<Object> writes() {
        return Set.of();
    }

    /**
     * Says whether the dataset is gone once it has been read, as what comes through a pipe is. A run of such a source is not started again
     * with one thread where several had too little memory together.
     *
     * @return true if a second {@link #open} fails; false unless this is overridden
     */
    default boolean isReadOnce() {
        return false;
    }

    /**
     * Starts one reading of the dataset.
     *
     * @param request what is wanted
     * @param context the memory and the services of the run
     * @return the scan, to be closed by the caller
     */
    Scan open(ScanRequest request, RunContext context);
}
