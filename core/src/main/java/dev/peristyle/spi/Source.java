package dev.peristyle.spi;

import dev.peristyle.schema.Schema;

/** A dataset that can be read any number of times. Immutable and thread-safe; holds no memory and no file. */
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
     * Starts one reading of the dataset. Whatever a filter of the request does not pass must not be in the chunks.
     *
     * @param request what is wanted
     * @param context the memory and the services of the run
     * @return the scan, to be closed by the caller
     */
    Scan open(ScanRequest request, RunContext context);
}
