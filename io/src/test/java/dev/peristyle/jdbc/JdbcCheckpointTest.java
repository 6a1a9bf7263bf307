package dev.peristyle.jdbc;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.Checkpoint;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries are read on, part by part, after a run that has ended early. */
class JdbcCheckpointTest {

    private static final int ROWS = 5_000;
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
        Checkpoint checkpoint = Checkpoint.at(directory.resolve("job.checkpoint")).everyRows(300);
        int failures = 0;
        for (boolean done = false; !done; ) {
            UNTIL_FAILURE.set(failures > 8 ? Long.MAX_VALUE : 600 + random.nextInt(2_000));
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

    @Test
    void whatIsNotInPartsIsRefused() throws SQLException {
        Pipeline rows = rows(table(), JdbcReadOptions.builder());
        assertThatThrownBy(() -> rows.write(
                        Csv.to(directory.resolve("out.csv")), Checkpoint.at(directory.resolve("job.checkpoint"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partitionBy");
    }
}
