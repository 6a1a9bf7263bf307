package dev.peristyle.internal.jdbc;

import dev.peristyle.spi.Sink;
import java.util.List;

/**
 * How rows are written.
 *
 * @param batchRows rows that go to the database together
 * @param commitsBatches whether each batch is a transaction, not all rows
 * @param createsTable whether the table is made if it is not there
 * @param keys columns of which rows with the same values are replaced; none for rows that are added
 * @param retries how often a batch is sent again that another transaction got in the way of
 * @param maxRejects how many rows may be left out that the database refuses
 * @param rejects where those go, or null
 * @param copies whether rows go with COPY where the database and the driver have it
 */
public record WriteSettings(
        int batchRows,
        boolean commitsBatches,
        boolean createsTable,
        List<String> keys,
        int retries,
        long maxRejects,
        Sink rejects,
        boolean copies) {}
