package dev.peristyle.columnfile;

import dev.peristyle.internal.columnfile.ColumnStreamSink;
import dev.peristyle.spi.Sink;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Column streams as the end of a pipeline: the stream format of Arrow IPC, for pipes and sockets, which pandas, Polars, R and DuckDB read. Batches are those
 * of {@link ColumnFile} and the types too, but there is no footer: no zone maps and no checksums, and a reader takes one batch after the other.
 */
public final class ColumnStream {

    private ColumnStream() {}

    /**
     * Names a stream to write to, such as standard output. A run writes to it from one thread at a time, flushes it and does not close it. What it has
     * written before it fails stays written, without the mark of the end that readers look for.
     *
     * @param stream the target, the caller's to close
     * @return the end of a pipeline with one column or more
     */
    public static Sink to(OutputStream stream) {
        return to(stream, ColumnFileWriteOptions.defaults());
    }

    /**
     * Names a stream to write to; see {@link #to(OutputStream)}.
     *
     * @param stream the target, the caller's to close
     * @param options how it is written; columns cannot be written by dictionaries
     * @return the end of a pipeline with one column or more
     * @throws IllegalArgumentException if the options name columns to be written by dictionaries
     */
    public static Sink to(OutputStream stream, ColumnFileWriteOptions options) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(options, "options");
        return new ColumnStreamSink(null, stream, options.settings());
    }

    /**
     * Names a file to write a stream to, usually called {@code .arrows}; one that is a pipe is written directly.
     *
     * @param file the target; it appears when all rows are written and on the disk, and replaces what was there
     * @return the end of a pipeline with one column or more
     */
    public static Sink to(Path file) {
        return to(file, ColumnFileWriteOptions.defaults());
    }

    /**
     * Names a file to write a stream to; see {@link #to(Path)}.
     *
     * @param file the target
     * @param options how it is written; columns cannot be written by dictionaries
     * @return the end of a pipeline with one column or more
     * @throws IllegalArgumentException if the options name columns to be written by dictionaries
     */
    public static Sink to(Path file, ColumnFileWriteOptions options) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return new ColumnStreamSink(file, null, options.settings());
    }
}
