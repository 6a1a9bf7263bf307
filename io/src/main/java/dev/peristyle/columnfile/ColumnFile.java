package dev.peristyle.columnfile;

import dev.peristyle.internal.columnfile.ColumnFileSink;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Column files as the end of a pipeline: the file format of Arrow IPC (version 1.0, metadata V5), which pandas, Polars, R, DuckDB and
 * Spark read.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>column</th><th>written as</th></tr>
 * <tr><td>boolean</td><td>Bool</td></tr>
 * <tr><td>byte to long, unsigned byte to unsigned long</td><td>Int of 8 to 64 bits</td></tr>
 * <tr><td>float16, float, double</td><td>FloatingPoint</td></tr>
 * <tr><td>decimal</td><td>Decimal of 128 bits</td></tr>
 * <tr><td>date</td><td>Date in days</td></tr>
 * <tr><td>time</td><td>Time of that unit</td></tr>
 * <tr><td>timestamp</td><td>Timestamp of that unit, zone UTC</td></tr>
 * <tr><td>local timestamp</td><td>Timestamp of that unit without a zone</td></tr>
 * <tr><td>duration</td><td>Duration of that unit</td></tr>
 * <tr><td>string</td><td>Utf8</td></tr>
 * <tr><td>binary</td><td>Binary, or FixedSizeBinary where it has a length</td></tr>
 * </table>
 *
 * <p>Rows are written in batches of some megabytes. The footer has, for each batch, the least and the greatest value and the number of
 * nulls of each column, and a CRC-32C of each buffer, as custom metadata that others pass over.
 */
public final class ColumnFile {

    private ColumnFile() {}

    /**
     * Names a file to write to.
     *
     * @param file the target; it appears when all rows are written and on the disk, and replaces what was there
     * @return the end of a pipeline with one column or more
     */
    public static Sink to(Path file) {
        return new ColumnFileSink(Objects.requireNonNull(file, "file"));
    }
}
