package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.Records;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What COPY of PostgreSQL has rules of its own for. */
@Timeout(120)
class PostgresCopyTest {

    private record Moment(int id, LocalDate day, LocalDateTime local, Instant instant, String text) {}

    @Test
    void yearsBeforeTheFirstAndAfterTheLastOfFourDigitsAndTextsThatLookLikeItsSigns() throws SQLException {
        Connections connections = PostgresServer.connections();
        JdbcScanTest.run(connections, "drop table if exists moments");
        List<Moment> moments = new ArrayList<>();
        String[] texts = {"\\N", "\\.", "\\", "a\tb", "a\r\nb", "", "\\x00", "ü\b\f"};
        int[] years = {-4000, -1, 0, 1, 999, 2024, 9999, 10_000, 20_000};
        for (int id = 0; id < years.length; id++) {
            LocalDateTime local = LocalDateTime.of(years[id], 2, 28, 23, 59, 58, 120_000_000);
            moments.add(new Moment(
                    id, local.toLocalDate(), local, local.toInstant(ZoneOffset.UTC), texts[id % texts.length]));
        }
        Pipeline rows = Records.of(Moment.class)
                .with("local", DataType.LOCAL_TIMESTAMP)
                .with("instant", DataType.TIMESTAMP)
                .from(moments);
        rows.write(Jdbc.to(
                connections, "moments", JdbcWriteOptions.builder().createTable().build()));
        for (boolean copies : new boolean[] {true, false}) {
            JdbcReadOptions options =
                    JdbcReadOptions.builder().orderBy("id").copy(copies).build();
            assertThat(JdbcScanTest.rows(Jdbc.scan(connections, "select * from moments", options)))
                    .isEqualTo(JdbcScanTest.rows(rows));
        }
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select day::text, local::text, text from moments order by id")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isEqualTo("4001-02-28 BC");
            assertThat(found.getString(2)).isEqualTo("4001-02-28 23:59:58.12 BC");
            assertThat(found.getString(3)).isEqualTo("\\N");
        }
    }

    @Test
    void constantsAreWrittenOutAsTheyAre() {
        Connections connections = PostgresServer.connections();
        String query =
                "select n, chr(39) || chr(92) || n as word, n / 4.0::float8 as part from generate_series(-5, 5) n";
        Pipeline rows = Jdbc.scan(connections, query);
        assertThat(rows.filter(col("word")
                                .eq("'\\3")
                                .and(col("n").gt(-4))
                                .and(col("part").lt(1.5)))
                        .count())
                .isOne();
        assertThat(JdbcScanTest.rows(rows.filter(col("n").lt(-3)).select("n")))
                .containsExactly(List.of(-5), List.of(-4));
        assertThatThrownBy(() -> JdbcScanTest.rows(Jdbc.scan(
                        connections, "select '\\x41'::bytea as b, 1/(3 - n) as q" + " from generate_series(1, 9) n")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("division by zero");
    }

    @Test
    void valuesThatNoColumnHasAreNamedWithTheirRow() {
        Connections connections = PostgresServer.connections();
        for (String value :
                List.of("'NaN'::numeric", "'infinity'::timestamp", "'-infinity'::date", "1e30::numeric(38, 0) * 1e9")) {
            assertThatThrownBy(() -> JdbcScanTest.rows(Jdbc.scan(
                            connections,
                            "select case n when 3 then " + value + " end as v from generate_series(1, 5) n")))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("row 3, column 'v'");
        }
    }

    @Test
    void nanosecondsAreNotRounded() {
        Connections connections = PostgresServer.connections();
        JdbcScanTest.run(connections, "drop table if exists precise");
        Pipeline rows = Pipeline.from(
                        List.of(new Moment(1, null, LocalDateTime.of(2024, 1, 1, 0, 0), null, "")), Moment.class)
                .select("id")
                .with("at", lit(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1)));
        assertThat(rows.schema().field("at").type()).isEqualTo(DataType.localTimestamp(Resolution.NANOS));
        for (boolean copies : new boolean[] {true, false}) {
            assertThatThrownBy(() -> rows.write(Jdbc.to(
                            connections,
                            "precise",
                            JdbcWriteOptions.builder()
                                    .createTable()
                                    .copy(copies)
                                    .build())))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("column 'at'")
                    .hasMessageContaining("keeps microseconds")
                    .hasMessageContaining("Nothing is written");
        }
    }
}
