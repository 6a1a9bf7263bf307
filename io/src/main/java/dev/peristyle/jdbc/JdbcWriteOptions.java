package dev.peristyle.jdbc;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.jdbc.WriteSettings;
import dev.peristyle.spi.Sink;
import java.util.List;
import java.util.Objects;

/**
 * How rows go to a table. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>batchRows</td><td>1,000</td></tr>
 *   <tr><td>commitBatches</td><td>off: all rows are one transaction, and either all are written or none</td></tr>
 *   <tr><td>createTable</td><td>off: the table is there</td></tr>
 *   <tr><td>upsert</td><td>off: rows are added</td></tr>
 *   <tr><td>retries</td><td>3, of batches that are committed each</td></tr>
 *   <tr><td>copy</td><td>on</td></tr>
 *   <tr><td>skipRejected</td><td>off: the first row that the database refuses is an error</td></tr>
 *   <tr><td>rejectTo</td><td>off: rows that are left out are counted only</td></tr>
 * </table>
 */
public final class JdbcWriteOptions {

    private static final int BATCH_ROWS = 1000;
    private static final int MAX_BATCH_ROWS = 1_000_000;
    private static final int RETRIES = 3;
    private static final int MAX_RETRIES = 100;
    private static final JdbcWriteOptions DEFAULTS = builder().build();

    private final WriteSettings settings;

    private JdbcWriteOptions(WriteSettings settings) {
        this.settings = settings;
    }

    /**
     * The options of a writing that names none.
     *
     * @return the defaults, as listed above
     */
    public static JdbcWriteOptions defaults() {
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

    WriteSettings settings() {
        return settings;
    }

    /** Collects options; the defaults are listed at {@link JdbcWriteOptions}. Not thread-safe. */
    public static final class Builder {

        private int batchRows = BATCH_ROWS;
        private boolean commitsBatches;
        private boolean createsTable;
        private List<String> keys = List.of();
        private int retries = RETRIES;
        private Long maxRejects;
        private Sink rejects;
        private boolean copies = true;

        private Builder() {}

        /**
         * How many rows go to the database together. What they take is held twice: off the heap, and by the driver.
         *
         * @param rows 1 to 1,000,000
         * @return this builder
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder batchRows(int rows) {
            if (rows < 1 || rows > MAX_BATCH_ROWS) {
                throw new IllegalArgumentException("a batch has 1 to 1,000,000 rows, but not " + rows);
            }
            this.batchRows = rows;
            return this;
        }

        /**
         * Makes each batch a transaction, where all rows are one otherwise. If a run fails, batches that were committed stay; the error says up to
         * which row. Only such a batch is sent again when another transaction gets in its way.
         *
         * @return this builder
         */
        public Builder commitBatches() {
            this.commitsBatches = true;
            return this;
        }

        /**
         * Makes the table if it is not there, with the names and types of the columns, and with the keys of {@link #upsert} as its primary key. In
         * PostgreSQL and SQLite that is part of the transaction; others keep a table although the run fails. A decimal of more than 15 digits becomes text in
         * SQLite, which would round it.
         *
         * @return this builder
         */
        public Builder createTable() {
            this.createsTable = true;
            return this;
        }

        /**
         * Replaces rows that are there with the same keys, and adds the others. The table needs a primary key or a unique index of exactly these
         * columns; with H2 it should have one, with MySQL it is the one that counts.
         *
         * @param columns names of columns of the rows, at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder upsert(String... columns) {
            List<String> given = Arguments.list("columns", columns);
            if (given.isEmpty()) {
                throw new IllegalArgumentException("rows are replaced by the values of at least one column");
            }
            this.keys = given;
            return this;
        }

        /**
         * How often a batch is sent again that another transaction got in the way of (a deadlock, a failure to serialize, a SQLite that is busy), each time after a
         * longer pause. It needs {@link #commitBatches}: rows of a longer transaction are gone with it.
         *
         * @param times 0 to 100
         * @return this builder
         * @throws IllegalArgumentException if it is less or more
         */
        public Builder retries(int times) {
            if (times < 0 || times > MAX_RETRIES) {
                throw new IllegalArgumentException("a batch is sent again 0 to 100 times, but not " + times);
            }
            this.retries = times;
            return this;
        }

        /**
         * Leaves out rows that the database refuses because of what is in them: a key that is there already, a null, a text that is too long, a check. How many and
         * why is in {@link dev.peristyle.execution.RunReport#counts}. The rows of a batch with such a row are sent one by one.
         *
         * @param most how many; one more is an error, {@code Long.MAX_VALUE} for any number
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder skipRejected(long most) {
            if (most < 0) {
                throw new IllegalArgumentException("a negative number of rows cannot be left out: " + most);
            }
            this.maxRejects = most;
            return this;
        }

        /**
         * Leaves out rows that the database refuses because of what is in them, as {@link #skipRejected} does, and writes them to a file or another table: the number of the
         * row ({@code rejected_row}, from 1), why ({@code rejected_reason}, {@code rejected_message}), and all of its columns. Any number of them, unless {@link #skipRejected}
         * sets one; if there is one more, the file is there too, with that row. If the run fails for another reason, it is only there where batches were committed.
         *
         * @param sink where they go, such as {@code Csv.to(file)}; it is opened when the run begins, and written although nothing may be refused
         * @return this builder
         */
        public Builder rejectTo(Sink sink) {
            this.rejects = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /**
         * Whether rows go with COPY into PostgreSQL, where its own driver is there, all rows are one transaction, and none is replaced or left out. It is
         * several times faster; {@link #batchRows} means nothing then. Views and tables of other servers may take no COPY.
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
        public JdbcWriteOptions build() {
            long most = maxRejects != null ? maxRejects : rejects == null ? 0 : Long.MAX_VALUE;
            return new JdbcWriteOptions(
                    new WriteSettings(batchRows, commitsBatches, createsTable, keys, retries, most, rejects, copies));
        }
    }
}
