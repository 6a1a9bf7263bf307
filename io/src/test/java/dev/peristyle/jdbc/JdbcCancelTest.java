package dev.peristyle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.CancelledException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is cancelled while a thread waits for PostgreSQL ends at once; where it did not, the time of the tests would be out. */
@Timeout(120)
class JdbcCancelTest {

    private static final String SLEEPS = "select from pg_stat_activity where wait_event = 'PgSleep'";

    private record Item(long id) {}

    private static Thread once(String condition, Runnable action) {
        Thread thread = new Thread(() -> {
            PostgresServer.await(condition);
            action.run();
        });
        thread.start();
        return thread;
    }

    /** Rows from the given one on do not come: the first in the statement, later ones in a fetch. */
    private static Pipeline slow(Connections connections, int row, boolean copies) {
        String query = "select n, case when n >= " + row + " then pg_sleep(600)::text end as slept"
                + " from generate_series(1, 20000) n";
        return Jdbc.scan(
                connections,
                query,
                JdbcReadOptions.builder().copy(copies).fetchRows(500).build());
    }

    @ParameterizedTest
    @CsvSource({"1,true", "1,false", "15000,true", "15000,false"})
    void cancellingEndsAStatementThatTheDatabaseIsBusyWith(int row, boolean copies) throws InterruptedException {
        CancellationToken token = new CancellationToken();
        CountedConnections connections = new CountedConnections(PostgresServer.connections());
        Pipeline rows = slow(connections, row, copies)
                .using(Execution.builder().cancellation(token).build());
        Thread canceller = once(SLEEPS, token::cancel);
        assertThatThrownBy(() -> JdbcScanTest.rows(rows)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(rows::count).isInstanceOf(CancelledException.class);
        canceller.join();
        assertThat(connections.open).hasValue(0);
    }

    /** The first statement asks for the least and the greatest value, if they are not given. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancellingEndsItWithACheckpointToo(boolean isGiven, @TempDir Path directory) throws InterruptedException {
        CancellationToken token = new CancellationToken();
        JdbcReadOptions.Builder options = JdbcReadOptions.builder().orderBy("n");
        Pipeline rows = Jdbc.scan(
                        PostgresServer.connections(),
                        "select n, case when n >= 7 then pg_sleep(600)::text end as slept from generate_series(1, 9) n",
                        (isGiven ? options.partitionBy("n", 3, 1, 9) : options.partitionBy("n", 3)).build())
                .using(Execution.builder().cancellation(token).build());
        Thread canceller = once(SLEEPS, token::cancel);
        assertThatThrownBy(() -> rows.write(
                        Csv.to(directory.resolve("out.csv")), Checkpoint.at(directory.resolve("job.checkpoint"))))
                .isInstanceOf(CancelledException.class);
        canceller.join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsItToo(boolean copies) throws InterruptedException {
        CountedConnections connections = new CountedConnections(PostgresServer.connections());
        Thread reading = Thread.currentThread();
        Thread interrupting = once(SLEEPS, reading::interrupt);
        assertThatThrownBy(() -> JdbcScanTest.rows(slow(connections, 1, copies)))
                .isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        interrupting.join();
        assertThat(connections.open).hasValue(0);
    }

    @Test
    void listenersAreToldByTheThreadThatReads() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Pipeline rows = Jdbc.scan(
                        PostgresServer.connections(),
                        "select n, pg_sleep(0.1)::text as s from generate_series(1, 10) n")
                .using(Execution.builder()
                        .progress(progress -> threads.add(Thread.currentThread().getName()))
                        .build());
        assertThat(JdbcScanTest.rows(rows)).hasSize(10);
        assertThat(threads).isNotEmpty().noneMatch(name -> name.contains("watch"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRowThatWaitsForAnotherTransactionIsGivenUp(boolean copies) throws SQLException, InterruptedException {
        Connections connections = PostgresServer.connections();
        JdbcScanTest.run(connections, "drop table if exists taken", "create table taken (id bigint primary key)");
        CancellationToken token = new CancellationToken();
        CountedConnections counted = new CountedConnections(connections);
        try (Connection other = connections.open();
                Statement insert = other.createStatement()) {
            other.setAutoCommit(false);
            insert.execute("insert into taken values (5)");
            Thread canceller = once("select from pg_locks where not granted", token::cancel);
            Pipeline rows = Pipeline.from(
                            LongStream.range(0, 10).mapToObj(Item::new).toList(), Item.class)
                    .using(Execution.builder().cancellation(token).build());
            assertThatThrownBy(() -> rows.write(Jdbc.to(
                            counted,
                            "taken",
                            JdbcWriteOptions.builder().copy(copies).build())))
                    .isInstanceOf(CancelledException.class);
            canceller.join();
        }
        assertThat(counted.open).hasValue(0);
    }
}
