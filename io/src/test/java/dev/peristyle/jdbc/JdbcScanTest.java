package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/** What comes out of databases is what a loop over a {@link ResultSet} sees. */
@Timeout(300)
class JdbcScanTest {

    private static final List<String> ALL_BUT_SQLITE = List.of("h2", "postgresql");

    static Connections connections(String database) {
        return switch (database) {
            case "h2" -> Connections.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=60");
            case "postgresql" -> PostgresServer.connections();
            default -> {
                String memory = "jdbc:sqlite:file:" + UUID.randomUUID() + "?mode=memory&cache=shared";
                yield keptOpen(memory);
            }
        };
    }

    /** A database in memory is gone with its last connection. */
    private static Connections keptOpen(String url) {
        Connections connections = Connections.of(url);
        try {
            Connection first = connections.open();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    first.close();
                } catch (SQLException gone) {
                    throw new IllegalStateException(gone);
                }
            }));
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return connections;
    }

    static void run(Connections connections, String... statements) {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        int columns = pipeline.schema().size();
        pipeline.forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                Object value = row.isNull(column) ? null : row.get(column);
                values.add(value instanceof byte[] bytes ? new BigInteger(1, bytes) + "/" + bytes.length : value);
            }
            rows.add(values);
        });
        return rows;
    }

    static final String COLUMNS =
            "n integer, yes boolean, small smallint, whole integer, large bigint, narrow real, wide double precision,"
                    + " money decimal(15, 2), huge decimal(38, 10), born date, clock time(6), seen timestamp(6),"
                    + " moment timestamp(6) with time zone, word varchar(200), fixed char(3), raw ";

    static Object[] random(Random random, int number) {
        long micros = random.nextLong(-62_000_000_000_000_000L, 253_000_000_000_000_000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000, ZoneOffset.UTC);
        byte[] raw = new byte[random.nextInt(20)];
        random.nextBytes(raw);
        double wide = switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> Double.MIN_VALUE;
            case 3 -> Double.MAX_VALUE;
            default -> random.nextGaussian();
        };
        Object[] row = {
            number,
            random.nextBoolean(),
            (short) random.nextInt(),
            random.nextInt(4) == 0 ? 0 : random.nextInt(),
            random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextLong(),
            (float) random.nextGaussian(),
            wide,
            BigDecimal.valueOf(random.nextLong(-999_999_999_999_999L, 999_999_999_999_999L), 2),
            new BigDecimal(new BigInteger(125, random).negate(), 10),
            time.toLocalDate(),
            LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000),
            time,
            time.atOffset(ZoneOffset.UTC),
            random.nextInt(3) == 0 ? "" : "Müller \uD83D\uDE00 \\ ' \" \n\t" + random.nextInt(),
            "abc",
            raw
        };
        for (int column = 1; column < row.length; column++) {
            if (random.nextInt(7) == 0) {
                row[column] = null;
            }
        }
        return row;
    }

    /** What a row has to be in the types of columns. */
    static List<Object> expected(Object[] row) {
        List<Object> values = new ArrayList<>();
        for (Object value : row) {
            values.add(
                    value instanceof OffsetDateTime time
                            ? time.toInstant()
                            : value instanceof byte[] bytes ? new BigInteger(1, bytes) + "/" + bytes.length : value);
        }
        return values;
    }

    static Stream<Arguments> databasesAndOptions() {
        return ALL_BUT_SQLITE.stream()
                .flatMap(database -> Stream.of(
                        Arguments.of(
                                database,
                                JdbcReadOptions.builder()
                                        .fetchRows(3)
                                        .orderBy("n")
                                        .copy(false),
                                1),
                        Arguments.of(
                                database, JdbcReadOptions.builder().orderBy("n").partitionBy("n", 5), 3),
                        Arguments.of(
                                database,
                                JdbcReadOptions.builder()
                                        .pushDown(false)
                                        .orderBy("n")
                                        .partitionBy("n", 2, 100, 900),
                                2)));
    }

    @ParameterizedTest
    @MethodSource("databasesAndOptions")
    void valuesOfEveryTypeComeOutAsTheyWentIn(String database, JdbcReadOptions.Builder options, int threads)
            throws SQLException {
        Random random = Seeds.random(20_261_130);
        Connections connections = connections(database);
        run(
                connections,
                "drop table if exists every_type",
                "create table every_type (" + COLUMNS + (database.equals("h2") ? "varbinary)" : "bytea)"));
        List<List<Object>> expected = new ArrayList<>();
        try (Connection connection = connections.open();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into every_type values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int number = 0; number < 1000; number++) {
                Object[] row = random(random, number);
                expected.add(expected(row));
                for (int column = 0; column < row.length; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        JdbcReadOptions named = database.equals("h2") ? upperCase(options) : options.build();
        Pipeline scanned = Jdbc.scan(connections, "select * from every_type", named)
                .using(Execution.builder().threads(threads).build());
        assertThat(rows(scanned)).isEqualTo(expected);
        String word = scanned.schema().names().get(13);
        String large = scanned.schema().names().get(4);
        assertThat(rows(scanned.select(word, large)))
                .isEqualTo(expected.stream()
                        .map(row -> Arrays.asList(row.get(13), row.get(4)))
                        .toList());
        if (threads == 3) {
            try (Table table = scanned.collect()) {
                for (int column = 1; column < 15; column++) {
                    assertFiltersAlike(scanned, Pipeline.from(table), expected, column, random);
                }
            }
        }
    }

    private static JdbcReadOptions upperCase(JdbcReadOptions.Builder options) {
        // H2 makes names upper case where they are not quoted
        JdbcReadOptions built = options.build();
        boolean isDivided = built.settings().partitionColumn() != null;
        return (isDivided ? options.partitionBy("N", built.settings().parts()) : options)
                .orderBy("N")
                .build();
    }

    /** Comparisons with a value that occurs, which go to the database, against the same in memory. */
    private static void assertFiltersAlike(
            Pipeline scanned, Pipeline collected, List<List<Object>> rows, int column, Random random) {
        String name = scanned.schema().names().get(column);
        Object value = null;
        while (value == null) {
            value = rows.get(random.nextInt(rows.size())).get(column);
        }
        if (value instanceof LocalTime) {
            return;
        }
        Object literal = value instanceof Short number ? (Object) number.intValue() : value;
        List<Expression> conditions = List.of(
                col(name).eq(literal),
                col(name).ne(literal),
                col(name).lt(literal).not(),
                col(name).gt(literal),
                col(name).le(literal).or(col(name).isNull()),
                col(name)
                        .eq(literal)
                        .not()
                        .and(col(scanned.schema().names().get(3)).ge(0)));
        for (Expression condition : conditions) {
            assertThat(rows(scanned.filter(condition)))
                    .as(condition.toString())
                    .isEqualTo(rows(collected.filter(condition)));
        }
    }

    @Test
    void columnsThatAreNotWantedAreNotSelectedAndConditionsAreParameters() {
        Connections connections = connections("h2");
        run(connections, "create table t (\"id\" bigint, \"odd name \"\"x\"\"\" varchar, \"d\" double precision)");
        String plan = Jdbc.scan(connections, "select * from t;")
                .filter(col("id").gt(5).and(col("odd name \"x\"").eq("O'Hara")).and(col("d").ne(2.5)))
                .select("id")
                .explain();
        assertThat(plan)
                .contains("select \"id\", \"odd name \"\"x\"\"\", \"d\" from (select * from t ) peristyle_rows")
                .contains("(\"id\" > ?)")
                .contains("(\"odd name \"\"x\"\"\" = ?)")
                .contains("(\"d\" <> ?)")
                .doesNotContain("O'Hara' ");
    }

    @Test
    void parametersOfTheQueryComeBeforeThoseOfConditions() {
        Connections connections = connections("h2");
        run(
                connections,
                "create table t (\"a\" int, \"b\" int)",
                "insert into t values (1, 1), (1, 2), (2, 1), (2, 2)");
        Pipeline rows = Jdbc.scan(
                connections,
                "select * from t where \"a\" = ?",
                JdbcReadOptions.builder().parameters(2).partitionBy("b", 2).build());
        assertThat(rows(rows.filter(col("b").lt(2)))).containsExactly(List.of(2, 1));
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void numbersWithoutPrecisionHaveTenDigitsAfterThePointUnlessMoreAreAskedFor() {
        Connections connections = PostgresServer.connections();
        String query = "select 2.5::numeric as a, sum(x) as s from generate_series(1, 10) x";
        assertThat(rows(Jdbc.scan(connections, query))).containsExactly(List.of(new BigDecimal("2.5000000000"), 55L));
        String third = "select n, 1 / n::numeric as part from generate_series(1, 3) n";
        assertThatThrownBy(() -> rows(Jdbc.scan(connections, third)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("row 3, column 'part'")
                .hasMessageContaining("decimal(38,10)")
                .hasMessageContaining(".type(\"part\"");
        JdbcReadOptions more =
                JdbcReadOptions.builder().type("part", DataType.decimal(38, 20)).build();
        assertThat(rows(Jdbc.scan(connections, third, more))).hasSize(3);
    }

    @Test
    void aTypeWithoutColumnSaysWhatToCast() {
        Connections connections = PostgresServer.connections();
        assertThatThrownBy(() -> Jdbc.scan(connections, "select 1 as a, point(1, 2) as place"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'place'")
                .hasMessageContaining("point")
                .hasMessageContaining("cast(place as varchar)");
        assertThat(rows(Jdbc.scan(connections, "select cast(point(1, 2) as varchar) as place")))
                .containsExactly(List.of("(1,2)"));
        JdbcReadOptions text =
                JdbcReadOptions.builder().type("place", DataType.STRING).build();
        assertThat(rows(Jdbc.scan(connections, "select point(1, 2) as place", text)))
                .containsExactly(List.of("(1,2)"));
        String texts = "select '{\"a\":1}'::jsonb as j, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as u";
        assertThat(rows(Jdbc.scan(connections, texts).filter(col("u").eq("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))))
                .containsExactly(List.of("{\"a\": 1}", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    }

    @Test
    void columnsOfSqliteAreWhatTheyWereDeclaredAsAndValuesOfAnotherTypeAreErrors() {
        Connections connections = connections("sqlite");
        run(
                connections,
                "create table t (n integer, word text, share real, price decimal(8, 2), day date, at timestamp, raw blob,"
                        + " yes boolean, any)",
                "insert into t values (1, 'x', 2, 12.5, '2024-02-29', '2024-02-29 12:30:00', x'00ff', 1, null)",
                "insert into t values (2, null, 2.5, '7', null, datetime(0, 'unixepoch'), null, 0, 7)",
                "insert into t values ('three', null, null, null, null, null, null, null, null)");
        Pipeline rows = Jdbc.scan(connections, "select *, n * 2 as twice from t where n < 3");
        assertThat(rows.schema())
                .hasToString("(n long, word string, share double, price decimal(8,2), day date, at local timestamp,"
                        + " raw binary, yes boolean, any long, twice long)");
        assertThat(rows(rows))
                .containsExactly(
                        Arrays.asList(
                                1L,
                                "x",
                                2.0,
                                new BigDecimal("12.50"),
                                LocalDate.of(2024, 2, 29),
                                LocalDateTime.of(2024, 2, 29, 12, 30),
                                "255/2",
                                true,
                                null,
                                2L),
                        Arrays.asList(
                                2L,
                                null,
                                2.5,
                                new BigDecimal("7.00"),
                                null,
                                LocalDateTime.of(1970, 1, 1, 0, 0),
                                null,
                                false,
                                7L,
                                4L));
        assertThatThrownBy(() -> rows(Jdbc.scan(connections, "select * from t")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("row 3, column 'n': the text 'three' is in this row, which is no LONG");
    }

    @Test
    void errorsNameTheQueryTheRowAndWhatToDo() {
        Connections connections = connections("h2");
        assertThatThrownBy(() -> Jdbc.scan(connections, "select * from nowhere"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("jdbc select * from nowhere: the query is refused")
                .hasMessageContaining("42S04");
        assertThatThrownBy(() -> Jdbc.scan("jdbc:nothing:x", "select 1"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("driver is on the class path");
        assertThatThrownBy(() -> Jdbc.scan(connections, "select 1 as a, 2 as a"))
                .hasMessageContaining("'A'")
                .hasMessageContaining("a name of its own");
        JdbcReadOptions misspelt = JdbcReadOptions.builder().orderBy("ib").build();
        assertThatThrownBy(() -> Jdbc.scan(connections, "select 1 as \"id\"", misspelt))
                .hasMessageContaining("did you mean 'id'");
        String fails = "select 1 / (5 - x) as q from system_range(1, 10)";
        CountedConnections counted = new CountedConnections(connections);
        assertThatThrownBy(() -> rows(Jdbc.scan(counted, fails)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("Division by zero");
        assertThat(counted.open).hasValue(0);
        assertThatThrownBy(() -> Jdbc.scan(
                        connections,
                        "select 'a' as \"word\"",
                        JdbcReadOptions.builder().partitionBy("word", 2).build()))
                .hasMessageContaining("integers, decimals, dates or timestamps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"day", "at", "price"})
    void partsByDatesTimesAndDecimalsHaveEveryRowOnce(String column) {
        Connections connections = connections("h2");
        run(
                connections,
                "create table t as select x as \"id\", dateadd(day, x, date '2024-01-01') as \"day\", dateadd(hour, x, timestamp with time zone"
                        + " '2024-01-01 00:00:00+01:00') as \"at\", cast(x / 7.0 as decimal(10, 3)) as"
                        + " \"price\" from system_range(1, 500)",
                "insert into t values (501, null, null, null)");
        Pipeline parts = Jdbc.scan(
                connections,
                "select * from t",
                JdbcReadOptions.builder().partitionBy(column, 7).build());
        List<Long> ids = new ArrayList<>();
        parts.using(Execution.builder().threads(3).build()).forEach(row -> ids.add(row.getLong("id")));
        assertThat(ids).hasSize(501).doesNotHaveDuplicates().contains(501L);
    }

    @Test
    void columnsOfSqliteThatAreDeclaredAsNothingRunTheQueryOnce() throws SQLException {
        Connections connections = connections("sqlite");
        run(connections, "create table runs (n integer)", "insert into runs values (1), (2), (3)");
        AtomicInteger calls = new AtomicInteger();
        Connections counting = () -> {
            Connection connection = connections.open();
            Function.create(connection, "counted", new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    calls.incrementAndGet();
                    result(value_int(0));
                }
            });
            return connection;
        };
        Pipeline rows = Jdbc.scan(
                counting,
                "select nullif(c, 1) a, c + 0.5 b, c || 'x' c, null d from (select counted(n) as c from runs limit -1 offset 0)");
        assertThat(rows.schema()).hasToString("(a long, b double, c string, d string)");
        assertThat(calls.get()).isLessThanOrEqualTo(3 * 4);
    }

    @Test
    void aReadingThatIsLeftClosesItsConnection() {
        CountedConnections connections = new CountedConnections(connections("h2"));
        Pipeline many = Jdbc.scan(connections, "select x from system_range(1, 100000)");
        try (RowCursor row = many.rows()) {
            assertThat(row.next()).isTrue();
        }
        assertThat(many.limit(3).count()).isEqualTo(3);
        assertThat(connections.open).hasValue(0);
        assertThat(connections.opened).hasValue(3);
    }
}
