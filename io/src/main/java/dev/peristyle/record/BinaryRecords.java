package dev.peristyle.record;

import dev.peristyle.Pipeline;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.fixedwidth.FixedWidthSink;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.spi.Sink;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files of records of one width as the beginning and the end of a pipeline: what mainframes, exchanges, instruments and C programs
 * write.
 *
 * <p>A field that nobody asks for is not looked at. Where a record begins is computed, so that threads share a file out without reading
 * it, and {@code count()} reads nothing but its size. Values are taken together into columns, a flat loop a field; text in ASCII and
 * UTF-8 and bytes are shown where they lie.
 */
public final class BinaryRecords {
    private static final byte[] NOTHING = {};

    private BinaryRecords() {}

    /**
     * Describes the reading of a file. Its size is looked at, no more.
     *
     * @param file the file
     * @param layout where its records and their fields are
     * @return the records of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it does not consist of whole records
     */
    public static Pipeline scan(Path file, RecordLayout layout) {
        return scan(List.of(Objects.requireNonNull(file, "file")), layout);
    }

    /**
     * Describes the reading of several files, one after the other. Their sizes are looked at, no more.
     *
     * @param files at least one
     * @param layout where the records of each and their fields are
     * @return the records of all files
     * @throws dev.peristyle.error.DataAccessException if a file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if one does not consist of whole records
     * @throws IllegalArgumentException if there is no file
     */
    public static Pipeline scan(List<Path> files, RecordLayout layout) {
        return scan(files, layout, WindowMode.preferred());
    }

    /**
     * Describes the reading of several files, one after the other. Their sizes are looked at, no more.
     *
     * @param files at least one
     * @param layout where the records of each and their fields are
     * @param windows how they come into memory: mapped, the pages of fields that nobody asks for are not even read
     * @return the records of all files
     * @throws dev.peristyle.error.DataAccessException if a file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if one does not consist of whole records
     * @throws IllegalArgumentException if there is no file
     */
    public static Pipeline scan(List<Path> files, RecordLayout layout, WindowMode windows) {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(windows, "windows");
        List<Path> paths = Arguments.list("files", files);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("there is no file to read");
        }
        for (Path path : paths) {
            layout.extent().of(InputFile.of(path));
        }
        return Pipeline.from(new FixedWidthSource(paths, layout.format(), layout.extent(), windows, 0));
    }

    /**
     * Names a file to write to. Each field of the layout is written from the column of its name; a value that does not fit is an error
     * that names its row and field. Header and footer are zeros.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param layout where the fields go; bytes that belong to none are zeros
     * @return the end of a pipeline
     * @throws IllegalArgumentException if header or footer are too long
     */
    public static Sink to(Path file, RecordLayout layout) {
        Objects.requireNonNull(layout, "layout");
        return to(file, layout, zeros(layout.headerLength()), zeros(layout.footerLength()));
    }

    /**
     * Names a file to write to, with a header and a footer; see {@link #to(Path, RecordLayout)}.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param layout where the fields go
     * @param header written before the first record
     * @param footer written after the last record
     * @return the end of a pipeline
     * @throws IllegalArgumentException if they have other lengths than in the layout
     */
    public static Sink to(Path file, RecordLayout layout, byte[] header, byte[] footer) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(layout, "layout");
        checkLength("header", header, layout.headerLength());
        checkLength("footer", footer, layout.footerLength());
        return new FixedWidthSink(file, layout.format(), header, footer);
    }

    /**
     * Names a stream to write to, such as standard output; see {@link #to(Path, RecordLayout)}. A run writes to it from one thread at a
     * time, flushes it and does not close it. What it has written before it fails stays written.
     *
     * @param stream the target, the caller's to close
     * @param layout where the fields go
     * @return the end of a pipeline
     * @throws IllegalArgumentException if header or footer are too long
     */
    public static Sink to(OutputStream stream, RecordLayout layout) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(layout, "layout");
        return new FixedWidthSink(stream, layout.format(), zeros(layout.headerLength()), zeros(layout.footerLength()));
    }

    private static byte[] zeros(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a header or footer of " + length + " bytes cannot be written");
        }
        return length == 0 ? NOTHING : new byte[(int) length];
    }

    private static void checkLength(String what, byte[] bytes, long expected) {
        if (Objects.requireNonNull(bytes, what).length != expected) {
            throw new IllegalArgumentException(
                    "the " + what + " has " + bytes.length + " bytes, but that of the layout has " + expected);
        }
    }
}
