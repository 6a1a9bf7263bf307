package dev.peristyle.csv;

import dev.peristyle.internal.csv.WriteSettings;

/**
 * How CSV files are written. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>delimiter</td><td>{@code ','}</td></tr>
 *   <tr><td>quote</td><td>{@code '"'}</td></tr>
 *   <tr><td>header</td><td>the first line names the columns</td></tr>
 *   <tr><td>input that is replaced</td><td>is refused</td></tr>
 * </table>
 */
public final class CsvWriteOptions {
    private static final CsvWriteOptions DEFAULTS = builder().build();

    private final WriteSettings settings;
    private final boolean replacesInput;

    private CsvWriteOptions(WriteSettings settings, boolean replacesInput) {
        this.settings = settings;
        this.replacesInput = replacesInput;
    }

    /**
     * The options of an output that names none.
     *
     * @return the defaults, as listed above
     */
    public static CsvWriteOptions defaults() {
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

    boolean replacesInput() {
        return replacesInput;
    }

    /** Collects options; the defaults are listed at {@link CsvWriteOptions}. Not thread-safe. */
    public static final class Builder {
        private char delimiter = ',';
        private char quote = '"';
        private boolean header = true;
        private boolean replacesInput;

        private Builder() {}

        /**
         * Sets what separates two fields.
         *
         * @param character an ASCII character that no number holds: no letter, digit, plus, minus or point
         * @return this builder
         */
        public Builder delimiter(char character) {
            this.delimiter = character;
            return this;
        }

        /**
         * Sets what encloses texts that hold delimiters, line ends or quotes, and empty texts.
         *
         * @param character an ASCII character that no number holds
         * @return this builder
         */
        public Builder quote(char character) {
            this.quote = character;
            return this;
        }

        /**
         * Leaves the line of column names out.
         *
         * @return this builder
         */
        public Builder noHeader() {
            this.header = false;
            return this;
        }

        /**
         * Lets a file be written that the same pipeline reads: once all rows are written, they take its place. Otherwise that is refused,
         * because a job that was wrong could not be run again.
         *
         * @return this builder
         */
        public Builder replaceInput() {
            this.replacesInput = true;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if they contradict each other; the message says which
         */
        public CsvWriteOptions build() {
            CsvCharacters.check("delimiter", delimiter);
            CsvCharacters.check("quote", quote);
            CsvCharacters.checkNotInNumbers("delimiter", delimiter);
            CsvCharacters.checkNotInNumbers("quote", quote);
            CsvCharacters.checkDifferent("delimiter", delimiter, "quote", quote);
            return new CsvWriteOptions(new WriteSettings((byte) delimiter, (byte) quote, header), replacesInput);
        }
    }
}
