package dev.peristyle.npy;

import dev.peristyle.Pipeline;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.npy.NpzSink;
import dev.peristyle.internal.npy.NpzSource;
import dev.peristyle.internal.npy.ZipVerifier;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Archives of NumPy ({@code .npz}: a zip file of arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} make it) as the beginning and the end of a
 * pipeline: its arrays are the columns of one table. Types are those of {@link Npy}.
 *
 * <p>A plain array of one dimension is a column of its name. Of an array of two dimensions, or whose type is structured, each column has the name that it has with
 * {@link Npy}, and the name of the array and a point before it if other arrays are read beside it. All arrays that are read have as many rows.
 *
 * <p>Arrays that are stored as they are, are read where they lie, by several threads, mapped or not as {@link WindowMode#preferred} says. If one of those that are needed
 * is deflated, all are read by one thread in their order, in memory that does not depend on how long they are, and the checksum and the length of each that is deflated are compared at its end. What is in the archive
 * beside arrays is passed over. Archives of more than 4 GB (zip64) are read and written; those that are encrypted, or in several parts, are not read.
 */
public final class Npz {

    private Npz() {}

    /**
     * Names the arrays of an archive. Its directory is read, no more.
     *
     * @param file the file
     * @return their names without {@code .npy}, in the order of the directory
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no archive, or its directory is damaged
     */
    public static List<String> arrays(Path file) {
        return NpzSource.names(Objects.requireNonNull(file, "file"));
    }

    /**
     * Describes the reading of all arrays of an archive, side by side. Its directory and the headers of the arrays are read, no more.
     *
     * @param file the file
     * @return the rows of the arrays
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no archive or damaged, has no array, an array is of a type that is not read, or two have different numbers of rows
     */
    public static Pipeline scan(Path file) {
        Objects.requireNonNull(file, "file");
        return Pipeline.from(new NpzSource(file, null, WindowMode.preferred()));
    }

    /**
     * As {@link #scan(Path)}, of some arrays; what others are does not matter.
     *
     * @param file the file
     * @param arrays their names, at least one
     * @return the rows of these arrays
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no archive or damaged, one of the arrays is of a type that is not read, or two have different numbers of rows
     * @throws IllegalArgumentException if there is no such array, one is named twice, or none is named
     */
    public static Pipeline scan(Path file, List<String> arrays) {
        Objects.requireNonNull(file, "file");
        List<String> names = Arguments.list("arrays", arrays);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no array of " + file + " is named");
        }
        return Pipeline.from(new NpzSource(file, names, WindowMode.preferred()));
    }

    /**
     * Names a file to write to: each column is an array of one dimension, stored as it is and at a multiple of 64 bytes, so that it can be mapped.
     *
     * <p>Rows are collected column by column, in an eighth of the memory limit and then in the temporary directory of the run, which needs as much room as the
     * file; at the end one array after the other is written.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @return the end of a pipeline without text
     */
    public static Sink to(Path file) {
        return to(file, Map.of());
    }

    /**
     * As {@link #to(Path)}, with text.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param characters for each column of text, how many characters it has at most; longer text is an error
     * @return the end of a pipeline
     * @throws IllegalArgumentException if a number is less than 1 or too large
     */
    public static Sink to(Path file, Map<String, Integer> characters) {
        Objects.requireNonNull(file, "file");
        return new NpzSink(file, false, Npy.lengths(characters));
    }

    /**
     * As {@link #to(Path, Map)}, with each array deflated, by one thread.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param characters for each column of text, how many characters it has at most; longer text is an error
     * @return the end of a pipeline
     * @throws IllegalArgumentException if a number is less than 1 or too large
     */
    public static Sink toCompressed(Path file, Map<String, Integer> characters) {
        Objects.requireNonNull(file, "file");
        return new NpzSink(file, true, Npy.lengths(characters));
    }

    /**
     * Reads all of an archive and compares the checksums of the files in it, which reading does for those that are deflated only.
     *
     * @param file the file
     * @return its size in bytes
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no archive, or a file in it is not what was written
     */
    public static long verify(Path file) {
        return ZipVerifier.verify(Objects.requireNonNull(file, "file"));
    }
}
