package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions give the same rows, whether the database compares or nothing is asked of it. */
@Timeout(120)
class JdbcPushDownTest {

    /** Constants that columns of a type have, nearly have, and cannot have. */
    private static final Map<String, List<Object>> CONSTANTS = Map.of(
            "i", List.of(2, 0, -1, 2.5, 99_999_999_999L, new BigDecimal("1.9999"), Double.NaN, 1e300),
            "n",
                    List.of(
                            2,
                            99_999_999_999L,
                            2.5,
                            0.1,
                            new BigDecimal("2.5001"),
                            new BigDecimal("2.500"),
                            1e40,
                            Double.NEGATIVE_INFINITY),
            "f", List.of(0.1, (double) 0.1f, 0.0, -0.0, Double.NaN, 16_777_217L, Double.POSITIVE_INFINITY, 1),
            "d", List.of(0.1, 0.0, -0.0, Double.NaN, 9_007_199_254_740_993L, new BigDecimal("0.1"), Double.MIN_VALUE),
            "day", List.of(LocalDate.of(2024, 2, 29), LocalDate.of(1582, 10, 10), LocalDate.of(-99_999, 1, 1)),
            "local", List.of(LocalDateTime.of(2024, 3, 31, 2, 30), LocalDateTime.of(2024, 3, 31, 2, 30, 0, 1)),
            "zoned", List.of(Instant.parse("2024-03-31T00:30:00Z"), Instant.parse("2024-03-31T00:30:00.000000001Z")),
            "word", List.of("ab", "AB", "ab ", "", "ß", "z"),
            "fixed", List.of("ab", "ab   ", "ab      ", "", "     ", "abcde"));

    private static final List<String> ROWS = List.of(
            "0, 2, 2.5, 0.1, 0.1, true, '2024-02-29', '2024-03-31 02:30:00', '2024-03-31 00:30:00+00', 'ab', 'ab'",
            "1, 0, 2, 0, 0, false, '1582-10-10', '2024-03-31 02:30:00.000001', '2024-03-31 02:30:00+02', 'AB', 'AB'",
            "2, 3, 0.1, 16777216, 9007199254740992, true, '0001-01-01', '0001-01-01 00:00:00', '0001-01-01 00:00:00+00', 'ab ', ''",
            "3, -1, -7.125, 'NaN', 'NaN', false, '9999-12-31', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00', '', 'ß'",
            "4, 2147483647, 9999999.999, 'Infinity', '-Infinity', null, '1970-01-01', '2024-03-31 03:30:00', '2024-03-31 01:30:00+00', 'ß', 'abcde'",
            "5, null, null, null, null, null, null, null, null, null, null",
            "6, -2147483648, -0.001, -0.0, -0.0, true, '2024-03-01', '2024-10-27 02:30:00', '2024-10-27 02:30:00+01', 'é', 'z'");

    private static Connections filled(String database) {
        Connections connections = JdbcScanTest.connections(database);
        String texts = database.equals("h2") ? "varchar(9)" : "text";
        List<String> statements = new ArrayList<>();
        statements.add("drop table if exists compared");
        statements.add(
                "create table compared (\"id\" bigint primary key, \"i\" int, \"n\" numeric(10, 3), \"f\" real, \"d\" double precision,"
                        + " \"b\" boolean, \"day\" date, \"local\" timestamp(6), \"zoned\" timestamp(6) with time zone, \"word\" "
                        + texts + ", \"fixed\" char(5))");
        for (String row : ROWS) {
            statements.add("insert into compared values (" + row + ")");
        }
        for (String column : List.of("i", "n", "f", "d", "day", "local", "zoned", "word", "fixed")) {
            // which databases look up with a constant made of the column's type
            statements.add("create index on compared (\"" + column + "\")");
        }
        JdbcScanTest.run(connections, statements.toArray(String[]::new));
        return connections;
    }

    private static List<Expression> conditions(String column, List<Object> values) {
        Expression of = col(column);
        List<Expression> conditions = new ArrayList<>();
        for (Object value : values) {
            conditions.addAll(List.of(of.eq(value), of.lt(value), of.le(value).not(), of.in(value, values.get(0))));
        }
        conditions.add(of.in(values.get(0), values.get(1)).not().and(col("id").ge(1)));
        conditions.add(of.ge(values.get(0)).or(of.isNull()));
        conditions.add(of.ne(values.get(0)).or(of.eq(values.get(1))));
        return conditions;
    }

    /** One connection for all: hundreds of statements are short, and to connect is not. */
    private static Connections shared(Connection connection) {
        return () -> (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static void assertSameRows(Pipeline pushed, Pipeline plain, Expression condition) {
        assertThat(JdbcScanTest.rows(pushed.filter(condition).select("id")))
                .as(condition + " of " + pushed.schema())
                .isEqualTo(JdbcScanTest.rows(plain.filter(condition).select("id")));
    }

    private static JdbcReadOptions.Builder plain() {
        return JdbcReadOptions.builder().pushDown(false).orderBy("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "postgresql without copy"})
    void everyTypeAndOperatorWithConstantsThatNearlyFit(String name) throws SQLException {
        try (Connection connection = filled(name.split(" ", 2)[0]).open()) {
            assertAllCompareAlike(shared(connection), name);
        }
    }

    private static void assertAllCompareAlike(Connections connections, String name) {
        String query = "select * from compared";
        Pipeline pushed = Jdbc.scan(
                connections,
                query,
                JdbcReadOptions.builder()
                        .orderBy("id")
                        .copy(!name.contains("without"))
                        .build());
        try (var table = Jdbc.scan(connections, query, plain().build()).collect()) {
            Pipeline plain = Pipeline.from(table);
            CONSTANTS.forEach((column, values) ->
                    conditions(column, values).forEach(each -> assertSameRows(pushed, plain, each)));
            assertSameRows(pushed, plain, col("b").eq(true));
            assertSameRows(pushed, plain, col("b").not());
        }
    }

    @Test
    void valuesOfAnyTypeInColumnsOfSqlite() {
        Connections connections = JdbcScanTest.connections("sqlite");
        JdbcScanTest.run(
                connections,
                "create table mixed (\"id\" integer primary key, i integer, word text collate nocase, n decimal(8, 3), any)",
                "insert into mixed values (1, 2, 'ab', 2.5, 2), (2, 0, 'AB', '2.50', 0), (3, null, '2', 1, null)",
                "create index of_i on mixed (i)");
        for (Expression condition : List.of(
                col("i").eq(2),
                col("i").lt(2.5),
                col("i").ge(2).not(),
                col("i").in(2, 7),
                col("any").eq(2),
                col("any").ne(2),
                col("word").eq("ab"),
                col("word").eq("2"),
                col("n").eq(2.5),
                col("n").isNull(),
                col("any").isNull())) {
            assertSameRows(
                    Jdbc.scan(
                            connections,
                            "select * from mixed",
                            JdbcReadOptions.builder().orderBy("id").build()),
                    Jdbc.scan(connections, "select * from mixed", plain().build()),
                    condition);
        }
    }

    /** Texts that the database has no texts for, and columns whose type options change: it would compare something else. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsReadAsAnotherTypeIsNotComparedInTheDatabase(String database) {
        Connections connections = filled(database);
        String query =
                "select *, cast('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' as uuid) as \"u\" from compared where \"id\" < 3"
                        + " and \"n\" > 1";
        Map<String, DataType> types = Map.of(
                "i", DataType.STRING,
                "n", DataType.DOUBLE,
                "d", DataType.STRING,
                "local", DataType.TIMESTAMP,
                "zoned", DataType.LOCAL_TIMESTAMP,
                "day", DataType.LOCAL_TIMESTAMP,
                "b", DataType.STRING);
        JdbcReadOptions.Builder pushed = JdbcReadOptions.builder().orderBy("id");
        JdbcReadOptions.Builder plain = plain();
        types.forEach((column, type) -> {
            pushed.type(column, type);
            plain.type(column, type);
        });
        LocalDateTime local = LocalDateTime.of(2024, 3, 31, 0, 30);
        for (Expression condition : List.of(
                col("u").eq("no uuid"),
                col("u").eq("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"),
                col("i").eq("02"),
                col("i").eq("no number"),
                col("i").lt("1"),
                col("n").le(2.5),
                col("d").eq("zero"),
                col("local").eq(Instant.parse("2024-03-31T02:30:00Z")),
                col("zoned").eq(local),
                col("zoned").gt(local),
                col("day").lt(LocalDateTime.of(2024, 2, 29, 0, 1)),
                col("b").eq("true"),
                col("i").isNull())) {
            assertSameRows(
                    Jdbc.scan(connections, query, pushed.build()),
                    Jdbc.scan(connections, query, plain.build()),
                    condition);
        }
    }

    @Test
    void typesOfPostgresqlWithOperatorsOfTheirOwn() {
        Connections connections = PostgresServer.connections();
        String query = "select 1 as id, B'1' as bit, 2.5::money as money, 7::oid as oid, 'x'::name as name";
        for (Expression condition : List.of(
                col("bit").eq(true),
                col("money").lt(5.0),
                col("oid").gt(6),
                col("name").eq("x"))) {
            assertThat(Jdbc.scan(connections, query).filter(condition).count())
                    .as(condition.toString())
                    .isOne();
        }
    }
}
