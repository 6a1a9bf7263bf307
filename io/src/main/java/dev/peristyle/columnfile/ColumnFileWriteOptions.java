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
 * </table>
 */
public final class ColumnFileWriteOptions {
    private static final ColumnFileWriteOptions DEFAULTS = builder().build();

    private final BatchCompression compression;
    private final Set<String> dictionaries;

    private ColumnFileWriteOptions(Builder builder) {
        this.compression = builder.compression;
        this.dictionaries = Set.copyOf(builder.dictionaries);
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

    FileSettings settings() {
        return new FileSettings(compression, dictionaries);
    }

    /** Sets options. Not thread-safe. */
    public static final class Builder {
        private BatchCompression compression = BatchCompression.NONE;
        private final Set<String> dictionaries = new HashSet<>();

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
         * ends the run with an {@link IllegalArgumentException} that names it. Such a file cannot be appended to.
         *
         * @param columns names of columns of strings, as they are written
         * @return this builder
         */
        public Builder dictionary(String... columns) {
            dictionaries.addAll(Arguments.list("columns", Arrays.asList(columns)));
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
