package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.CheckpointStore;
import dev.peristyle.spi.Sink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries are read on, part by part, after a run that has ended early. */
class JdbcCheckpointTest {

    private static final int ROWS = 2_000;
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong(Long.MAX_VALUE);

    @TempDir
    private Path directory;

    private final Random random = Seeds.fresh();

    private static double see(double value) {
        if (UNTIL_FAILURE.decrementAndGet() == 0) {
            throw new IllegalStateException("as if the process had ended");
        }
        return value;
    }

    private static Connections table() throws SQLException {
        Connections source = JdbcScanTest.connections("h2");
        JdbcScanTest.run(
                source,
                "create table items as select x as id, x * 0.5 as share, 'item ' || x as name from system_range(1, "
                        + ROWS + ")");
        return source;
    }

    private static Pipeline rows(Connections source, JdbcReadOptions.Builder options) {
        return Jdbc.scan(source, "select * from items", options.orderBy("ID").build())
                .with("seen", map(col("SHARE").cast(DataType.DOUBLE), JdbcCheckpointTest::see));
    }

    @Test
    void goesOnWithThePartsThatAreLeft() throws SQLException {
        Connections source = table();
        Pipeline rows = rows(source, JdbcReadOptions.builder().partitionBy("ID", 25));
        Path expected = directory.resolve("expected.csv");
        rows.write(Csv.to(expected));
        Path output = directory.resolve("out.csv");
        Checkpoint checkpoint =
                Checkpoint.at(directory.resolve("job.checkpoint")).everyRows(120);
        int failures = 0;
        for (boolean done = false; !done; ) {
            UNTIL_FAILURE.set(failures > 8 ? Long.MAX_VALUE : 300 + random.nextInt(900));
            try {
                rows.using(Execution.builder().threads(1 + failures % 3).build())
                        .write(Csv.to(output), checkpoint);
                done = true;
            } catch (ComputationException failure) {
                if (failures++ == 0) {
                    // parts stay what they were: rows that come after a part was read are not seen
                    JdbcScanTest.run(source, "insert into items values (-1000000, 1, 'new')");
                }
            }
        }
        UNTIL_FAILURE.set(Long.MAX_VALUE);
        assertThat(failures).isPositive();
        assertThat(output).hasSameBinaryContentAs(expected);
    }

    /** Ends the process as it were before a checkpoint is kept, or after it, before the rows are committed. */
    private record KilledAt(CheckpointStore store, AtomicLong steps, boolean isAfter) implements CheckpointStore {

        @Override
        public String describe() {
            return store.describe();
        }

        @Override
        public long everyRows() {
            return store.everyRows();
        }

        @Override
        public Session open() {
            Session session = store.open();
            return new Session() {
                @Override
                public byte[] read() {
                    return session.read();
                }

                @Override
                public void replace(byte[] content) {
                    step(false);
                    session.replace(content);
                    step(true);
                }

                private void step(boolean after) {
                    if (after == isAfter && steps.decrementAndGet() == 0) {
                        throw new IllegalStateException("as if the process had ended");
                    }
                }

                @Override
                public void remove() {
                    step(isAfter);
                    session.remove();
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"h2,1", "h2,3", "sqlite,1", "postgresql,2"})
    void goesOnInATableWhereverItEnds(String database, int threads) throws SQLException {
        Connections target = JdbcScanTest.connections(database);
        JdbcScanTest.run(target, "drop table if exists copied_on");
        JdbcScanTest.run(target, "drop table if exists peristyle_checkpoint");
        Connections source = table();
        Pipeline rows = rows(source, JdbcReadOptions.builder().partitionBy("ID", 10))
                .using(Execution.builder().threads(threads).build());
        Sink sink = Jdbc.to(
                target,
                "copied_on",
                JdbcWriteOptions.builder().createTable().batchRows(70).build());
        Checkpoint checkpoint =
                Checkpoint.at(directory.resolve("job.checkpoint")).everyRows(120);
        int failures = 0;
        for (boolean done = false; !done; ) {
            // later and later, before the checkpoint and after it in turns
            AtomicLong steps = new AtomicLong(failures > 12 ? Long.MAX_VALUE : 1 + failures / 4);
            UNTIL_FAILURE.set(failures > 12 ? Long.MAX_VALUE : 900 + random.nextInt(900));
            try {
                rows.write(sink, new KilledAt(checkpoint, steps, failures % 2 == 1));
                done = true;
            } catch (ComputationException | IllegalStateException failure) {
                assertThat(failure).hasMessageContaining("as if the process had ended");
                failures++;
            }
        }
        UNTIL_FAILURE.set(Long.MAX_VALUE);
        assertThat(failures).isGreaterThan(3);
        assertThat(count(target, "copied_on")).isEqualTo(ROWS);
        assertThat(count(target, "(select distinct \"ID\" from copied_on) as x"))
                .isEqualTo(ROWS);
        assertThat(count(target, "peristyle_checkpoint")).isZero();
    }

    private static long count(Connections connections, String table) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Test
    void whatIsNotInPartsIsRefused() throws SQLException {
        Pipeline rows = rows(table(), JdbcReadOptions.builder());
        assertThatThrownBy(() -> rows.write(
                        Csv.to(directory.resolve("out.csv")), Checkpoint.at(directory.resolve("job.checkpoint"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partitionBy");
    }
}
