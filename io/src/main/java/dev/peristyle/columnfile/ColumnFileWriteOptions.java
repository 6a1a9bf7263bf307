package dev.peristyle.columnfile;

import dev.peristyle.file.BatchCompression;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.columnfile.FileSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * How column files are written. Immutable.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>compression</td><td>none</td></tr>
 *   <tr><td>dictionary</td><td>no column</td></tr>
 *   <tr><td>chooseDictionaries</td><td>no</td></tr>
 * </table>
 */
public final class ColumnFileWriteOptions {
    private static final ColumnFileWriteOptions DEFAULTS = builder().build();

    private final BatchCompression compression;
    private final Set<String> dictionaries;
    private final boolean choosesDictionaries;

    private ColumnFileWriteOptions(Builder builder) {
        this.compression = builder.compression;
        this.dictionaries = Set.copyOf(builder.dictionaries);
        this.choosesDictionaries = builder.choosesDictionaries;
    }

    /**
     * What is written where nothing is set.
     *
     * @return the defaults
     */
    public static ColumnFileWriteOptions defaults() {
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
     * What batches are compressed with.
     *
     * @return the compression, or none
     */
    public BatchCompression compression() {
        return compression;
    }

    /**
     * Which columns are written by a dictionary.
     *
     * @return their names
     */
    public Set<String> dictionaries() {
        return dictionaries;
    }

    /**
     * Whether other columns are written by a dictionary where it pays.
     *
     * @return whether they are
     */
    public boolean choosesDictionaries() {
        return choosesDictionaries;
    }

    FileSettings settings() {
        return new FileSettings(compression, dictionaries, choosesDictionaries);
    }

    /** Sets options. Not thread-safe. */
    public static final class Builder {
        private BatchCompression compression = BatchCompression.NONE;
        private final Set<String> dictionaries = new HashSet<>();
        private boolean choosesDictionaries;

        private Builder() {}

        /**
         * Compresses batches, each buffer for itself; one that does not become smaller is stored as it is. Takes as much memory as a batch, some
         * megabytes; where that is not there, a batch is not compressed. Each reader holds the columns of a batch that it is asked for, decompressed.
         *
         * @param value what with, or none
         * @return this builder
         */
        public Builder compression(BatchCompression value) {
            this.compression = Objects.requireNonNull(value, "compression");
            return this;
        }

        /**
         * Writes each different text of columns once, and for each row two bytes that say which one it is: for columns of few different texts. These
         * are held until the end, at most 32,767 of a column, and a 64th of the memory limit for their bytes, or 64 KB if that is more; a column with more
         * ends the run with an {@link IllegalArgumentException} that names it. What is appended to such a file goes on with its dictionaries.
         *
         * @param columns names of columns of strings, as they are written
         * @return this builder
         */
        public Builder dictionary(String... columns) {
            dictionaries.addAll(Arguments.list("columns", Arrays.asList(columns)));
            return this;
        }

        /**
         * Writes columns of strings by dictionaries, as those of {@link #dictionary}, where the first batch of rows says that it pays: at most 2,047 different texts, each of them
         * eight times or more, not in order, and four kilobytes saved. For each 16 MB of the memory limit it is one column, those that save the most, with at most
         * a 256th of the limit for its texts, or 64 KB if that is more, and 1 MB if less. A column that turns out to have more texts later is written as it is: the rows that were written by then are read again
         * and written once more, which takes time and room on the disk for both. Not done in directories, in streams, in pipes, and with a checkpoint.
         *
         * <p>Of the table lineitem of TPC-H a fifth of the bytes are saved, with LZ4 a quarter, and reading is not slower. It is no default, because other programs show such columns as what they are: pandas as
         * categories, R as factors.
         *
         * @return this builder
         */
        public Builder chooseDictionaries() {
            choosesDictionaries = true;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         */
        public ColumnFileWriteOptions build() {
            return new ColumnFileWriteOptions(this);
        }
    }
}
