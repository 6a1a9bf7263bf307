package dev.peristyle.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is known of some rows without reading them: of a whole source, or of a morsel. Everything is optional, and what is told
 * has to be true: rows are left out because of it. Immutable.
 */
public final class Statistics {

    private static final Statistics UNKNOWN = new Statistics(OptionalLong.empty(), OptionalLong.empty(), Map.of());

    private final OptionalLong rowCount;
    private final OptionalLong bytes;
    private final Map<String, ColumnStatistics> columns;

    private Statistics(OptionalLong rowCount, OptionalLong bytes, Map<String, ColumnStatistics> columns) {
        this.rowCount = rowCount;
        this.bytes = bytes;
        this.columns = columns;
    }

    /**
     * Nothing is known.
     *
     * @return where to begin
     */
    public static Statistics unknown() {
        return UNKNOWN;
    }

    /**
     * Returns the number of rows.
     *
     * @return rows before filters, exact; empty if not known
     */
    public OptionalLong rowCount() {
        return rowCount;
    }

    /**
     * Returns how much has to be read. Where the number of rows is not known, it is guessed from this.
     *
     * @return bytes of input, before they are decompressed; empty if not known
     */
    public OptionalLong bytes() {
        return bytes;
    }

    /**
     * Returns what is known of a column.
     *
     * @param name its name
     * @return {@link ColumnStatistics#unknown()} if nothing is
     */
    public ColumnStatistics column(String name) {
        return columns.getOrDefault(name, ColumnStatistics.unknown());
    }

    /**
     * The same with a number of rows.
     *
     * @param rows 0 or more
     * @return new statistics
     * @throws IllegalArgumentException when it is negative
     */
    public Statistics withRowCount(long rows) {
        return new Statistics(OptionalLong.of(notNegative(rows, "rows")), bytes, columns);
    }

    /**
     * The same with a size.
     *
     * @param size bytes of input, 0 or more
     * @return new statistics
     * @throws IllegalArgumentException when it is negative
     */
    public Statistics withBytes(long size) {
        return new Statistics(rowCount, OptionalLong.of(notNegative(size, "bytes")), columns);
    }

    /**
     * The same with what is known of a column.
     *
     * @param name its name
     * @param column what is known of it
     * @return new statistics
     */
    public Statistics withColumn(String name, ColumnStatistics column) {
        Map<String, ColumnStatistics> more = new HashMap<>(columns);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(column, "column"));
        return new Statistics(rowCount, bytes, Map.copyOf(more));
    }

    static long notNegative(long count, String what) {
        if (count < 0) {
            throw new IllegalArgumentException("a source cannot have " + count + " " + what);
        }
        return count;
    }

    @Override
    public String toString() {
        return "rows " + rowCount + ", bytes " + bytes + ", columns " + columns;
    }
}
