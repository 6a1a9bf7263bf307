package dev.peristyle.csv;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.csv.PartLimits;
import java.util.List;

/**
 * How rows are divided into the files of a directory: by how many there are in each, by the values of columns, or by both. Immutable.
 *
 * <p>Files are called {@code part-0.csv}, {@code part-1.csv} and so on, with {@code .gz} or {@code .zst} after it where they are compressed, and hold the rows in
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
public final class CsvParts {
    private static final int OPEN_FILES = 64;
    private static final int PARTITIONS = 10_000;

    private final PartLimits limits;

    private CsvParts(PartLimits limits) {
        this.limits = limits;
    }

    /**
     * Files of so many rows; the last one has fewer.
     *
     * @param most at least 1
     * @return the division
     */
    public static CsvParts rows(long most) {
        return by().maxRows(most);
    }

    /**
     * Files of so many bytes; see {@link #maxBytes}.
     *
     * @param most at least 1
     * @return the division
     */
    public static CsvParts bytes(long most) {
        return by().maxBytes(most);
    }

    /**
     * A directory for the rows of each value of columns.
     *
     * @param columns the names, the outermost directory first; none for one directory
     * @return the division
     */
    public static CsvParts by(String... columns) {
        List<String> names = Arguments.list("columns", columns);
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a column to divide by is named twice: " + names);
        }
        return new CsvParts(new PartLimits(names, Long.MAX_VALUE, Long.MAX_VALUE, OPEN_FILES, PARTITIONS));
    }

    /**
     * The same with files of so many rows at most.
     *
     * @param most at least 1
     * @return another division
     */
    public CsvParts maxRows(long most) {
        return new CsvParts(new PartLimits(
                limits.columns(),
                atLeastOne("maxRows", most),
                limits.maxBytes(),
                limits.maxOpenFiles(),
                limits.maxPartitions()));
    }

    /**
     * The same with files of so many bytes at most, counted before they are compressed and with their header. A file has one row at least, which may be
     * longer.
     *
     * @param most at least 1
     * @return another division
     */
    public CsvParts maxBytes(long most) {
        return new CsvParts(new PartLimits(
                limits.columns(),
                limits.maxRows(),
                atLeastOne("maxBytes", most),
                limits.maxOpenFiles(),
                limits.maxPartitions()));
    }

    /**
     * The same with so many files open at a time. Each has a buffer of 32 KB, and 0.4 MB where it is compressed. Where there are more partitions, that which had
     * no row for the longest time is closed and, if another row comes, opened again; one that is compressed gets a further member or frame then.
     *
     * @param most at least 1
     * @return another division
     */
    public CsvParts maxOpenFiles(int most) {
        return new CsvParts(new PartLimits(
                limits.columns(),
                limits.maxRows(),
                limits.maxBytes(),
                (int) atLeastOne("maxOpenFiles", most),
                limits.maxPartitions()));
    }

    /**
     * The same with so many directories at most; more are an error, for a column whose values are nearly all different is most often a mistake.
     *
     * @param most at least 1
     * @return another division
     */
    public CsvParts maxPartitions(int most) {
        return new CsvParts(
                new PartLimits(limits.columns(), limits.maxRows(), limits.maxBytes(), limits.maxOpenFiles(), (int)
                        atLeastOne("maxPartitions", most)));
    }

    private static long atLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, but is " + value);
        }
        return value;
    }

    PartLimits limits() {
        return limits;
    }
}
