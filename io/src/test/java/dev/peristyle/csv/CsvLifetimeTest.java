package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.StringColumn;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may use and close what reads a file. Thousands of rounds with {@code -Dperistyle.lifetime.rounds=10000}; a mistake here
 * ends the JVM rather than the test.
 */
class CsvLifetimeTest {

    private static final int ROUNDS = Integer.getInteger("peristyle.lifetime.rounds", 250);
    private static final int ROWS = 2000;

    /** Reads all rows with what it is given and returns the sum of the ids; closes nothing. */
    private interface Reading {
        AutoCloseable open(Pipeline rows);

        long sum(AutoCloseable opened);
    }

    private enum Kind implements Reading {
        CURSOR {
            @Override
            public AutoCloseable open(Pipeline rows) {
                return rows.rows();
            }

            @Override
            public long sum(AutoCloseable opened) {
                RowCursor row = (RowCursor) opened;
                long sum = 0;
                while (row.next()) {
                    sum += row.getLong("id");
                    assertThat(row.getString("text")).isEqualTo(text(row.getLong(0)));
                }
                return sum;
            }
        },
        CHUNKS {
            @Override
            public AutoCloseable open(Pipeline rows) {
                return rows.chunks();
            }

            @Override
            public long sum(AutoCloseable opened) {
                ChunkIterator chunks = (ChunkIterator) opened;
                long sum = 0;
                while (chunks.next()) {
                    LongColumn id = chunks.chunk().longs("id");
                    StringColumn text = chunks.chunk().strings("text");
                    for (int row = 0; row < id.rowCount(); row++) {
                        sum += id.get(row);
                        assertThat(text.get(row)).isEqualTo(text(id.get(row)));
                    }
                }
                return sum;
            }
        },
        STREAM {
            @Override
            public AutoCloseable open(Pipeline rows) {
                return rows.stream(Numbered.class);
            }

            @Override
            @SuppressWarnings("unchecked")
            public long sum(AutoCloseable opened) {
                return ((Stream<Numbered>) opened)
                        .mapToLong(row -> {
                            assertThat(row.text).isEqualTo(text(row.id));
                            return row.id;
                        })
                        .sum();
            }
        }
    }

    private record Numbered(long id, String text) {}

    @TempDir
    Path directory;

    private Path file;
    private final ExecutorService others = Executors.newFixedThreadPool(3, run -> new Thread(run, "other"));

    private static String text(long id) {
        return "text of " + id;
    }

    @BeforeEach
    void write() throws IOException {
        StringBuilder content = new StringBuilder("id,text\n");
        for (long id = 0; id < ROWS; id++) {
            content.append(id).append(',').append(text(id)).append('\n');
        }
        file = Files.writeString(directory.resolve("rows.csv"), content);
    }

    @AfterEach
    void everythingIsGivenBack() throws InterruptedException {
        others.shutdown();
        assertThat(others.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Pipeline rows(WindowMode mode, int threads) {
        CsvOptions options = CsvOptions.builder().windows(mode).build();
        return Csv.scan(file, options)
                .using(Execution.builder().threads(threads).build());
    }

    @ParameterizedTest
    @CsvSource({
        "CURSOR, READ, 1", "CURSOR, MAP, 1", "CURSOR, READ, 2",
        "CHUNKS, READ, 1", "CHUNKS, MAP, 1", "CHUNKS, READ, 2",
        "STREAM, READ, 1", "STREAM, MAP, 1", "STREAM, READ, 2"
    })
    void whatAThreadReadsNoOtherCanClose(Kind kind, WindowMode mode, int threads) throws Exception {
        Pipeline rows = rows(mode, threads);
        for (int round = 0; round < ROUNDS / 3 + 1; round++) {
            AutoCloseable opened = kind.open(rows);
            Phaser start = new Phaser(3);
            Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();
            List<Future<?>> closers = new ArrayList<>();
            for (int closer = 0; closer < 2; closer++) {
                closers.add(others.submit(() -> {
                    start.arriveAndAwaitAdvance();
                    try {
                        opened.close();
                    } catch (Exception refusal) {
                        refusals.add(refusal);
                    }
                }));
            }
            long sum = -1;
            try (opened) {
                start.arriveAndAwaitAdvance();
                sum = kind.sum(opened);
            } catch (IllegalStateException refusal) {
                // another thread was the first to use it, and so to close it
                assertThat(refusal).hasMessageMatching("(?s).*(is closed|belongs to thread|or closed).*");
            }
            for (Future<?> closer : closers) {
                closer.get(1, TimeUnit.MINUTES);
            }
            assertThat(sum).as("round %s", round).isIn(-1L, (long) ROWS * (ROWS - 1) / 2);
            assertThat(refusals)
                    .as("round %s", round)
                    .allSatisfy(refusal -> assertThat(refusal)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll("belongs to thread", "Execution.cancellation"));
            opened.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCursorThatThreadsShareBelongsToOneOfThem(int threads) throws Exception {
        for (int round = 0; round < ROUNDS / 10 + 1; round++) {
            RowCursor shared = rows(WindowMode.READ, threads).rows();
            Phaser start = new Phaser(3);
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                readers.add(others.submit(() -> {
                    start.arriveAndAwaitAdvance();
                    try (shared) {
                        return Kind.CURSOR.sum(shared);
                    }
                }));
            }
            int owners = 0;
            for (Future<Long> reader : readers) {
                try {
                    assertThat(reader.get(1, TimeUnit.MINUTES)).isEqualTo((long) ROWS * (ROWS - 1) / 2);
                    owners++;
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused.getCause())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageMatching("(?s).*(belongs to thread 'other'|is closed).*");
                }
            }
            assertThat(owners).isEqualTo(1);
        }
    }

    @Test
    void columnsOfAChunkBelongToItsReader() throws Exception {
        try (ChunkIterator chunks = rows(WindowMode.READ, 1).chunks()) {
            assertThat(chunks.next()).isTrue();
            LongColumn id = chunks.chunk().longs("id");
            StringColumn text = chunks.chunk().strings("text");
            List<Runnable> uses = List.of(
                    () -> id.get(0),
                    () -> id.isNull(0),
                    id::rowCount,
                    id::valuesAddress,
                    () -> text.get(0),
                    chunks.chunk()::rowCount,
                    chunks::next,
                    chunks::chunk,
                    chunks::close);
            for (Runnable use : uses) {
                Future<?> other = others.submit(use);
                assertThatThrownBy(other::get).hasMessageContaining("belongs to thread");
            }
            assertThat(id.get(0)).isZero();
        }
    }

    @Test
    void aThreadHandsACursorOverAndOneThatEndsOwnsNothing() throws Exception {
        try (RowCursor row = rows(WindowMode.READ, 1).rows()) {
            assertThat(row.next()).isTrue();
            row.handOver();
            Thread second = new Thread(() -> {
                row.next();
                assertThat(row.getLong(0)).isEqualTo(1);
            });
            second.start();
            second.join();
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(2);
        }
    }

    @Test
    void aParallelStreamReadsEachRowOnce() {
        assertThat(rows(WindowMode.READ, 2).stream(Numbered.class)
                        .parallel()
                        .mapToLong(Numbered::id)
                        .sum())
                .isEqualTo((long) ROWS * (ROWS - 1) / 2);
        assertThat(rows(WindowMode.READ, 1).stream(Numbered.class)
                        .parallel()
                        .map(Numbered::id)
                        .toList())
                .hasSize(ROWS)
                .isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void streamsThatStopEarlyCloseThemselves(int threads) {
        int before = MemoryPool.openRoots().size();
        int threadsBefore = Thread.activeCount();
        Pipeline rows = rows(WindowMode.READ, threads);
        for (int round = 0; round < 500; round++) {
            assertThat(rows.stream(Numbered.class).findFirst()).contains(new Numbered(0, text(0)));
            assertThat(rows.stream(Numbered.class).limit(3).toList()).hasSize(3);
            assertThat(rows.stream(Numbered.class).mapToLong(Numbered::id).anyMatch(id -> id == 5))
                    .isTrue();
            assertThatThrownBy(() -> rows.stream(Numbered.class).forEach(row -> {
                        throw new IllegalArgumentException("stop");
                    }))
                    .hasMessage("stop");
        }
        assertThat(MemoryPool.openRoots()).hasSize(before);
        assertThat(Thread.activeCount()).isEqualTo(threadsBefore);
        assertThat(Resources.of(directory)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void textThatIsKeptStaysRight(WindowMode mode) {
        List<UnsafeBuffer> views = new ArrayList<>();
        List<UnsafeBuffer> cells = new ArrayList<>();
        CsvOptions tiny = CsvOptions.builder()
                .windows(mode)
                .windowSize(100)
                .maximumRecordSize(100)
                .build();
        try (ChunkIterator chunks = Csv.scan(file, tiny).chunks()) {
            while (chunks.next()) {
                StringColumn text = chunks.chunk().strings("text");
                for (int row = 0; row < text.rowCount(); row++) {
                    views.add(new UnsafeBuffer(0, 0));
                    text.view(row, views.get(views.size() - 1));
                }
            }
        }
        try (RowCursor row = Csv.scan(file, tiny).rows()) {
            while (row.next()) {
                cells.add(new UnsafeBuffer(0, 0));
                row.view(1, cells.get(cells.size() - 1));
            }
        }
        assertThat(views).hasSize(ROWS);
        for (int row = 0; row < ROWS; row++) {
            assertThat(views.get(row)
                            .getStringWithoutLengthUtf8(0, views.get(row).capacity()))
                    .isEqualTo(text(row));
            assertThat(cells.get(row)
                            .getStringWithoutLengthUtf8(0, cells.get(row).capacity()))
                    .isEqualTo(text(row));
        }
    }

    @Test
    void whatAListenerCannotPullAway() {
        RowCursor[] cursor = new RowCursor[1];
        List<Throwable> refusals = new ArrayList<>();
        Execution listening = Execution.builder()
                .threads(1)
                .progress(progress -> {
                    try {
                        cursor[0].close();
                    } catch (IllegalStateException refusal) {
                        refusals.add(refusal);
                    }
                })
                .build();
        try (RowCursor row = Csv.scan(file).using(listening).rows()) {
            cursor[0] = row;
            assertThat(Kind.CURSOR.sum(row)).isEqualTo((long) ROWS * (ROWS - 1) / 2);
        }
        assertThat(refusals)
                .isNotEmpty()
                .allSatisfy(refusal ->
                        assertThat(refusal).hasMessageContaining("cannot be closed by what its own next() calls"));
    }
}
