package dev.peristyle.file;

import dev.peristyle.internal.check.Arguments;
import java.util.List;

/**
 * How rows are divided into the files of a directory, CSV or column files: by how many there are in each, by the values of columns, or by both. Immutable.
 *
 * <p>Files are called {@code part-0.csv} or {@code part-0.arrow}, {@code part-1} and so on, CSV with {@code .gz} or {@code .zst} after it where it is compressed, and hold the rows in
 * their order. With columns to divide by, there is a directory for each value, as Hive has it: {@code country=DE/month=03/part-0.csv}. These columns are
 * left out of the files. In the names of directories, control characters, brackets, an opening brace and {@code " # % ' * / : = ? \ ^} are written as a percent sign and two
 * hexadecimal digits; null is {@code __HIVE_DEFAULT_PARTITION__}, an empty text is nothing after the equals sign, and a text that is the name of null
 * begins with {@code %5F}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>default</th></tr>
 *   <tr><td>maxRows</td><td>no limit</td></tr>
 *   <tr><td>maxBytes</td><td>no limit</td></tr>
 *   <tr><td>maxOpenFiles</td><td>64</td></tr>
 *   <tr><td>maxPartitions</td><td>10,000</td></tr>
 * </table>
 */
public final class Parts {
    private static final int OPEN_FILES = 64;
    private static final int PARTITIONS = 10_000;

    private final List<String> columns;
    private final long maxRows;
    private final long maxBytes;
    private final int maxOpenFiles;
    private final int maxPartitions;

    private Parts(List<String> columns, long maxRows, long maxBytes, int maxOpenFiles, int maxPartitions) {
        this.columns = columns;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.maxOpenFiles = maxOpenFiles;
        this.maxPartitions = maxPartitions;
    }

    /**
     * Files of so many rows; the last one has fewer.
     *
     * @param most at least 1
     * @return the division
     */
    public static Parts rows(long most) {
        return by().maxRows(most);
    }

    /**
     * Files of so many bytes; see {@link #maxBytes}.
     *
     * @param most at least 1
     * @return the division
     */
    public static Parts bytes(long most) {
        return by().maxBytes(most);
    }

    /**
     * A directory for the rows of each value of columns.
     *
     * @param columns the names, the outermost directory first; none for one directory
     * @return the division
     */
    public static Parts by(String... columns) {
        List<String> names = Arguments.list("columns", columns);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a column to divide by is named twice: " + names);
        }
        return new Parts(names, Long.MAX_VALUE, Long.MAX_VALUE, OPEN_FILES, PARTITIONS);
    }

    /**
     * The same with files of so many rows at most.
     *
     * @param most at least 1
     * @return another division
     */
    public Parts maxRows(long most) {
        return new Parts(columns, atLeastOne("maxRows", most), maxBytes, maxOpenFiles, maxPartitions);
    }

    /**
     * The same with files of so many bytes at most, counted before they are compressed and with their header. A file has one row at least, which may be
     * longer.
     *
     * @param most at least 1
     * @return another division
     */
    public Parts maxBytes(long most) {
        return new Parts(columns, maxRows, atLeastOne("maxBytes", most), maxOpenFiles, maxPartitions);
    }

    /**
     * The same with so many files of CSV open at a time; a column file is open only while a batch of it is written. Each has a buffer of 32 KB, and 0.4 MB where it is compressed. Where there are more partitions, that which had
     * no row for the longest time is closed and, if another row comes, opened again; one that is compressed gets a further member or frame then.
     *
     * @param most at least 1
     * @return another division
     */
    public Parts maxOpenFiles(int most) {
        return new Parts(columns, maxRows, maxBytes, (int) atLeastOne("maxOpenFiles", most), maxPartitions);
    }

    /**
     * The same with so many directories at most; more are an error, for a column whose values are nearly all different is most often a mistake.
     *
     * @param most at least 1
     * @return another division
     */
    public Parts maxPartitions(int most) {
        return new Parts(columns, maxRows, maxBytes, maxOpenFiles, (int) atLeastOne("maxPartitions", most));
    }

    private static long atLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, but is " + value);
        }
        return value;
    }

    /**
     * The columns whose values are directories.
     *
     * @return their names, the outermost first; may be none
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * The rows of a file.
     *
     * @return at most
     */
    public long maxRows() {
        return maxRows;
    }

    /**
     * The bytes of a file before it is compressed.
     *
     * @return at most, unless one row has more
     */
    public long maxBytes() {
        return maxBytes;
    }

    /**
     * The files that are open.
     *
     * @return at most
     */
    public int maxOpenFiles() {
        return maxOpenFiles;
    }

    /**
     * The directories.
     *
     * @return at most
     */
    public int maxPartitions() {
        return maxPartitions;
    }
}
