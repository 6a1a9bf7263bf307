package dev.peristyle.columnfile;

import dev.peristyle.Pipeline;
import dev.peristyle.internal.columnfile.ColumnStreamSink;
import dev.peristyle.internal.columnfile.ColumnStreamSource;
import dev.peristyle.internal.file.StreamInput;
import dev.peristyle.spi.Sink;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Column streams as the beginning and the end of a pipeline: the stream format of Arrow IPC, for pipes and sockets, which pandas, Polars, R and DuckDB read
 * and write. Batches are those of {@link ColumnFile} and the types too, but there is no footer: no zone maps and no checksums, and a reader takes one
 * batch after the other.
 *
 * <p>What is read may be compressed with LZ4 frames or zstd, and have dictionaries, which may be added to and replaced between batches. Streams of versions before
 * 0.15 of Arrow, whose messages begin without {@code FF FF FF FF}, are read too: a length is never negative, so each message tells which it is. A stream ends with a mark. One
 * that just ends after a message may lack rows, because who wrote it failed; that is an error, after the rows before it were
 * read, unless {@link ColumnStreamOptions.Builder#requireEnd} says that such marks are not written there; the report of the run then counts it. One that ends anywhere else is
 * damaged, and so is a file that goes on after the mark.
 */
public final class ColumnStream {

    private ColumnStream() {}

    /**
     * Describes the reading of a file that holds a stream. Its schema is read, no more. Batches are read where they are, by several threads, and of each only the
     * columns that are needed, so that it does not matter how large they are.
     *
     * @param file the file, a regular one; a pipe is read as a stream
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field is of a type that is not read
     */
    public static Pipeline scan(Path file) {
        return scan(file, ColumnStreamOptions.defaults());
    }

    /**
     * As {@link #scan(Path)}, with options.
     *
     * @param file the file, a regular one; a pipe is read as a stream
     * @param options how it is read
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field that is read is of a type that is not
     * @throws IllegalArgumentException if the options name a column that the file does not have
     */
    public static Pipeline scan(Path file, ColumnStreamOptions options) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return Pipeline.from(ColumnStreamSource.of(file, options.wanted(), options.windows(), options.requireEnd()));
    }

    /**
     * Describes the reading of a stream, such as standard input. Its schema is read at once, the rest by one thread when it runs. Of the batch that is
     * read the columns that are needed are in memory, and all dictionaries of these; so it takes a memory limit that has room for them, which
     * {@link #scan(Path)} does not.
     *
     * <p>A stream can be read once: a second run is an {@code IllegalStateException}. It is not closed. After a run that read all rows it is just behind the mark of the
     * end, and who is to have nothing after it says so ({@link ColumnStreamOptions.Builder#requireEndOfInput}); after one that failed, was cancelled or took fewer rows, somewhere behind what was taken. A run that waits for a stream
     * notices a cancellation when the stream goes on.
     *
     * @param stream the input, the caller's to close
     * @return the rows of the stream
     * @throws dev.peristyle.error.DataAccessException if the stream cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field is of a type that is not read
     */
    public static Pipeline scan(InputStream stream) {
        return scan(stream, ColumnStreamOptions.defaults());
    }

    /**
     * As {@link #scan(InputStream)}, with options.
     *
     * @param stream the input, the caller's to close
     * @param options how it is read; the mode of windows says nothing here
     * @return the rows of the stream
     * @throws dev.peristyle.error.DataAccessException if the stream cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field that is read is of a type that is not
     * @throws IllegalArgumentException if the options name a column that the stream does not have
     */
    public static Pipeline scan(InputStream stream, ColumnStreamOptions options) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(options, "options");
        return scan(new StreamInput(stream), options);
    }

    /**
     * Describes the reading of a channel in blocking mode; see {@link #scan(InputStream)}.
     *
     * @param channel the input, the caller's to close
     * @return the rows of the channel
     * @throws dev.peristyle.error.DataAccessException if the channel cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field is of a type that is not read
     */
    public static Pipeline scan(ReadableByteChannel channel) {
        return scan(channel, ColumnStreamOptions.defaults());
    }

    /**
     * Describes the reading of a channel in blocking mode; see {@link #scan(InputStream, ColumnStreamOptions)}.
     *
     * @param channel the input, the caller's to close
     * @param options how it is read; the mode of windows says nothing here
     * @return the rows of the channel
     * @throws dev.peristyle.error.DataAccessException if the channel cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no stream of columns, or a field that is read is of a type that is not
     * @throws IllegalArgumentException if the options name a column that the channel does not have
     */
    public static Pipeline scan(ReadableByteChannel channel, ColumnStreamOptions options) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(options, "options");
        return scan(new StreamInput(channel), options);
    }

    private static Pipeline scan(StreamInput input, ColumnStreamOptions options) {
        return Pipeline.from(
                ColumnStreamSource.of(input, options.wanted(), options.requireEnd(), options.requireEndOfInput()));
    }

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
