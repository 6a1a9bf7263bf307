package dev.peristyle.columnfile;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import java.util.List;
import java.util.Objects;

/**
 * How column streams are read. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>columns</td><td>all</td></tr>
 *   <tr><td>windows</td><td>{@link WindowMode#preferred}</td></tr>
 *   <tr><td>requireEnd</td><td>true</td></tr>
 *   <tr><td>requireEndOfInput</td><td>false</td></tr>
 * </table>
 */
public final class ColumnStreamOptions {
    private static final ColumnStreamOptions DEFAULTS = builder().build();

    private final List<String> columns;
    private final WindowMode windows;
    private final boolean requireEnd;
    private final boolean requireEndOfInput;

    private ColumnStreamOptions(Builder builder) {
        this.columns = builder.columns;
        this.windows = builder.windows;
        this.requireEnd = builder.requireEnd;
        this.requireEndOfInput = builder.requireEndOfInput;
    }

    /**
     * How streams are read where nothing is set.
     *
     * @return the defaults
     */
    public static ColumnStreamOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Which columns are read.
     *
     * @return their names in the wanted order; none stands for all
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * How the bytes of a file come into memory.
     *
     * @return the mode
     */
    public WindowMode windows() {
        return windows;
    }

    /**
     * Whether a stream that ends without the mark of its end is an error.
     *
     * @return true if so
     */
    public boolean requireEnd() {
        return requireEnd;
    }

    /**
     * Whether it is an error if an input goes on after the mark of the end.
     *
     * @return true if so
     */
    public boolean requireEndOfInput() {
        return requireEndOfInput;
    }

    /** The columns as sources take them. */
    List<String> wanted() {
        return columns.isEmpty() ? null : columns;
    }

    /** Sets options. Not thread-safe. */
    public static final class Builder {
        private List<String> columns = List.of();
        private WindowMode windows = WindowMode.preferred();
        private boolean requireEnd = true;
        private boolean requireEndOfInput;

        private Builder() {}

        /**
         * Reads some columns only; what other fields are does not matter.
         *
         * @param names of the columns, in the wanted order, at least one
         * @return this builder
         * @throws IllegalArgumentException if none is named
         */
        public Builder columns(List<String> names) {
            List<String> checked = Arguments.list("names", names);
            if (checked.isEmpty()) {
                throw new IllegalArgumentException("no column is named");
            }
            this.columns = checked;
            return this;
        }

        /**
         * Chooses how the bytes of a file come into memory.
         *
         * @param value mapped, the values of most types are not copied at all
         * @return this builder
         */
        public Builder windows(WindowMode value) {
            this.windows = Objects.requireNonNull(value, "windows");
            return this;
        }

        /**
         * Says whether a stream that just ends after a message, without the mark of its end, is an error. The format allows it to writers that close a
         * connection instead; then nobody can tell a whole stream from one whose writer has failed between two batches.
         *
         * @param value false to take it for whole
         * @return this builder
         */
        public Builder requireEnd(boolean value) {
            this.requireEnd = value;
            return this;
        }

        /**
         * Says whether it is an error if an input that is no file goes on after the mark of the end, as what {@code cat} makes of two streams does: the rows of the
         * second one would be missing. A run then waits for the end of the input. A file that goes on is always an error.
         *
         * @param value false to leave what follows to whoever reads on
         * @return this builder
         */
        public Builder requireEndOfInput(boolean value) {
            this.requireEndOfInput = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public ColumnStreamOptions build() {
            return new ColumnStreamOptions(this);
        }
    }
}
