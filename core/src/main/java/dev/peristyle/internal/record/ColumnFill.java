package dev.peristyle.internal.record;

import dev.peristyle.spi.ColumnWriter;

/** Adds one component of records to its column. Immutable and thread-safe. */
interface ColumnFill {

    /**
     * Adds a row for each record; where one fails, the writer has those before it.
     *
     * @param records of the class that this was made for, from {@code from} (inclusive) to {@code to} (exclusive)
     * @throws Throwable what the accessor of the record threw, or the writer, which has no place for the value
     */
    void fill(Object[] records, int from, int to, ColumnWriter writer) throws Throwable;
}
