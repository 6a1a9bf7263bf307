package dev.peristyle.jdbc;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.jdbc.ReadSettings;
import dev.peristyle.schema.DataType;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a query is read. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>fetchRows</td><td>4,096</td></tr>
 *   <tr><td>parameters</td><td>none</td></tr>
 *   <tr><td>type</td><td>that of the metadata, as listed at {@link Jdbc}</td></tr>
 *   <tr><td>orderBy</td><td>the order in which the database gives rows</td></tr>
 *   <tr><td>partitionBy</td><td>one part, read by one thread</td></tr>
 *   <tr><td>pushDown</td><td>on</td></tr>
 *   <tr><td>copy</td><td>on</td></tr>
 * </table>
 */
public final class JdbcReadOptions {

    private static final int FETCH_ROWS = 4096;
    private static final int MAX_PARTS = 10_000;
    private static final JdbcReadOptions DEFAULTS = builder().build();

    private final ReadSettings settings;

    private JdbcReadOptions(ReadSettings settings) {
        this.settings = settings;
    }

    /**
     * The options of a reading that names none.
     *
     * @return the defaults, as listed above
     */
    public static JdbcReadOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    ReadSettings settings() {
        return settings;
    }

    /** Collects options; the defaults are listed at {@link JdbcReadOptions}. Not thread-safe. */
    public static final class Builder {

        private int fetchRows = FETCH_ROWS;
        private List<Object> parameters = List.of();
        private final Map<String, DataType> types = new LinkedHashMap<>();
        private List<String> order = List.of();
        private String partitionColumn;
        private int parts = 1;
        private Object from;
        private Object to;
        private boolean pushesDown = true;
        private boolean copies = true;

        private Builder() {}

        /**
         * How many rows the driver asks for at a time, and so holds on the heap. Drivers that hold all rows whatever is said here need a setting
         * of their own, such as {@code LAZY_QUERY_EXECUTION=1} of H2.
         *
         * @param rows 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder fetchRows(int rows) {
            if (rows < 1) {
                throw new IllegalArgumentException("a driver cannot ask for " + rows + " rows at a time");
            }
            this.fetchRows = rows;
            return this;
        }

        /**
         * Values for the question marks of the query.
         *
         * @param values one for each, none of them null; what the driver takes in {@code setObject}
         * @return this builder
         */
        public Builder parameters(Object... values) {
            this.parameters = Arguments.list("values", values);
            return this;
        }

        /**
         * Reads a column as another type than the metadata tells: with more digits, as text, or what a column of SQLite holds. A value that would be
         * rounded or cut off is an error that names its row; only a decimal with a fraction becomes the double or the float that is nearest to it. A
         * timestamp without a zone that is read as one in UTC is taken as UTC, and the other way round: the zone of the process does not count.
         * Conditions on such a column are not part of the statement, unless only its number of digits is another one.
         *
         * @param column its name in the result
         * @param type any but a duration
         * @return this builder
         */
        public Builder type(String column, DataType type) {
            types.put(Objects.requireNonNull(column, "column"), Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Has the database sort the rows, those of each part for themselves. With columns that tell all rows apart each reading of the same rows has
         * the same order.
         *
         * @param columns their names in the result
         * @return this builder
         */
        public Builder orderBy(String... columns) {
            this.order = Arguments.list("columns", columns);
            return this;
        }

        /**
         * Reads the query in parts, by several threads on a connection each. Its rows come in the order of the parts. Before each reading the
         * database is asked for the least and the greatest value, and what lies between is divided evenly.
         *
         * @param column its name in the result; integers, decimals, dates or timestamps, with SQLite integers. Rows without a value are in the first part
         * @param parts how many at most, 1 to 10,000; a few for each thread, where values lie unevenly
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer
         */
        public Builder partitionBy(String column, int parts) {
            return divide(column, parts, null, null);
        }

        /**
         * As {@link #partitionBy(String, int)}, without asking for the least and the greatest value. Rows beyond them are read too, in the first and the
         * last part.
         *
         * @param column its name in the result; integers or decimals
         * @param parts how many at most, 1 to 10,000
         * @param from about the least value
         * @param to about the greatest value
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer parts, or the greatest value is less than the least
         */
        public Builder partitionBy(String column, int parts, long from, long to) {
            if (to < from) {
                throw new IllegalArgumentException("values from " + from + " to " + to + " cannot be divided");
            }
            return divide(column, parts, from, to);
        }

        /**
         * As {@link #partitionBy(String, int)}, without asking for the least and the greatest value. Rows beyond them are read too, in the first and the
         * last part.
         *
         * @param column its name in the result; dates or timestamps, which are divided from midnight to midnight, in UTC
         * @param parts how many at most, 1 to 10,000
         * @param from about the least value
         * @param to about the greatest value
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer parts, or the greatest value is less than the least
         */
        public Builder partitionBy(String column, int parts, LocalDate from, LocalDate to) {
            if (Objects.requireNonNull(to, "to").isBefore(Objects.requireNonNull(from, "from"))) {
                throw new IllegalArgumentException("values from " + from + " to " + to + " cannot be divided");
            }
            return divide(column, parts, from, to);
        }

        private Builder divide(String column, int wanted, Object least, Object greatest) {
            Objects.requireNonNull(column, "column");
            if (wanted < 1 || wanted > MAX_PARTS) {
                throw new IllegalArgumentException("a query is read in 1 to 10,000 parts, but not in " + wanted);
            }
            this.partitionColumn = column;
            this.parts = wanted;
            this.from = least;
            this.to = greatest;
            return this;
        }

        /**
         * Whether columns and conditions become part of the statement. Without that the query runs as it is written, for what may not stand within
         * another one, unless {@link #partitionBy(String, int)} or {@link #orderBy} want something put around it; nor is it read with COPY.
         *
         * @param wanted true by default
         * @return this builder
         */
        public Builder pushDown(boolean wanted) {
            this.pushesDown = wanted;
            return this;
        }

        /**
         * Whether rows come with COPY of PostgreSQL, in its binary format, where its own driver is there, {@link #pushDown} is on, and the query begins
         * with {@code select}, {@code with}, {@code values} or {@code table} and has no question mark. It is faster, and few values become objects.
         * If a column that is wanted has no binary form here (enums, xml, {@code jsonb} and what {@link #type} reads as another type), the rows are
         * read as from any other database. {@link #fetchRows} means nothing with COPY, which sends row after row.
         *
         * @param wanted true by default
         * @return this builder
         */
        public Builder copy(boolean wanted) {
            this.copies = wanted;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return options that later changes to this builder do not touch
         */
        public JdbcReadOptions build() {
            return new JdbcReadOptions(new ReadSettings(
                    fetchRows,
                    parameters,
                    Collections.unmodifiableMap(new LinkedHashMap<>(types)),
                    order,
                    partitionColumn,
                    parts,
                    from,
                    to,
                    pushesDown,
                    copies));
        }
    }
}
