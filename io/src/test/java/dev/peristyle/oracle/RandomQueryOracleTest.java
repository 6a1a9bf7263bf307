package dev.peristyle.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random queries on random data give the rows that DuckDB gives, on every path through the engine. */
class RandomQueryOracleTest {

    private static final int QUERIES = 120;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesTheAnswerOfDuckDb(long seed) throws Exception {
        Random random = new Random(seed);
        RandomDataset dataset = new RandomDataset(random, 300 + random.nextInt(900));
        Path file = directory.resolve("random.csv");
        dataset.writeCsv(file, seed % 2 == 0 ? "\r\n" : "\n");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            dataset.load(duckDb);
            for (int number = 0; number < QUERIES; number++) {
                RandomQuery query = new RandomQuery(random);
                List<List<Object>> expected = answer(duckDb, query.sql());
                if (!query.isOrdered()) {
                    expected.sort(BY_TEXT);
                }
                for (Lane lane : LANES) {
                    check(lane, query, file, expected, "seed " + seed + ", query " + number + ", " + lane.name);
                }
            }
        }
    }

    /** A path through the engine. */
    private record Lane(String name, int threads, CsvOptions options) {}

    /** The paths that have to agree. */
    private static final List<Lane> LANES = List.of(
            lane("one thread", 1, CsvOptions.builder()),
            lane("two threads, small windows", 2, tiny(7, 4096)),
            lane("one thread, tiny chunks", 1, tiny(3, 1 << 20)),
            lane("three threads, tiny windows", 3, tiny(64, 512)),
            lane("two threads, windows that are read", 2, tiny(100, 8192).windows(WindowMode.READ)));

    private static Lane lane(String name, int threads, CsvOptions.Builder options) {
        return new Lane(name, threads, options.schema(RandomDataset.SCHEMA).build());
    }

    private static CsvOptions.Builder tiny(int chunkRows, int windowBytes) {
        return CsvOptions.builder().chunkSize(chunkRows).windowSize(windowBytes).maximumRecordSize(2048);
    }

    private static void check(Lane lane, RandomQuery query, Path file, List<List<Object>> expected, String where) {
        Pipeline source = Csv.scan(file, lane.options);
        Pipeline pipeline = query.apply(source)
                .using(Execution.builder().threads(lane.threads).build());
        List<List<Object>> found;
        try {
            found = rows(pipeline);
        } catch (RuntimeException failure) {
            throw new AssertionError(where + "\n" + query.sql() + "\n" + pipeline.explain(), failure);
        }
        if (!query.isOrdered()) {
            found.sort(BY_TEXT);
        }
        String context = where + "\n" + query.sql() + "\n" + pipeline.explain();
        assertThat(found).as(context).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                if (!isSame(found.get(row).get(column), expected.get(row).get(column))) {
                    fail(
                            "row %s, column %s: %s instead of %s\n%s",
                            row, column, found.get(row), expected.get(row), context);
                }
            }
        }
    }

    private static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int column = 0; column < row.schema().size(); column++) {
                    values.add(
                            row.isNull(column)
                                    ? null
                                    : value(row, column, row.schema().field(column)));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Object value(RowCursor row, int column, Field field) {
        return switch (field.type().kind()) {
            case BOOLEAN -> row.getBoolean(column);
            case INT, LONG -> BigDecimal.valueOf(row.getLong(column));
            case FLOAT, DOUBLE -> row.getDouble(column);
            case DECIMAL -> row.getDecimal(column);
            case DATE -> LocalDate.ofEpochDay(row.getEpochDay(column));
            case TIMESTAMP -> LocalDateTime.of(1970, 1, 1, 0, 0).plusNanos(row.getEpochMicros(column) * 1000);
            case STRING -> row.getString(column);
        };
    }

    private static List<List<Object>> answer(Connection duckDb, String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(normalised(result.getObject(column)));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Object normalised(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return new BigDecimal(value.toString());
        }
        return value instanceof Timestamp timestamp ? timestamp.toLocalDateTime() : value;
    }

    /** Exact, but for doubles, where the order of a sum may show in the last bits. */
    private static boolean isSame(Object left, Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left instanceof Double || right instanceof Double) {
            double found = ((Number) left).doubleValue();
            double expected = ((Number) right).doubleValue();
            return Double.compare(found, expected) == 0
                    || Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.max(Math.abs(found), Math.abs(expected)));
        }
        if (left instanceof BigDecimal found && right instanceof BigDecimal expected) {
            return found.compareTo(expected) == 0;
        }
        return left.equals(right);
    }

    /** An order for rows that come in none. Keys and counts, which are exact, stand first in every such query. */
    private static final Comparator<List<Object>> BY_TEXT = Comparator.comparing(RandomQueryOracleTest::exactText);

    private static String exactText(List<Object> row) {
        StringBuilder text = new StringBuilder();
        for (Object value : row) {
            if (value instanceof BigDecimal number) {
                text.append(number.stripTrailingZeros().toPlainString());
            } else if (!(value instanceof Double)) {
                text.append(value);
            }
            text.append('\u0001');
        }
        return text.toString();
    }
}
