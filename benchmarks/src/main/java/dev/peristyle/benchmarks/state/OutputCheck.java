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
 * Compares two CSV files by the number of their rows and, for each column, the number of its values and their sum. Of what is no
 * number, hashes are summed, so that the order of rows does not matter. Columns are matched by their place.
 */
final class OutputCheck {
    private static final double TOLERANCE = 1e-9;

    private OutputCheck() {}

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
            List<String> types = types(statement, expected);
            List<String> left = totals(statement, actual, types);
            List<String> right = totals(statement, expected, types);
            for (int index = 0; index < right.size(); index++) {
                if (!equal(left.get(index), right.get(index))) {
                    return (index == 0 ? "rows" : (index % 2 == 1 ? "values" : "sum") + " of column " + (index + 1) / 2)
                            + ": " + left.get(index) + ", not " + right.get(index);
                }
            }
            return null;
        }
    }

    private static List<String> types(Statement statement, Path file) throws SQLException {
        List<String> types = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("DESCRIBE SELECT * FROM read_csv(" + literal(file) + ")")) {
            while (result.next()) {
                String type = result.getString(2);
                boolean number = type.equals("BIGINT") || type.equals("DOUBLE") || type.startsWith("DECIMAL");
                // of integers that are doubles in the other file
                types.add(number ? "DOUBLE" : type);
            }
        }
        return types;
    }

    private static List<String> totals(Statement statement, Path file, List<String> types) throws SQLException {
        StringBuilder columns = new StringBuilder();
        StringBuilder totals = new StringBuilder("count(*)");
        for (int index = 0; index < types.size(); index++) {
            String name = "c" + index;
            columns.append(index == 0 ? "" : ", ").append("'").append(name).append("': '");
            columns.append(types.get(index)).append("'");
            String value = types.get(index).equals("DOUBLE") ? name : "hash(" + name + ")::HUGEINT % 1000000007";
            totals.append(", count(")
                    .append(name)
                    .append("), coalesce(sum(")
                    .append(value)
                    .append(")::VARCHAR, '')");
        }
        try (ResultSet result = statement.executeQuery("SELECT " + totals + " FROM read_csv(" + literal(file)
                + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {"
                + columns + "})")) {
            result.next();
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= 1 + 2 * types.size(); column++) {
                values.add(result.getString(column));
            }
            return values;
        }
    }

    private static boolean equal(String left, String right) {
        if (left.equals(right)) {
            return true;
        }
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        double expected = Double.parseDouble(right);
        return Math.abs(Double.parseDouble(left) - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private static String literal(Path file) {
        return StateQuestion.literal(file);
    }
}
