package dev.peristyle.benchmarks.peer;

import dev.peristyle.benchmarks.data.LineitemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DuckDB through JDBC: SQL over {@code read_csv} with the types given, so that nothing is guessed from a sample. One
 * connection serves all runs, which favours DuckDB where runs are short.
 */
final class DuckDbContender {
    private static final String MONEY = "DECIMAL(15,2)";

    private final Connection connection;
    private final String fractions;

    private DuckDbContender(Connection connection, String fractions) {
        this.connection = connection;
        this.fractions = fractions;
    }

    /**
     * Opens a database in memory.
     *
     * @param threads how many threads a query may use, the calling one included
     * @param decimal whether prices, discounts and the like are decimals with two digits rather than doubles
     */
    static Contender create(int threads, boolean decimal) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
        }
        DuckDbContender tasks = new DuckDbContender(connection, decimal ? MONEY : "DOUBLE");
        return new Contender(decimal ? "duckdb-decimal" : "duckdb", connection)
                .does(Job.COUNT, tasks::count)
                .does(Job.ALL_COLUMNS, tasks::allColumns)
                .does(Job.QUERY_1, tasks::pricingSummary)
                .does(Job.QUERY_6, tasks::forecastRevenue)
                .writes(Job.ETL, tasks::etl)
                .does(Job.MEASUREMENTS, tasks::measurements)
                .does(Job.SHAPE, tasks::shape)
                .does(Job.SMALL, tasks::small);
    }

    private Answer count(Path file) throws SQLException {
        return query("SELECT count(*) FROM " + lineitem(file));
    }

    private Answer allColumns(Path file) throws SQLException {
        List<String> totals = new ArrayList<>();
        lineitemTypes()
                .forEach((name, type) -> totals.add(
                        type.equals("VARCHAR") || type.equals("DATE") ? "max(" + name + ")" : "sum(" + name + ")"));
        return query("SELECT " + String.join(", ", totals) + " FROM " + lineitem(file));
    }

    private Answer pricingSummary(Path file) throws SQLException {
        return query("SELECT l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice),"
                + " sum(l_extendedprice * (1 - l_discount)),"
                + " sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)),"
                + " avg(l_quantity), avg(l_extendedprice), avg(l_discount), count(*) FROM " + lineitem(file)
                + " WHERE l_shipdate <= DATE '1998-09-02'"
                + " GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus");
    }

    private Answer forecastRevenue(Path file) throws SQLException {
        return query("SELECT sum(l_extendedprice * l_discount) FROM " + lineitem(file)
                + " WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01'"
                + " AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24");
    }

    private Answer etl(Path input, Path output) throws SQLException {
        String rows = "SELECT l_orderkey, l_partkey, l_quantity, l_extendedprice * (1 - l_discount) AS revenue,"
                + " l_shipdate, l_shipmode, l_comment FROM " + lineitem(input)
                + " WHERE l_shipdate >= DATE '1995-01-01' AND l_quantity < 30";
        try (Statement statement = connection.createStatement()) {
            return Answer.of(statement.executeLargeUpdate(
                    "COPY (" + rows + ") TO " + literal(output) + " (FORMAT csv, HEADER)"));
        }
    }

    private Answer measurements(Path file) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("station", "VARCHAR");
        types.put("temperature", fractions.equals(MONEY) ? "DECIMAL(3,1)" : "DOUBLE");
        return query("SELECT station, min(temperature), avg(temperature), max(temperature) FROM "
                + readCsv(file, ';', false, types) + " GROUP BY station ORDER BY station");
    }

    private Answer shape(Path file) throws SQLException, IOException {
        Map<String, String> types = new LinkedHashMap<>();
        List<String> sums = new ArrayList<>();
        for (String name : ShapeTotals.columns(file)) {
            boolean number = ShapeTotals.isNumber(name);
            types.put(name, number ? "BIGINT" : "VARCHAR");
            sums.add(number ? "sum(" + name + ")" : "sum(strlen(" + name + "))");
        }
        long sum = 0;
        long length = 0;
        List<String> cells = query("SELECT " + String.join(", ", sums) + " FROM " + readCsv(file, ',', true, types))
                .rows()
                .get(0);
        int column = 0;
        for (String name : types.keySet()) {
            long total = Long.parseLong(cells.get(column++));
            if (ShapeTotals.isNumber(name)) {
                sum += total;
            } else {
                length += total;
            }
        }
        return Answer.of(sum, length);
    }

    private Answer small(Path file) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("id", "BIGINT");
        types.put("country", "VARCHAR");
        types.put("price", "DOUBLE");
        types.put("quantity", "INTEGER");
        return query("SELECT country, sum(price * quantity), avg(price), count(*) FROM "
                + readCsv(file, ',', true, types) + " WHERE quantity >= 10 GROUP BY country ORDER BY country");
    }

    private Map<String, String> lineitemTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String name : LineitemFile.COLUMNS) {
            types.put(
                    name,
                    switch (name) {
                        case "l_orderkey", "l_partkey", "l_suppkey" -> "BIGINT";
                        case "l_linenumber" -> "INTEGER";
                        case "l_quantity", "l_extendedprice", "l_discount", "l_tax" -> fractions;
                        case "l_shipdate", "l_commitdate", "l_receiptdate" -> "DATE";
                        default -> "VARCHAR";
                    });
        }
        return types;
    }

    private String lineitem(Path file) {
        return readCsv(file, ',', true, lineitemTypes());
    }

    private static String readCsv(Path file, char separator, boolean header, Map<String, String> types) {
        List<String> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add("'" + name + "': '" + type + "'"));
        return "read_csv(" + literal(file) + ", auto_detect = false, header = " + header + ", delim = '" + separator
                + "', quote = '\"', escape = '\"', columns = {" + String.join(", ", columns) + "})";
    }

    private static String literal(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private Answer query(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Object[] cells = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    cells[column] = result.getString(column + 1);
                }
                rows.add(Answer.row(cells));
            }
        }
        return new Answer(rows);
    }
}
