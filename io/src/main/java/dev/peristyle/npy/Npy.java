package dev.peristyle.npy;

import dev.peristyle.Pipeline;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.internal.npy.NpyExtent;
import dev.peristyle.internal.npy.NpyHeader;
import dev.peristyle.internal.npy.NpySink;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Files of NumPy ({@code .npy}, versions 1.0 to 3.0) as the beginning and the end of a pipeline.
 *
 * <p>An array of one dimension is the column {@code value} or, if its type is structured, a column for each field. An array of two
 * dimensions, in C order, has the columns {@code c0}, {@code c1} and so on.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>NumPy, little or big endian</th><th>column</th></tr>
 * <tr><td>{@code b1}</td><td>boolean</td></tr>
 * <tr><td>{@code i1} to {@code i8}, {@code u1} to {@code u8}</td><td>byte to long, unsigned byte to unsigned long</td></tr>
 * <tr><td>{@code f2}, {@code f4}, {@code f8}</td><td>float16, float, double</td></tr>
 * <tr><td>{@code U} of a length</td><td>string</td></tr>
 * <tr><td>{@code S} of a length</td><td>string, taken as UTF-8; only read</td></tr>
 * <tr><td>{@code V} of a length</td><td>binary of that length; without a name it is a gap</td></tr>
 * <tr><td>{@code M8[D]}</td><td>date; NaT is null</td></tr>
 * <tr><td>{@code M8} of {@code s}, {@code ms}, {@code us}, {@code ns}</td>
 *     <td>local timestamp of that unit; a timestamp is written as what it is in UTC; NaT is null</td></tr>
 * <tr><td>{@code m8} of {@code s}, {@code ms}, {@code us}, {@code ns}</td><td>duration of that unit; NaT is null</td></tr>
 * </table>
 *
 * <p>Other nulls cannot be written, nor can decimals and times of day.
 */
public final class Npy {

    private Npy() {}

    /**
     * Describes the reading of a file. Its header is looked at, no more.
     *
     * @param file the file
     * @return the rows of the array
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is none of NumPy, or of a type that is not read
     */
    public static Pipeline scan(Path file) {
        return scan(List.of(Objects.requireNonNull(file, "file")));
    }

    /**
     * Describes the reading of several files of one type, one after the other. Their headers are looked at, no more.
     *
     * @param files at least one
     * @return the rows of all arrays
     * @throws dev.peristyle.error.DataAccessException if a file cannot be read, or has another type than the first
     * @throws dev.peristyle.error.MalformedDataException if one is none of NumPy, or of a type that is not read
     * @throws IllegalArgumentException if there is no file
     */
    public static Pipeline scan(List<Path> files) {
        return describe(Arguments.list("files", files), null);
    }

    /**
     * Describes the reading of a file. Its header is looked at, no more.
     *
     * @param file the file
     * @param names of the columns, as many as the array has
     * @return the rows of the array
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is none of NumPy, or of a type that is not read
     * @throws IllegalArgumentException if it has another number of columns, or a name occurs twice
     */
    public static Pipeline scan(Path file, List<String> names) {
        Objects.requireNonNull(file, "file");
        return describe(List.of(file), Arguments.list("names", names));
    }

    private static Pipeline describe(List<Path> files, List<String> names) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no file to read");
        }
        RecordFormat format = NpyHeader.of(InputFile.of(files.get(0)), names).format();
        NpyExtent extent = new NpyExtent(format, names);
        for (Path file : files) {
            extent.of(InputFile.of(file));
        }
        return Pipeline.from(new FixedWidthSource(files, format, extent, WindowMode.preferred(), 0));
    }

    /**
     * Names a file to write to: a plain array of one dimension where there is one column, else an array of records.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @return the end of a pipeline without text
     */
    public static Sink to(Path file) {
        return to(file, Map.of());
    }

    /**
     * Names a file to write to: a plain array of one dimension where there is one column, else an array of records.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @param characters for each column of text, how many characters it has at most; longer text is an error
     * @return the end of a pipeline
     * @throws IllegalArgumentException if a number is less than 1 or too large
     */
    public static Sink to(Path file, Map<String, Integer> characters) {
        Objects.requireNonNull(file, "file");
        return new NpySink(file, false, lengths(characters));
    }

    /** The lengths of texts, checked. */
    static Map<String, Integer> lengths(Map<String, Integer> characters) {
        Map<String, Integer> lengths = Map.copyOf(Objects.requireNonNull(characters, "characters"));
        lengths.forEach((name, length) -> {
            if (length < 1 || length > RecordFormat.MAX_RECORD_LENGTH / 4) {
                throw new IllegalArgumentException(
                        "column '" + name + "' cannot have a text of at most " + length + " characters");
            }
        });
        return lengths;
    }

    /**
     * Names a file to write an array of two dimensions to, in C order.
     *
     * @param file the target; it appears when all rows are written, and replaces what was there
     * @return the end of a pipeline whose columns are all of one type
     */
    public static Sink toMatrix(Path file) {
        return new NpySink(Objects.requireNonNull(file, "file"), true, Map.of());
    }
}
