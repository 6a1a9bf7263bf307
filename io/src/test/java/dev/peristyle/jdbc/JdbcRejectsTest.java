package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows that a database refuses. */
class JdbcRejectsTest {

    @TempDir
    Path directory;

    private Path refused;

    private record Item(long id, String name) {}

    @BeforeEach
    void name() {
        refused = directory.resolve("refused.csv");
    }

    /** Every fourth has no name. */
    private static Pipeline items(int count) {
        return Pipeline.from(
                LongStream.range(0, count)
                        .mapToObj(id -> new Item(id, id % 4 == 0 ? null : "item \"" + id + "\""))
                        .toList(),
                Item.class);
    }

    private static Connections stock(String database) throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(
                target,
                "drop table if exists kept",
                "create table kept (id bigint primary key, name varchar(100) not null)",
                "insert into kept values (7, 'there')");
        return target;
    }

    private static long count(Connections target) {
        return Jdbc.scan(target, "select * from kept").count();
    }

    private List<List<Object>> refused() {
        return JdbcScanTest.rows(Csv.scan(refused).select("rejected_row", "id", "name"));
    }

    private static List<List<Object>> expected(int rows) {
        List<List<Object>> expected = new ArrayList<>();
        for (long id = 0; id < rows; id++) {
            if (id % 4 == 0 || id == 7) {
                List<Object> row = new ArrayList<>(List.of(id + 1, id));
                row.add(id == 7 ? "item \"7\"" : null);
                expected.add(row);
            }
        }
        return expected;
    }

    @ParameterizedTest
    @CsvSource({"h2,false", "h2,true", "sqlite,false", "sqlite,true", "postgresql,false", "postgresql,true"})
    void areWrittenWithTheirNumberAndWhy(String database, boolean commits) throws SQLException {
        Connections target = stock(database);
        JdbcWriteOptions.Builder options =
                JdbcWriteOptions.builder().batchRows(90).rejectTo(Csv.to(refused));
        items(1000).write(Jdbc.to(target, "kept", (commits ? options.commitBatches() : options).build()));
        assertThat(count(target)).isEqualTo(750);
        assertThat(refused()).isEqualTo(expected(1000));
        assertThat(JdbcScanTest.rows(Csv.scan(refused).select("rejected_reason", "rejected_message")))
                .allSatisfy(row -> assertThat(row).doesNotContainNull().doesNotContain(""));
    }

    /** A file for which there is no room from the second time on that something is written to it. */
    private record Full(Sink file) implements Sink {
        @Override
        public String describe() {
            return file.describe();
        }

        @Override
        public SinkWriter open(Schema schema, RunContext context) {
            SinkWriter writer = file.open(schema, context);
            AtomicInteger appended = new AtomicInteger();
            return new SinkWriter() {
                @Override
                public Encoder encoder(MemoryPool pool) {
                    return writer.encoder(pool);
                }

                @Override
                public void append(Encoder encoder) {
                    if (appended.getAndIncrement() > 0) {
                        throw new DataAccessException("no room");
                    }
                    writer.append(encoder);
                }

                @Override
                public void commit() {
                    writer.commit();
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatCannotBeWrittenEndTheRunWhichSaysWhatIsInTheTable(boolean commits) throws SQLException {
        Connections target = stock("h2");
        JdbcWriteOptions.Builder options =
                JdbcWriteOptions.builder().batchRows(10).rejectTo(new Full(Csv.to(refused)));
        assertThatThrownBy(() -> items(100)
                        .write(Jdbc.to(target, "kept", (commits ? options.commitBatches() : options).build())))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the rows that were refused cannot be written to")
                .hasMessageContaining("no room")
                .hasMessageContaining(commits ? "The first 20 rows are written" : "Nothing is written");
        assertThat(count(target)).isEqualTo(commits ? 1 + 14 : 1);
        if (commits) {
            assertThat(refused()).isEqualTo(expected(10));
        } else {
            assertThat(refused).doesNotExist();
        }
    }

    @Test
    void theFileIsThereAlthoughNothingIsRefused() throws SQLException {
        Connections target = stock("h2");
        items(1000)
                .filter(col("name").isNotNull().and(col("id").ne(lit(7))))
                .write(Jdbc.to(
                        target,
                        "kept",
                        JdbcWriteOptions.builder().rejectTo(Csv.to(refused)).build()));
        assertThat(Csv.scan(refused).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneTooManyIsThereTooAndSoIsWhatWasLeftOut(boolean commits) throws SQLException {
        Connections target = stock("h2");
        JdbcWriteOptions.Builder options =
                JdbcWriteOptions.builder().batchRows(10).skipRejected(3).rejectTo(Csv.to(refused));
        assertThatThrownBy(() -> items(1000)
                        .write(Jdbc.to(target, "kept", (commits ? options.commitBatches() : options).build())))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("row 9 is refused")
                .hasMessageContaining("3 rows were left out before");
        assertThat(refused()).isEqualTo(expected(9));
        assertThat(count(target)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLeftOutOfBatchesThatStayIsThereAlthoughTheRunFails(boolean commits) throws SQLException {
        Connections target = stock("h2");
        JdbcWriteOptions.Builder options =
                JdbcWriteOptions.builder().batchRows(100).rejectTo(Csv.to(refused));
        Pipeline failing = Pipeline.from(
                (Iterable<Item>) () -> LongStream.range(0, 10_000)
                        .mapToObj(id -> {
                            if (id == 9_000) {
                                throw new IllegalStateException("the source is broken");
                            }
                            return new Item(id, id % 4 == 0 ? null : "item \"" + id + "\"");
                        })
                        .iterator(),
                Item.class);
        assertThatThrownBy(() ->
                        failing.write(Jdbc.to(target, "kept", (commits ? options.commitBatches() : options).build())))
                .hasStackTraceContaining("the source is broken");
        if (commits) {
            List<List<Object>> rows = refused();
            assertThat(rows)
                    .isEqualTo(expected((int) (long) rows.get(rows.size() - 1).get(1) + 1));
            // between the two of them, and the row that was there, is every row of the batches that were committed
            assertThat((rows.size() + count(target) - 1) % 100).isZero();
        } else {
            assertThat(refused).doesNotExist();
            assertThat(count(target)).isEqualTo(1);
        }
    }

    @Test
    void haveValuesOfEveryType() throws SQLException {
        Random random = Seeds.random(20_261_201);
        Connections source = JdbcScanTest.connections("h2");
        JdbcScanTest.run(
                source,
                "create table every_type (" + JdbcScanTest.COLUMNS + "varbinary)",
                "create table none_of_it (" + JdbcScanTest.COLUMNS + "varbinary, check (n < 0))");
        try (Connection connection = source.open();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into every_type values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int number = 0; number < 300; number++) {
                Object[] row = JdbcScanTest.random(random, number);
                for (int column = 0; column < row.length; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        Pipeline rows = Jdbc.scan(source, "select * from every_type order by n");
        Path file = directory.resolve("refused.arrow");
        rows.write(Jdbc.to(
                source,
                "none_of_it",
                JdbcWriteOptions.builder()
                        .batchRows(200)
                        .rejectTo(ColumnFile.to(file))
                        .build()));
        assertThat(JdbcScanTest.rows(
                        ColumnFile.scan(file).select(rows.schema().names().toArray(String[]::new))))
                .isEqualTo(JdbcScanTest.rows(rows))
                .hasSize(300);
    }

    @Test
    void columnsThatHaveTheNamesOfTheirsAreRefused() throws SQLException {
        Connections target = stock("h2");
        Pipeline rows = items(10).with("rejected_row", col("id"));
        assertThatThrownBy(() -> rows.write(Jdbc.to(
                        target,
                        "kept",
                        JdbcWriteOptions.builder().rejectTo(Csv.to(refused)).build())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(refused).doesNotExist();
    }

    @Test
    void doNotReplaceWhatTheRunReads() throws SQLException {
        Connections target = stock("h2");
        items(10).write(Csv.to(refused));
        assertThatThrownBy(() -> Csv.scan(refused)
                        .write(Jdbc.to(
                                target,
                                "kept",
                                JdbcWriteOptions.builder()
                                        .rejectTo(Csv.to(refused))
                                        .build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refused.csv");
        assertThat(Csv.scan(refused).count()).isEqualTo(10);
    }
}
