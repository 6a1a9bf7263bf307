package dev.peristyle.benchmarks.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two CSV files by the number of their rows and, for each column, the number of its values and their sum. Both are read as
 * text, so that no type is guessed from the first rows: a column is one of numbers if each of its values in both files is a number. Of
 * what is none, hashes are summed, so that the order of rows does not matter. Columns are matched by their place.
 */
final class OutputCheck {
    /** Of the sum of the absolute values, so that what cancels out does not make rounding errors look large. */
    private static final double TOLERANCE = 1e-9;

    private OutputCheck() {}

    /** What is known of a column of one file. */
    private record Totals(long values, long numbers, double sum, double magnitude, String hash) {}

    /**
     * Compares two files.
     *
     * @return what differs, or null if nothing does
     * @throws SQLException if a file cannot be read
     */
    static String difference(Path actual, Path expected) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '1GiB'");
            int columns = columns(statement, expected);
            if (columns(statement, actual) != columns) {
                return "columns: " + columns(statement, actual) + ", not " + columns;
            }
            long[] rows = new long[2];
            List<Totals> left = totals(statement, actual, columns, rows, 0);
            List<Totals> right = totals(statement, expected, columns, rows, 1);
            if (rows[0] != rows[1]) {
                return "rows: " + rows[0] + ", not " + rows[1];
            }
            for (int column = 0; column < columns; column++) {
                String difference = difference(left.get(column), right.get(column));
                if (difference != null) {
                    return difference.replaceFirst(":", " of column " + (column + 1) + ":");
                }
            }
            return null;
        }
    }

    private static String difference(Totals actual, Totals expected) {
        if (actual.values != expected.values) {
            return "values: " + actual.values + ", not " + expected.values;
        }
        if (actual.numbers != actual.values || expected.numbers != expected.values) {
            return actual.hash.equals(expected.hash)
                    ? null
                    : "sum: " + actual.hash + " of hashes of text, not " + expected.hash;
        }
        boolean equal = Double.compare(actual.sum, expected.sum) == 0
                || Math.abs(actual.sum - expected.sum) <= TOLERANCE * Math.max(1, expected.magnitude);
        return equal ? null : "sum: " + actual.sum + ", not " + expected.sum;
    }

    private static int columns(Statement statement, Path file) throws SQLException {
        int columns = 0;
        // the header alone, as a row
        try (ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM read_csv(" + StateQuestion.literal(file)
                + ", header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')")) {
            while (result.next()) {
                columns++;
            }
        }
        return columns;
    }

    private static List<Totals> totals(Statement statement, Path file, int columns, long[] rows, int index)
            throws SQLException {
        StringBuilder names = new StringBuilder();
        StringBuilder totals = new StringBuilder("count(*)");
        for (int column = 0; column < columns; column++) {
            String name = "c" + column;
            names.append(column == 0 ? "'" : ", '").append(name).append("': 'VARCHAR'");
            String number = "try_cast(" + name + " AS DOUBLE)";
            totals.append(", count(" + name + "), count(" + number + "), coalesce(fsum(" + number + "), 0)")
                    .append(", coalesce(fsum(abs(" + number + ")), 0)")
                    .append(", coalesce(sum(hash(" + name + ")::HUGEINT % 1000000007)::VARCHAR, '0')");
        }
        try (ResultSet result =
                statement.executeQuery("SELECT " + totals + " FROM read_csv(" + StateQuestion.literal(file)
                        + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {"
                        + names + "})")) {
            result.next();
            rows[index] = result.getLong(1);
            List<Totals> values = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                int at = 2 + 5 * column;
                values.add(new Totals(
                        result.getLong(at),
                        result.getLong(at + 1),
                        result.getDouble(at + 2),
                        result.getDouble(at + 3),
                        result.getString(at + 4)));
            }
            return values;
        }
    }
}
