package dev.peristyle.columnfile;

import dev.peristyle.Pipeline;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.Parts;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.columnfile.ColumnFileSink;
import dev.peristyle.internal.columnfile.ColumnFileSource;
import dev.peristyle.internal.columnfile.ColumnFilesSource;
import dev.peristyle.internal.columnfile.ColumnPartsSink;
import dev.peristyle.internal.columnfile.FileVerifier;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Column files as the beginning and the end of a pipeline: the file format of Arrow IPC (version 1.0, metadata V5), which pandas, Polars, R, DuckDB and
 * Spark read and write.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>column</th><th>written as</th><th>also read from</th></tr>
 * <tr><td>boolean</td><td>Bool</td><td></td></tr>
 * <tr><td>byte to long, unsigned byte to unsigned long</td><td>Int of 8 to 64 bits</td><td></td></tr>
 * <tr><td>float16, float, double</td><td>FloatingPoint</td><td></td></tr>
 * <tr><td>decimal</td><td>Decimal of 128 bits</td><td>Decimal of 32 and 64 bits</td></tr>
 * <tr><td>date</td><td>Date in days</td><td>Date in milliseconds</td></tr>
 * <tr><td>time</td><td>Time of that unit</td><td></td></tr>
 * <tr><td>timestamp</td><td>Timestamp of that unit, zone UTC</td><td>any other zone, whose name is lost</td></tr>
 * <tr><td>local timestamp</td><td>Timestamp of that unit without a zone</td><td></td></tr>
 * <tr><td>duration</td><td>Duration of that unit</td><td></td></tr>
 * <tr><td>string</td><td>Utf8</td><td>LargeUtf8, Utf8View</td></tr>
 * <tr><td>binary</td><td>Binary, or FixedSizeBinary where it has a length</td><td>LargeBinary, BinaryView</td></tr>
 * </table>
 *
 * <p>What is encoded by a dictionary is read as the type of its values. Lists, structs, maps, unions, intervals and fields without a type
 * are not read, nor are values with the most significant byte first. Streams are read by {@link ColumnStream}.
 *
 * <p>Batches that are compressed with LZ4 frames or zstd are read, and written if {@link ColumnFileWriteOptions} say so. Only the columns that are
 * asked for are decompressed, a batch of them at a time, into memory of the run. For zstd the library {@code com.github.luben:zstd-jni} has to be on the
 * class path.
 *
 * <p>Opening reads the footer. Only the columns that are asked for are touched, batch by batch; a batch of which no row can pass a filter
 * is not. Where a column is in order, which is found while it is written, the batches that a filter is about are found by binary search, and
 * so are the rows in them. {@code count}, {@code min} and {@code max} of all rows are answered from the footer, but for times of day,
 * durations, bytes and texts of which only a beginning is known. {@link Pipeline#explain} says what is not read. Every length and offset of a file is checked before it is used. Text is taken as the UTF-8 that it should be.
 *
 * <p>Rows are written in batches of some megabytes. The footer has, for each batch, the least and the greatest value and the number of
 * nulls of each column and whether it is in order, for all batches together too, and a CRC-32C of each buffer, as custom metadata that others pass over. It has room for 64 MB, some hundred bytes
 * a batch and column: what would need more ends in an error while it is written, and a file with more is not read.
 */
public final class ColumnFile {

    private ColumnFile() {}

    /**
     * Describes the reading of a file. Its footer is read, no more.
     *
     * @param file the file
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no column file, if its footer is damaged, or if a field is of a type
     *     that is not read
     */
    public static Pipeline scan(Path file) {
        Objects.requireNonNull(file, "file");
        return Pipeline.from(ColumnFileSource.of(file, null, WindowMode.preferred()));
    }

    /**
     * Describes the reading of some columns of a file. Its footer is read, no more; what other fields are does not matter.
     *
     * @param file the file
     * @param columns the names of those to read, in the wanted order, at least one
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no column file, if its footer is damaged, or if one of these fields is
     *     of a type that is not read
     * @throws IllegalArgumentException if there is no such column, one occurs twice, or none is named
     */
    public static Pipeline scan(Path file, List<String> columns) {
        return scan(file, columns, WindowMode.preferred());
    }

    /**
     * Describes the reading of some columns of a file. Its footer is read, no more; what other fields are does not matter.
     *
     * @param file the file
     * @param columns the names of those to read, in the wanted order, at least one
     * @param windows how they come into memory: mapped, the values of most types are not copied at all
     * @return the rows of the file
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no column file, if its footer is damaged, or if one of these fields is
     *     of a type that is not read
     * @throws IllegalArgumentException if there is no such column, one occurs twice, or none is named
     */
    public static Pipeline scan(Path file, List<String> columns, WindowMode windows) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(windows, "windows");
        List<String> names = Arguments.list("columns", columns);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no column of " + file + " is named");
        }
        return Pipeline.from(ColumnFileSource.of(file, names, windows));
    }

    /**
     * Describes the reading of all column files in a directory and those below as one dataset; see {@link #scanDirectory(Path, Schema)}.
     *
     * @param directory with files whose names end with {@code .arrow}
     * @return the rows of all files, in the order of their paths
     * @throws dev.peristyle.error.DataAccessException if there is no such file, one cannot be read, or they are no dataset
     * @throws dev.peristyle.error.MalformedDataException if the first is no column file, or a field is of a type that is not read
     */
    public static Pipeline scanDirectory(Path directory) {
        return scanDirectory(directory, Schema.builder().build());
    }

    /**
     * Describes the reading of all column files in a directory and those below as one dataset. Names of files and directories that begin with a
     * point or an underscore are left out, but for directories such as {@code _year=2024}.
     *
     * <p>The names of directories such as {@code country=DE/month=3}, in the encoding of Hive, are columns after those of the files. Their types are inferred from all of
     * them: long, if each is a whole number of at most 18 digits as it would be written again, so not {@code 03}; else date, if each is one as {@code 2024-02-29}; else string.
     * {@code __HIVE_DEFAULT_PARTITION__} is null. All files have the same such directories around them, and the same columns, in any order.
     *
     * <p>The directories are looked through, and the footer of the first file is read, when the pipeline is described; the others when their turn comes. A file of which no row can pass a filter, by its
     * directories, is not opened, and {@link Pipeline#explain} says how many are not. Of a file that is read, batches and columns are passed over as by
     * {@link #scan(Path)}. A run has one file open for each thread, and one more.
     *
     * @param directory with files whose names end with {@code .arrow}
     * @param folders types of columns that directories say, for those that are not to be inferred
     * @return the rows of all files, in the order of their paths
     * @throws dev.peristyle.error.DataAccessException if there is no such file, one cannot be read, or they are no dataset
     * @throws dev.peristyle.error.MalformedDataException if the first is no column file, or a field is of a type that is not read
     * @throws IllegalArgumentException if a type is given for what directories do not say
     */
    public static Pipeline scanDirectory(Path directory, Schema folders) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(folders, "folders");
        return Pipeline.from(ColumnFilesSource.ofDirectory(directory, folders, WindowMode.preferred()));
    }

    /**
     * Describes the reading of the files that match a pattern, such as {@code data/year=202?/*.arrow}, as one dataset; see {@link #scanDirectory(Path, Schema)}. All directories of
     * their paths, as the pattern has them, say columns. Patterns are those of {@link java.nio.file.FileSystem#getPathMatcher}.
     *
     * @param pattern a pattern, or the path of one file
     * @return the rows of all files, in the order of their paths
     * @throws dev.peristyle.error.DataAccessException if there is no such file, one cannot be read, or they are no dataset
     * @throws dev.peristyle.error.MalformedDataException if the first is no column file, or a field is of a type that is not read
     * @throws IllegalArgumentException if it is no pattern
     */
    public static Pipeline scan(String pattern) {
        return scan(pattern, Schema.builder().build());
    }

    /**
     * As {@link #scan(String)}, with types.
     *
     * @param pattern a pattern, or the path of one file
     * @param folders types of columns that directories say, for those that are not to be inferred
     * @return the rows of all files, in the order of their paths
     * @throws dev.peristyle.error.DataAccessException if there is no such file, one cannot be read, or they are no dataset
     * @throws dev.peristyle.error.MalformedDataException if the first is no column file, or a field is of a type that is not read
     * @throws IllegalArgumentException if it is no pattern, or a type is given for what directories do not say
     */
    public static Pipeline scan(String pattern, Schema folders) {
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(folders, "folders");
        return Pipeline.from(ColumnFilesSource.ofPattern(pattern, folders, WindowMode.preferred()));
    }

    /**
     * Names a file to write to.
     *
     * @param file the target; it appears when all rows are written and on the disk, and replaces what was there
     * @return the end of a pipeline with one column or more
     */
    public static Sink to(Path file) {
        return to(file, ColumnFileWriteOptions.defaults());
    }

    /**
     * Names a file to write to.
     *
     * @param file the target; it appears when all rows are written and on the disk, and replaces what was there
     * @param options how it is written
     * @return the end of a pipeline with one column or more
     */
    public static Sink to(Path file, ColumnFileWriteOptions options) {
        Objects.requireNonNull(file, "file");
        return new ColumnFileSink(
                file, false, Objects.requireNonNull(options, "options").settings());
    }

    /**
     * Names a directory to write several files to, divided by their rows, their bytes, or the values of columns, as {@link #scanDirectory(Path)} reads them.
     *
     * <p>The directory appears with all files in it, or not at all: until then they are beside it, in {@code .NAME.peristyle-RANDOM.tmp.parts}, which the next run
     * to the same target deletes if the process was killed. In each directory rows are in their order. Files of {@link Parts#maxRows} have as many rows at most, and those of {@link Parts#maxBytes} about
     * as many bytes before they are compressed; they may have fewer, since a file ends with what one thread has handed over. Rows of all directories together are collected in a quarter
     * of the memory limit: then a batch of each is written, so that many directories take a higher limit for batches of a good size.
     *
     * @param directory the target, which is not there, or empty; the directory around it is there
     * @param parts how rows are divided
     * @param options how they are written
     * @return the end of a pipeline
     */
    public static Sink toDirectory(Path directory, Parts parts, ColumnFileWriteOptions options) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(parts, "parts");
        return new ColumnPartsSink(
                directory, parts, Objects.requireNonNull(options, "options").settings());
    }

    /**
     * Names a file to add rows to, after those that it has. If there is none, it is made as by {@link #to}.
     *
     * <p>Nobody sees half of it, whenever the process ends: a new version of the file, which begins with a copy of its batches, takes its
     * place when all rows are on the disk, and who reads the old one goes on with it. So it takes room for both, and as long as
     * copying does; file systems that share blocks, such as XFS and Btrfs, need neither. Each time at least one batch is added: few
     * large additions are better to read than many small ones.
     *
     * <p>Only one program can add rows at a time. If the file is another one when all are written, that is an error, and it stays.
     *
     * @param file the file, written by {@link #to} or by this, with the same columns in the same order
     * @return the end of a pipeline; an {@link IllegalArgumentException} says if the columns are others
     */
    public static Sink append(Path file) {
        return append(file, ColumnFileWriteOptions.defaults());
    }

    /**
     * As {@link #append(Path)}, with options for the rows that are added; those that are there stay as they are.
     *
     * @param file the file, written by {@link #to} or by this, with the same columns in the same order
     * @param options how more rows are written
     * @return the end of a pipeline; an {@link IllegalArgumentException} says if the columns are others
     */
    public static Sink append(Path file, ColumnFileWriteOptions options) {
        Objects.requireNonNull(file, "file");
        return new ColumnFileSink(
                file, true, Objects.requireNonNull(options, "options").settings());
    }

    /**
     * Looks what the batches of a file are compressed with: its first one, as those that were added later may differ.
     *
     * @param file the file
     * @return the compression, or none
     * @throws dev.peristyle.error.DataAccessException if the file cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is no column file, or damaged
     */
    public static BatchCompression compression(Path file) {
        return ColumnFileSource.compression(Objects.requireNonNull(file, "file"));
    }

    /**
     * Reads all of a file that {@link #to} has written and compares its checksums.
     *
     * @param file the file
     * @return its size in bytes
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws dev.peristyle.error.MalformedDataException if a single bit of it is another than was written; says where. Also if it has no
     *     checksums, because something else has written it
     */
    public static long verify(Path file) {
        return FileVerifier.verify(Objects.requireNonNull(file, "file"));
    }
}
