package dev.peristyle.internal.engine;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.first;
import static dev.peristyle.Aggregates.last;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.CancelledException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows, in the same order, with any number of threads, right and wrong guesses, failures and early ends. */
@Timeout(600)
class ParallelRunTest {

    private NumberedRows source;

    static Stream<Arguments> threadsAndGuesses() {
        return Stream.of(1, 2, 3, 8, 64)
                .flatMap(threads -> Stream.of("right", "wrong", "failing").map(guess -> Arguments.of(threads, guess)));
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(source.openReaders).hasValue(0);
        assertThat(source.openScans).hasValue(0);
    }

    private Pipeline pipeline(int threads, String guess) {
        return pipeline(new NumberedRows(13, 50, 8), threads, guess);
    }

    private Pipeline pipeline(NumberedRows rows, int threads, String guess) {
        source = rows;
        source.shifted = !guess.equals("right");
        source.failWhenMisplaced = guess.equals("failing");
        return Pipeline.from(source)
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void deliversAllRowsInOrder(int threads, String guess) {
        List<Long> ids = new ArrayList<>();
        try (RowCursor row = pipeline(threads, guess).rows()) {
            while (row.next()) {
                long id = row.getLong("id");
                ids.add(id);
                assertThat(row.isNull(1)).isEqualTo(id % 7 == 0);
                if (id % 7 != 0) {
                    assertThat(row.getString("text")).isEqualTo("row " + id);
                }
            }
        }
        assertThat(ids).isEqualTo(LongStream.range(0, source.rows).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void groupsAllRowsOnceAndInOrderOfAppearance(int threads, String guess) {
        Pipeline groups = pipeline(threads, guess)
                .with("rest", col("id").modulo(5))
                .groupBy("rest")
                .aggregate(
                        count().as("n"),
                        sum(col("id")).as("sum"),
                        min(col("id")).as("min"),
                        max(col("id")).as("max"),
                        first(col("id")).as("first"),
                        last(col("id")).as("last"));
        List<List<Long>> found = new ArrayList<>();
        groups.forEach(row -> found.add(LongStream.range(0, 7)
                .map(column -> row.getLong((int) column))
                .boxed()
                .toList()));
        List<List<Long>> expected = new ArrayList<>();
        for (long rest = 0; rest < 5; rest++) {
            long[] ids = LongStream.iterate(rest, id -> id < source.rows, id -> id + 5)
                    .toArray();
            long last = ids[ids.length - 1];
            expected.add(List.of(rest, (long) ids.length, LongStream.of(ids).sum(), rest, last, rest, last));
        }
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void writesAllRowsInOrder(int threads, String guess) {
        // with little memory an encoder takes chunks in parts
        for (int room : new int[] {Integer.MAX_VALUE, 3, 1}) {
            CollectingSink sink = new CollectingSink(room);
            assertThat(pipeline(threads, guess).write(sink)).isEqualTo(source.rows);
            assertThat(sink.ids)
                    .isEqualTo(LongStream.range(0, source.rows).boxed().toList());
            assertThat(sink.committed).isTrue();
        }
    }

    @Test
    void anEncoderThatAddsNothingIsAnError() {
        Pipeline pipeline = pipeline(1, "right");
        assertThatThrownBy(() -> pipeline.write(new CollectingSink(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an encoder that holds nothing has to add a row");
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void stopsAtALimit(int threads, String guess) {
        List<Long> ids = new ArrayList<>();
        pipeline(threads, guess).limit(70).forEach(row -> ids.add(row.getLong(0)));
        assertThat(ids).isEqualTo(LongStream.range(0, 70).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void reportsTheFirstFailureOfTheDataset(int threads, String guess) {
        Pipeline pipeline = pipeline(threads, guess);
        source.failAtRow = 333;
        assertThatThrownBy(pipeline::count).hasMessage("bad row 333");
        assertThatThrownBy(() -> pipeline.forEach(row -> {})).hasMessage("bad row 333");
        assertThatThrownBy(() -> pipeline.collect().close()).hasMessage("bad row 333");
        CollectingSink sink = new CollectingSink();
        assertThatThrownBy(() -> pipeline.write(sink)).hasMessage("bad row 333");
        assertThat(sink.committed).isFalse();
        assertThat(sink.closed).isTrue();
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void canBeLeftEarly(int threads, String guess) {
        try (ChunkIterator chunks = pipeline(threads, guess).chunks()) {
            assertThat(chunks.next()).isTrue();
            assertThat(chunks.chunk().longs("id").get(0)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void staysNearASlowConsumer(int threads, String guess) throws InterruptedException {
        try (ChunkIterator chunks =
                pipeline(new NumberedRows(1000, 16, 8), threads, guess).chunks()) {
            assertThat(chunks.next()).isTrue();
            int before = -1;
            while (source.chunksRead.get() > before) {
                before = source.chunksRead.get();
                Thread.sleep(50);
            }
            // two splits per thread, of three chunks at most
            assertThat(before).isLessThanOrEqualTo(6 * threads);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void goesOnWhereMemoryIsForAFewChunksOnly(int threads) throws InterruptedException {
        source = new NumberedRows(20, 4096, 64);
        long max = 1 << 17;
        Execution tight =
                Execution.builder().threads(threads).memoryLimit(8 * max).build();
        long rows = 0;
        try (ChunkIterator chunks = Pipeline.from(source).using(tight).chunks()) {
            while (chunks.next()) {
                if (rows == 0) {
                    Thread.sleep(100);
                    // what lies ready is under the limit, and each thread may hold one chunk more
                    assertThat(source.chunksRead.get() * 64 * 20).isLessThan((int) max + threads * 64 * 40);
                }
                rows += chunks.chunk().rowCount();
            }
        }
        assertThat(rows).isEqualTo(source.rows);
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void canBeCancelled(int threads, String guess) {
        CancellationToken token = new CancellationToken();
        Pipeline pipeline = pipeline(new NumberedRows(50, 1000, 8), threads, guess)
                .using(Execution.builder().threads(threads).cancellation(token).build());
        assertThatThrownBy(() -> pipeline.forEach(row -> {
                    if (row.getLong(0) == 777) {
                        token.cancel();
                    }
                }))
                .isInstanceOf(CancelledException.class);
        assertThatThrownBy(pipeline::count).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> pipeline.write(new CollectingSink())).isInstanceOf(CancelledException.class);
    }

    @ParameterizedTest
    @MethodSource("threadsAndGuesses")
    void aDatasetOfNoSplitsHasNoRows(int threads, String guess) {
        Pipeline pipeline = pipeline(new NumberedRows(0, 10, 10), threads, guess);
        assertThat(pipeline.count()).isZero();
        CollectingSink sink = new CollectingSink();
        assertThat(pipeline.write(sink)).isZero();
        assertThat(sink.committed).isTrue();
    }

    /** Remembers the ids that are appended. */
    private static final class CollectingSink implements Sink {

        private final List<Long> ids = new ArrayList<>();
        private final int room;
        private boolean committed;
        private boolean closed;

        CollectingSink() {
            this(Integer.MAX_VALUE);
        }

        CollectingSink(int room) {
            this.room = room;
        }

        @Override
        public String describe() {
            return "list";
        }

        @Override
        public SinkWriter open(Schema schema, RunContext context) {
            return new SinkWriter() {
                @Override
                public Encoder encoder(MemoryPool pool) {
                    return new ListEncoder(room);
                }

                @Override
                public void append(Encoder encoder) {
                    ids.addAll(((ListEncoder) encoder).held);
                    encoder.clear();
                }

                @Override
                public void commit() {
                    committed = true;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }

    private static final class ListEncoder implements SinkWriter.Encoder {

        private final List<Long> held = new ArrayList<>();
        private final int room;

        ListEncoder(int room) {
            this.room = room;
        }

        @Override
        public int encode(Chunk chunk, int from) {
            int row = from;
            while (row < chunk.rowCount() && held.size() < room) {
                held.add(chunk.longs("id").get(row++));
            }
            return row;
        }

        @Override
        public long size() {
            return held.size() * 100_000L;
        }

        @Override
        public void clear() {
            held.clear();
        }

        @Override
        public void close() {
            clear();
        }
    }
}
