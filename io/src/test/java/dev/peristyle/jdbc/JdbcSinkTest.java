package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in tables afterwards, as plain JDBC sees it. */
@Timeout(300)
class JdbcSinkTest {

    private record Item(long id, String name, Double share) {}

    private static Pipeline items(int from, int to) {
        List<Item> items = new ArrayList<>();
        for (int id = from; id < to; id++) {
            items.add(new Item(id, id % 5 == 0 ? null : "item " + id, id % 3 == 0 ? null : id / 4.0));
        }
        return Pipeline.from(items, Item.class);
    }

    private static List<List<Object>> plain(Connections connections, String query) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    Object value = result.getObject(column);
                    row.add(value instanceof Integer number ? (Object) number.longValue() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static long count(Connections connections, String table) throws SQLException {
        return (Long) plain(connections, "select count(*) from " + table).get(0).get(0);
    }

    @ParameterizedTest
    @CsvSource({"h2,1,true", "h2,3,true", "sqlite,1,true", "postgresql,1,false", "postgresql,3,true"})
    void everyTypeGoesInAndComesOut(String database, int threads, boolean copies) throws SQLException {
        Random random = Seeds.random(20_261_131);
        Connections source = JdbcScanTest.connections("h2");
        JdbcScanTest.run(source, "create table every_type (" + JdbcScanTest.COLUMNS + "varbinary)");
        List<List<Object>> expected = new ArrayList<>();
        try (Connection connection = source.open();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into every_type values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int number = 0; number < 700; number++) {
                Object[] row = JdbcScanTest.random(random, number);
                if (database.equals("sqlite") && row[6] instanceof Double wide && wide.isNaN()) {
                    // which is null there
                    row[6] = null;
                }
                expected.add(JdbcScanTest.expected(row));
                for (int column = 0; column < row.length; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(target, "drop table if exists copied");
        CountedConnections counted = new CountedConnections(target);
        Pipeline rows = Jdbc.scan(
                source,
                "select * from every_type",
                JdbcReadOptions.builder().orderBy("N").partitionBy("N", threads).build());
        long written = rows.using(Execution.builder().threads(threads).build())
                .write(Jdbc.to(
                        counted,
                        "copied",
                        JdbcWriteOptions.builder()
                                .createTable()
                                .batchRows(64)
                                .copy(copies)
                                .build()));
        assertThat(written).isEqualTo(700);
        assertThat(counted.open).hasValue(0);
        Pipeline back = Jdbc.scan(target, "select * from copied order by 1");
        List<List<Object>> read = JdbcScanTest.rows(back);
        if (database.equals("sqlite")) {
            assertThat(read.stream().map(JdbcSinkTest::text).toList())
                    .isEqualTo(expected.stream().map(JdbcSinkTest::text).toList());
        } else {
            assertThat(read).isEqualTo(expected);
            assertThat(back.schema().toString().replace("string", "x"))
                    .isEqualTo(rows.schema().toString().replace("string", "x"));
            assertPlainJdbcSees(target, expected);
        }
    }

    /** SQLite has fewer types: integers and decimals of any width compare by their digits. */
    private static List<String> text(List<Object> row) {
        List<String> texts = new ArrayList<>();
        for (Object value : row) {
            texts.add(value instanceof Float number ? Double.toString(number) : String.valueOf(value));
        }
        return texts;
    }

    private static void assertPlainJdbcSees(Connections target, List<List<Object>> expected) throws SQLException {
        try (Connection connection = target.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from copied order by 1")) {
            for (List<Object> row : expected) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(5)).isEqualTo(row.get(4));
                assertThat(rows.getBigDecimal(9)).isEqualTo(row.get(8));
                OffsetDateTime moment = rows.getObject(13, OffsetDateTime.class);
                assertThat(moment == null ? null : moment.toInstant()).isEqualTo(row.get(12));
                assertThat(rows.getString(14)).isEqualTo(row.get(13));
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void typesThatDatabasesDoNotHaveAreWidenedOrRefused() throws SQLException {
        Connections target = PostgresServer.connections();
        JdbcScanTest.run(target, "drop table if exists wide");
        Pipeline rows = items(0, 3)
                .select("id")
                .with("u", lit(new BigDecimal("18446744073709551615")).cast(DataType.UNSIGNED_LONG))
                .with("h", lit(0.5).cast(DataType.float16()))
                .with("b", col("id").cast(DataType.UNSIGNED_BYTE));
        rows.write(
                Jdbc.to(target, "wide", JdbcWriteOptions.builder().createTable().build()));
        assertThat(plain(target, "select * from wide where id = 2"))
                .containsExactly(List.of(2L, new BigDecimal("18446744073709551615"), 0.5f, 2L));
        record Lap(Duration took) {}
        assertThatThrownBy(() -> Pipeline.from(List.of(new Lap(Duration.ofSeconds(1))), Lap.class)
                        .write(Jdbc.to(target, "wide")))
                .hasMessageContaining("column 'took' is of type duration")
                .hasMessageContaining("Cast it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "sqlite", "postgresql"})
    void upsertReplacesWhatIsThereAndAddsTheRest(String database) throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(target, "drop table if exists stock");
        JdbcWriteOptions options = JdbcWriteOptions.builder()
                .createTable()
                .upsert("id")
                .batchRows(7)
                .build();
        items(0, 20).write(Jdbc.to(target, "stock", options));
        items(10, 40).with("name", lit("new")).select("id", "name", "share").write(Jdbc.to(target, "stock", options));
        assertThat(count(target, "stock")).isEqualTo(40);
        assertThat(plain(target, "select count(*), min(\"id\") from stock where \"name\" = 'new'"))
                .containsExactly(List.of(30L, 10L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "sqlite", "postgresql"})
    void aRowThatIsRefusedIsNamedAndNothingIsWritten(String database) throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(
                target,
                "drop table if exists stock",
                "create table stock (id bigint primary key, name varchar(100), share float)",
                "insert into stock (id) values (17)");
        CountedConnections counted = new CountedConnections(target);
        assertThatThrownBy(() -> items(0, 100)
                        .write(Jdbc.to(
                                counted,
                                "stock",
                                JdbcWriteOptions.builder().batchRows(10).build())))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("jdbc table stock: row 18 is refused")
                .hasMessageContaining("Nothing is written: the transaction is taken back")
                .hasMessageContaining("skipRejected");
        assertThat(count(target, "stock")).isOne();
        assertThat(counted.open).hasValue(0);
        assertThatThrownBy(() -> items(0, 100)
                        .write(Jdbc.to(
                                counted,
                                "stock",
                                JdbcWriteOptions.builder()
                                        .batchRows(10)
                                        .commitBatches()
                                        .build())))
                .hasMessageContaining("row 18 is refused")
                .hasMessageContaining("The first 10 rows are written, no later one");
        assertThat(count(target, "stock")).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"h2,false", "h2,true", "sqlite,false", "sqlite,true", "postgresql,false", "postgresql,true"})
    void rowsThatAreRefusedAreLeftOutAndCounted(String database, boolean commits) throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(
                target,
                "drop table if exists stock",
                "create table stock (id bigint primary key, name varchar(100) not null, share float)",
                "insert into stock values (17, 'x', 0)",
                "insert into stock values (33, 'x', 0)");
        JdbcWriteOptions.Builder options = JdbcWriteOptions.builder().batchRows(10);
        if (commits) {
            options.commitBatches();
        }
        AtomicReference<RunReport> report = new AtomicReference<>();
        Pipeline rows =
                items(0, 100).using(Execution.builder().report(report::set).build());
        // 20 without a name, two that are there
        rows.write(Jdbc.to(target, "stock", options.skipRejected(22).build()));
        assertThat(count(target, "stock")).isEqualTo(80);
        assertThat(report.get().counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(22);
        if (!database.equals("sqlite")) {
            assertThat(report.get().counts())
                    .containsEntry("rejected: null", 20L)
                    .containsEntry("rejected: not unique", 2L);
        }
        JdbcScanTest.run(target, "delete from stock where id not in (17, 33)");
        assertThatThrownBy(() -> rows.write(
                        Jdbc.to(target, "stock", options.skipRejected(21).build())))
                .hasMessageContaining("row 96 is refused")
                .hasMessageContaining("21 rows were left out before, and no more may be");
        assertThat(count(target, "stock")).isEqualTo(commits ? 72 : 2);
    }

    @Test
    void anotherTransactionInTheWayIsWaitedFor() throws SQLException, InterruptedException {
        Connections target = JdbcScanTest.connections("postgresql");
        JdbcScanTest.run(
                target,
                "drop table if exists stock",
                "create table stock (id bigint primary key, name text, share float8)");
        items(0, 10).write(Jdbc.to(target, "stock"));
        Connections serializable = () -> {
            Connection connection = target.open();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        };
        JdbcWriteOptions.Builder options = JdbcWriteOptions.builder().upsert("id");
        for (boolean commits : new boolean[] {false, true}) {
            try (Connection other = target.open();
                    Statement update = other.createStatement()) {
                other.setAutoCommit(false);
                update.executeUpdate("update stock set name = 'other' where id = 5");
                Thread committing = new Thread(() -> {
                    try {
                        PostgresServer.await("select from pg_locks where not granted");
                        other.commit();
                    } catch (SQLException failure) {
                        throw new IllegalStateException(failure);
                    }
                });
                committing.start();
                Pipeline rows = items(0, 10).with("name", lit("ours"));
                if (commits) {
                    rows.write(Jdbc.to(
                            serializable, "stock", options.commitBatches().build()));
                } else {
                    assertThatThrownBy(() -> rows.write(Jdbc.to(serializable, "stock", options.build())))
                            .hasMessageContaining("40001")
                            .hasMessageContaining("commitBatches()")
                            .hasMessageContaining("Nothing is written");
                }
                committing.join();
            }
        }
        assertThat(plain(target, "select distinct name from stock")).containsExactly(List.of("ours"));
    }

    /** A batch with a row that is refused is sent row by row, of which one meets the other transaction. */
    @Test
    void anotherTransactionInTheWayOfASingleRowIsWaitedForToo(@TempDir Path directory)
            throws SQLException, InterruptedException {
        Path refused = directory.resolve("refused.csv");
        Connections target = PostgresServer.connections();
        JdbcScanTest.run(
                target,
                "drop table if exists stock",
                "create table stock (id bigint primary key, name text not null, share float8)",
                "insert into stock values (3, 'before', 0)");
        Connections serializable = () -> {
            Connection connection = target.open();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        };
        AtomicReference<RunReport> report = new AtomicReference<>();
        try (Connection other = target.open();
                Statement update = other.createStatement()) {
            other.setAutoCommit(false);
            update.executeUpdate("update stock set name = 'other' where id = 3");
            Thread committing = new Thread(() -> {
                try {
                    PostgresServer.await("select from pg_locks where not granted");
                    other.commit();
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            committing.start();
            items(0, 10)
                    .using(Execution.builder().report(report::set).build())
                    .write(Jdbc.to(
                            serializable,
                            "stock",
                            JdbcWriteOptions.builder()
                                    .upsert("id")
                                    .commitBatches()
                                    .skipRejected(2)
                                    .rejectTo(Csv.to(refused))
                                    .build()));
            committing.join();
        }
        assertThat(report.get().counts()).containsExactly(Map.entry("rejected: null", 2L));
        // those of the batch that was sent again are there once
        assertThat(JdbcScanTest.rows(Csv.scan(refused).select("rejected_row", "rejected_reason", "id", "name")))
                .containsExactly(Arrays.asList(1L, "null", 0L, null), Arrays.asList(6L, "null", 5L, null));
        assertThat(plain(target, "select count(*), max(name) from stock where id = 3 or name = 'item 3'"))
                .containsExactly(List.of(1L, "item 3"));
        assertThat(count(target, "stock")).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql,true,timestamp(3),milliseconds",
        "postgresql,false,timestamp(0),seconds",
        "postgresql,true,date,days",
        "h2,true,timestamp(3),milliseconds",
        "h2,true,date,days"
    })
    void timesThatTheTableWouldRoundAreRefused(String database, boolean copies, String type, String kept)
            throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(target, "drop table if exists coarse", "create table coarse (at " + type + ")");
        JdbcWriteOptions options = JdbcWriteOptions.builder().copy(copies).build();
        record At(LocalDateTime at) {}
        Pipeline fits = Pipeline.from(List.of(new At(LocalDateTime.of(2024, 1, 1, 0, 0))), At.class);
        fits.write(Jdbc.to(target, "coarse", options));
        assertThatThrownBy(() -> Pipeline.from(
                                List.of(new At(LocalDateTime.of(2024, 1, 1, 0, 0, 0, 600_000))), At.class)
                        .write(Jdbc.to(target, "coarse", options)))
                .hasMessageContaining("column 'at': the column of the table keeps " + kept)
                .hasMessageContaining("Nothing is written");
        assertThat(count(target, "coarse")).isOne();
    }

    @Test
    void errorsNameTheTableAndTheColumn() {
        Connections target = JdbcScanTest.connections("h2");
        assertThatThrownBy(() -> items(0, 1).write(Jdbc.to(target, "nowhere")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("jdbc table nowhere cannot be written to")
                .hasMessageContaining("createTable()");
        JdbcScanTest.run(target, "create table narrow (id bigint, names varchar(3))");
        assertThatThrownBy(() -> items(0, 1).select("id", "name").write(Jdbc.to(target, "narrow")))
                .hasMessageContaining("there is no column 'name'; did you mean 'NAMES'");
        assertThatThrownBy(() ->
                        items(0, 3).select("id", "name").rename("name", "names").write(Jdbc.to(target, "narrow")))
                .hasMessageContaining("row 2 is refused")
                .hasMessageContaining("22001");
        assertThatThrownBy(() -> items(0, 1)
                        .write(Jdbc.to(
                                target,
                                "narrow",
                                JdbcWriteOptions.builder().upsert("ib").build())))
                .hasMessageContaining("did you mean 'id'");
    }

    @Test
    void cancellingTakesRowsBack() throws SQLException {
        Connections target = JdbcScanTest.connections("h2");
        JdbcScanTest.run(target, "create table stock (id bigint, name varchar, share float)");
        CancellationToken token = new CancellationToken();
        CountedConnections counted = new CountedConnections(target);
        Pipeline rows = items(0, 50_000)
                .using(Execution.builder()
                        .cancellation(token)
                        .progress(progress -> token.cancel())
                        .build());
        assertThatThrownBy(() -> rows.write(Jdbc.to(counted, "stock"))).isInstanceOf(CancelledException.class);
        assertThat(count(target, "stock")).isZero();
        assertThat(counted.open).hasValue(0);
    }
}
