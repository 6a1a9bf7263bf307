package dev.peristyle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.jdbc.JdbcSource;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.TestContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are read as another type than the database has: values stay the same, or are refused. */
@Timeout(120)
class JdbcConversionTest {

    private static Object value(Connections connections, String expression, DataType type) {
        JdbcReadOptions options = JdbcReadOptions.builder().type("v", type).build();
        return JdbcScanTest.rows(Jdbc.scan(connections, "select " + expression + " as \"v\"", options))
                .get(0)
                .get(0);
    }

    static List<Arguments> same() {
        return List.of(
                Arguments.of("cast(7.00 as decimal(6, 2))", DataType.LONG, 7L),
                Arguments.of("cast(9223372036854775807 as decimal(20, 0))", DataType.LONG, Long.MAX_VALUE),
                Arguments.of("cast(1152921504606846976 as double precision)", DataType.LONG, 1L << 60),
                Arguments.of("cast('12' as varchar(9))", DataType.INT, 12),
                Arguments.of("cast(2.50 as decimal(6, 2))", DataType.decimal(5, 1), new BigDecimal("2.5")),
                Arguments.of("cast(0.1 as decimal(6, 2))", DataType.DOUBLE, 0.1),
                Arguments.of("cast(0.1 as real)", DataType.DOUBLE, (double) 0.1f),
                Arguments.of("cast(0.25 as double precision)", DataType.FLOAT, 0.25f),
                Arguments.of("cast(16777216 as integer)", DataType.FLOAT, 16_777_216f),
                Arguments.of("true", DataType.INT, 1),
                Arguments.of("cast(1 as smallint)", DataType.BOOLEAN, true),
                Arguments.of("timestamp '2024-03-31 00:00:00'", DataType.DATE, LocalDate.of(2024, 3, 31)),
                Arguments.of(
                        "timestamp '2024-03-31 02:30:00'", DataType.TIMESTAMP, Instant.parse("2024-03-31T02:30:00Z")),
                Arguments.of(
                        "timestamp with time zone '2024-03-31 02:30:00+02'",
                        DataType.LOCAL_TIMESTAMP,
                        LocalDateTime.of(2024, 3, 31, 0, 30)),
                Arguments.of("date '2024-03-31'", DataType.LOCAL_TIMESTAMP, LocalDateTime.of(2024, 3, 31, 0, 0)),
                Arguments.of("cast('2024-03-31' as varchar(10))", DataType.DATE, LocalDate.of(2024, 3, 31)));
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of("cast(2.7 as decimal(6, 2))", DataType.LONG, "2.70"),
                Arguments.of("cast(300 as decimal(6, 2))", DataType.BYTE, "300"),
                Arguments.of("cast(2.5 as double precision)", DataType.LONG, "2.5"),
                Arguments.of("cast(1e300 as double precision)", DataType.LONG, "1.0E300"),
                Arguments.of("cast(2.75 as decimal(6, 2))", DataType.decimal(6, 1), "2.75"),
                Arguments.of("cast(9007199254740993 as bigint)", DataType.DOUBLE, "9007199254740993"),
                Arguments.of("cast(9223372036854775807 as bigint)", DataType.DOUBLE, "9223372036854775807"),
                Arguments.of("cast(9007199254740993 as decimal(20, 0))", DataType.DOUBLE, "9007199254740993"),
                Arguments.of("cast(0.1 as double precision)", DataType.FLOAT, "0.1"),
                Arguments.of("cast(1e300 as double precision)", DataType.FLOAT, "1.0E300"),
                Arguments.of("cast(16777217 as integer)", DataType.FLOAT, "16777217"),
                Arguments.of("cast(7 as integer)", DataType.BOOLEAN, "7"),
                Arguments.of("timestamp '2024-03-31 02:30:00'", DataType.DATE, "2024-03-31T02:30"),
                Arguments.of("timestamp with time zone '2024-03-31 00:00:00+02'", DataType.DATE, "2024-03-3"),
                Arguments.of("timestamp '2024-03-31 02:30:00'", DataType.time(Resolution.MICROS), "2024-03-31T02:30"),
                Arguments.of("timestamp '2024-03-31 02:30:00.5'", DataType.localTimestamp(Resolution.SECONDS), "00.5"),
                Arguments.of("cast('2024-03-31 02:30' as varchar(20))", DataType.DATE, "2024-03-31 02:30"));
    }

    @ParameterizedTest
    @MethodSource("same")
    void whatTheOtherTypeHasTooStaysTheSame(String expression, DataType type, Object expected) {
        for (String database : List.of("h2", "postgresql")) {
            assertThat(value(JdbcScanTest.connections(database), expression, type))
                    .as(database)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWouldBeRoundedCutOffOrMovedIsRefused(String expression, DataType type, String shown) {
        for (String database : List.of("h2", "postgresql")) {
            assertThatThrownBy(() -> value(JdbcScanTest.connections(database), expression, type))
                    .as(database)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("row 1, column 'v': ")
                    .hasMessageContaining(shown)
                    .hasMessageContaining("Cast the column in the query, or give it another type");
        }
    }

    @Test
    void aTimeWithAnOffsetIsATextOrNothing() {
        Connections connections = PostgresServer.connections();
        String time = "'10:00:00+05'::timetz";
        assertThat(value(connections, time, DataType.STRING)).isEqualTo("10:00:00+05");
        assertThatThrownBy(() -> value(connections, time, DataType.time(Resolution.MICROS)))
                .hasMessageContaining("column 'v' cannot be read as time");
    }

    @Test
    void numbersOfSqliteThatAColumnDoesNotHaveAndTimestampsWithoutZone() {
        Connections connections = JdbcScanTest.connections("sqlite");
        assertThatThrownBy(() -> value(connections, "9223372036854775807", DataType.DOUBLE))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("9223372036854775807 would be rounded");
        assertThatThrownBy(() -> value(connections, "0.1", DataType.FLOAT))
                .hasMessageContaining("0.1 would be rounded");
        assertThat(value(connections, "0.25", DataType.FLOAT)).isEqualTo(0.25f);
        JdbcScanTest.run(
                connections,
                "create table moments (a timestamp without time zone, b timestamp with time zone)",
                "insert into moments values ('2024-03-31 02:30:00', '2024-03-31 02:30:00+02:00')");
        assertThat(JdbcScanTest.rows(Jdbc.scan(connections, "select * from moments")))
                .containsExactly(List.of(LocalDateTime.of(2024, 3, 31, 2, 30), Instant.parse("2024-03-31T00:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "timestamp with time zone"})
    void datesDivideTimestamps(String type) {
        Connections connections = JdbcScanTest.connections("h2");
        JdbcScanTest.run(
                connections,
                "create table t as select x as \"id\", cast(dateadd(hour, x, timestamp '2024-01-01 00:00:00') as "
                        + type + ") as \"at\" from system_range(0, 95)");
        JdbcReadOptions options = JdbcReadOptions.builder()
                .partitionBy("at", 4, LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 5))
                .build();
        JdbcSource source = JdbcSource.of(connections::open, "select * from t", options.settings());
        List<Integer> counts = new ArrayList<>();
        try (TestContext run = new TestContext(1);
                Scan scan = source.open(new ScanRequest(List.of("id"), List.of()), run);
                MorselReader reader = scan.reader(run.memory())) {
            for (Morsel part = scan.nextMorsel(); part != null; part = scan.nextMorsel()) {
                reader.begin(part);
                int rows = 0;
                while (reader.next()) {
                    rows += reader.chunk().rowCount();
                }
                counts.add(rows);
            }
        }
        assertThat(counts).hasSize(4).allMatch(rows -> rows >= 23 && rows <= 25);
        Pipeline all = Jdbc.scan(connections, "select * from t", options);
        assertThat(all.count()).isEqualTo(96);
        assertThatThrownBy(() -> Jdbc.scan(
                        connections,
                        "select * from t",
                        JdbcReadOptions.builder().partitionBy("at", 4, 0, 100).build()))
                .hasMessageContaining("column 'at' is of type")
                .hasMessageContaining("give dates");
    }
}
