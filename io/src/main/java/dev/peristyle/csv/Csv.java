package dev.peristyle.csv;

import dev.peristyle.Pipeline;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.csv.CommentReader;
import dev.peristyle.internal.csv.CsvInput;
import dev.peristyle.internal.csv.CsvSink;
import dev.peristyle.internal.csv.DetectedFile;
import dev.peristyle.internal.csv.PartsSink;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.file.GlobFiles;
import dev.peristyle.internal.file.StreamInput;
import dev.peristyle.spi.Sink;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * CSV files as the beginning and the end of a pipeline.
 *
 * <p>Fields may be in quotes, then they may hold delimiters, line ends and, doubled, quotes. Lines end with LF or CRLF. The
 * text is UTF-8, with or without a byte order mark; see {@link dev.peristyle.file.InvalidBytes} for what is not. An empty field is null; a quoted empty field is null too, but in a column
 * of strings it is the empty string. A blank line is no row, but null where the file has only one column.
 *
 * <p>A file may be compressed with gzip or zstd, whatever its name, and text in UTF-16 or UTF-32 is recognised by its byte order mark; other
 * charsets are named by {@link CsvOptions.Builder#charset}. Such a file is decoded while it is read, from its beginning, so that no two threads
 * parse it at a time; a thread of its own decodes. What it is compressed with being cut or damaged is a {@code DataAccessException}.
 */
public final class Csv {

    private Csv() {}

    /**
     * Describes the reading of a file. Its header and a sample are looked at, no more; nothing stays open.
     *
     * <p>It has a header, commas and double quotes. Where that makes no sense, or gives one column although there may be several, the file is looked at
     * as by {@link #detect}: what that is sure of (0.75 and more) is taken, and {@code explain()} shows it; where it is less sure, the
     * error says what it may be. With options nothing is taken but what they say.
     *
     * @param file the file
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if its header is wrong, or it is not clear how it is to be read
     */
    public static Pipeline scan(Path file) {
        return scan(file, CsvOptions.DETECTED);
    }

    /**
     * Finds out how a file is to be read, whatever it is called: delimiter, quotes, line ends, header, lines before it, charset, compression and
     * types, each with a confidence and a reason. Looks at its beginning only, in fixed memory.
     *
     * @param file the file
     * @return what was found, from which options can be made
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read, or what it is compressed with is damaged
     * @throws dev.peristyle.error.MalformedDataException if it is a file of another kind, such as JSON
     */
    public static CsvDetection detect(Path file) {
        Objects.requireNonNull(file, "file");
        return new CsvDetection(DetectedFile.of(
                CsvInput.of(List.of(file)), CsvOptions.defaults().settings()));
    }

    /**
     * Describes the reading of a file. Its header and a sample are looked at, no more; nothing stays open.
     *
     * @param file the file
     * @param options how it is read
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if its header is wrong, or its types cannot be inferred
     * @throws IllegalArgumentException if the options name a column that the file does not have
     */
    public static Pipeline scan(Path file, CsvOptions options) {
        return scan(List.of(Objects.requireNonNull(file, "file")), options);
    }

    /**
     * Describes the reading of several files, one after the other. They have the same columns, not always in the same
     * order; that and the types are those of the first file with rows.
     *
     * @param files at least one
     * @param options how they are read
     * @return the rows of all files
     * @throws dev.peristyle.error.DataAccessException if a file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if a header is wrong, or the columns of two files differ
     * @throws IllegalArgumentException if the options name a column that the files do not have, or there is no file
     */
    public static Pipeline scan(List<Path> files, CsvOptions options) {
        Objects.requireNonNull(options, "options");
        return Pipeline.from(options.describe(CsvInput.of(Arguments.list("files", files))));
    }

    /**
     * Finds the files that a pattern means, for {@link #scan(List, CsvOptions)}.
     *
     * <p>A pattern is as {@link java.nio.file.FileSystem#getPathMatcher} has it: {@code data/*.csv}, {@code data/2024-??.csv},
     * {@code data/**.{csv,csv.gz}} with all directories below. Files whose name begins with a point, and directories of such a name, are left out
     * unless the pattern has a point there.
     *
     * @param pattern a pattern, or the path of one file
     * @return at least one file, in the order of their paths as texts
     * @throws dev.peristyle.error.DataAccessException if there is no such file, or a directory cannot be read
     * @throws IllegalArgumentException if it is no pattern
     */
    public static List<Path> files(String pattern) {
        return GlobFiles.matching(Objects.requireNonNull(pattern, "pattern"));
    }

    /**
     * Describes the reading of the {@link #files} that a pattern means, one after the other, such as {@code data/*.csv}. The dialect of the first one
     * is found out where that is needed, as by {@link #scan(Path)}.
     *
     * @param pattern a pattern, or the path of one file
     * @return the rows of all files
     * @throws dev.peristyle.error.DataAccessException if there is no such file, or one cannot be read
     * @throws dev.peristyle.error.MalformedDataException if a header is wrong, the columns of two files differ, or it is not clear how they are to be
     *     read
     * @throws IllegalArgumentException if it is no pattern
     */
    public static Pipeline scan(String pattern) {
        return scan(files(pattern), CsvOptions.DETECTED);
    }

    /**
     * Describes the reading of a stream, such as standard input, which is read as {@link #scan(Path)} reads a file, compressed or not. So much of
     * it as a sample needs (some 3 MB with the default options, or all) is read at once and held on the heap until the run takes it. The
     * run reads the rest in the thread that parses it, or, if it has to be decoded, in one that is ahead of that.
     *
     * <p>A stream can be read once: a second run is an {@code IllegalStateException}. It is not closed. After a run that read all rows it is at its
     * end; after one that failed, was cancelled or took fewer rows, somewhere behind what was taken. A run that waits for a stream notices
     * a cancellation when the stream goes on.
     *
     * @param stream the input, the caller's to close
     * @return the rows of the stream
     * @throws dev.peristyle.error.DataAccessException if the stream cannot be read
     * @throws dev.peristyle.error.MalformedDataException if its header is wrong, or it is not clear how it is to be read
     */
    public static Pipeline scan(InputStream stream) {
        return scan(stream, CsvOptions.DETECTED);
    }

    /**
     * Describes the reading of a stream; see {@link #scan(InputStream)}.
     *
     * @param stream the input, the caller's to close
     * @param options how it is read; the mode of windows says nothing here
     * @return the rows of the stream
     * @throws dev.peristyle.error.DataAccessException if the stream cannot be read
     * @throws dev.peristyle.error.MalformedDataException if its header is wrong, or its types cannot be inferred
     * @throws IllegalArgumentException if the options name a column that the stream does not have
     */
    public static Pipeline scan(InputStream stream, CsvOptions options) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(options, "options");
        return Pipeline.from(options.describe(CsvInput.of(new StreamInput(stream))));
    }

    /**
     * Describes the reading of a channel in blocking mode; see {@link #scan(InputStream)}.
     *
     * @param channel the input, the caller's to close
     * @param options how it is read
     * @return the rows of the channel
     * @throws dev.peristyle.error.DataAccessException if the channel cannot be read
     * @throws dev.peristyle.error.MalformedDataException if its header is wrong, or its types cannot be inferred
     * @throws IllegalArgumentException if the options name a column that the channel does not have
     */
    public static Pipeline scan(ReadableByteChannel channel, CsvOptions options) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(options, "options");
        return Pipeline.from(options.describe(CsvInput.of(new StreamInput(channel))));
    }

    /**
     * Hands over the comments of a file, in their order: whole lines that begin with the character of {@link CsvOptions.Builder#comment}, before the header too, but
     * not the lines of {@link CsvOptions.Builder#skipLines}. Scans leave them out, so this goes through the file on its own, in fixed memory and in the
     * calling thread.
     *
     * @param file the file, compressed or not
     * @param options how it is read, with a character for comments
     * @param target takes each comment
     * @return how many there are
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if a record or a comment is too long, or a quote is not closed
     * @throws IllegalArgumentException if the options have no comments
     */
    public static long comments(Path file, CsvOptions options, Consumer<CsvComment> target) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(target, "target");
        if (options.settings().dialect().comment() == Dialect.NONE) {
            throw new IllegalArgumentException("the options have no comments: set comment(...), such as '#'");
        }
        return CommentReader.read(
                file, options.settings(), (line, offset, text) -> target.accept(new CsvComment(line, offset, text)));
    }

    /**
     * Names a file to write to, with a header, commas and double quotes.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @return the end of a pipeline
     */
    public static Sink to(Path file) {
        return to(file, CsvWriteOptions.defaults());
    }

    /**
     * Names a file to write to. Null is written as an empty field, an empty string as two quotes; other fields are in quotes
     * only where they need them. Lines end with LF. Numbers and times are written so that they read back as the same.
     *
     * <p>The file has the permissions, and where permitted the owner and group, of the one it replaces; a symbolic link stays one, and
     * what it names is written. Until it is whole it is beside the target, as {@code .NAME.peristyle-RANDOM.tmp}; if the process is
     * killed that stays, until the next run to the same target deletes it, on file systems of one machine with POSIX locks. A file
     * that is mounted on its own cannot be replaced: mount its directory, or write with {@link CsvWriteOptions.Builder#inPlace}. With
     * {@link CsvWriteOptions.Builder#append} rows are added to a file that is there.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param options how it is written
     * @return the end of a pipeline
     */
    public static Sink to(Path file, CsvWriteOptions options) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(options, "options");
        return new CsvSink(options.target(file), options.settings(), options.replacesInput());
    }

    /**
     * Names a stream to write to, such as standard output, with a header, commas and double quotes. A run writes to it from
     * one thread at a time, flushes it and does not close it. What it has written before it fails stays written.
     *
     * @param stream the target, the caller's to close
     * @return the end of a pipeline
     */
    public static Sink to(OutputStream stream) {
        return to(stream, CsvWriteOptions.defaults());
    }

    /**
     * Names a stream to write to; see {@link #to(OutputStream)}.
     *
     * @param stream the target, the caller's to close
     * @param options how it is written
     * @return the end of a pipeline
     */
    public static Sink to(OutputStream stream, CsvWriteOptions options) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(options, "options");
        return new CsvSink(options.target(stream), options.settings(), false);
    }

    /**
     * Names a directory to write several files to, divided by their rows, their bytes, or the values of columns.
     *
     * <p>The directory appears with all files in it, or not at all: until then they are beside it, in {@code .NAME.peristyle-RANDOM.tmp.parts}, which the next run
     * to the same target deletes if the process was killed. The files are the same with any number of threads.
     *
     * @param directory the target, which is not there, or empty; the directory around it is there
     * @param parts how rows are divided
     * @param options how they are written
     * @return the end of a pipeline
     * @throws IllegalArgumentException if the options are for one file
     */
    public static Sink toDirectory(Path directory, Parts parts, CsvWriteOptions options) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(parts, "parts");
        Objects.requireNonNull(options, "options");
        return new PartsSink(directory, parts, options.settings(), options.compressionOfParts());
    }
}
