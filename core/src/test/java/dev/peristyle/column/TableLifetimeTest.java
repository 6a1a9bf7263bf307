package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A table that many threads read and any of them closes. Thousands of rounds with {@code -Dperistyle.lifetime.rounds=10000}; a
 * mistake here ends the JVM rather than the test.
 */
class TableLifetimeTest {

    private static final int ROUNDS = Integer.getInteger("peristyle.lifetime.rounds", 1000);
    private static final int ROWS = 1000;
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("text", DataType.STRING)
            .build();

    private enum Access {
        COLUMNS {
            @Override
            long sum(Table table) {
                TableColumn id = table.column("id");
                TableColumn text = table.column("text");
                long sum = 0;
                for (long row = 0; row < id.rowCount(); row++) {
                    sum += id.getLong(row);
                    check(text.getString(row), row);
                }
                return sum;
            }
        },
        NUMBERS {
            @Override
            long sum(Table table) {
                TableColumn id = table.column("id");
                long sum = 0;
                for (int again = 0; again < 20; again++) {
                    sum = 0;
                    for (long row = 0; row < ROWS; row++) {
                        sum += id.getLong(row);
                    }
                }
                return sum;
            }
        },
        ROWS_OF_TABLE {
            @Override
            long sum(Table table) {
                long sum = 0;
                UnsafeBuffer view = new UnsafeBuffer(0, 0);
                for (RowView row : table) {
                    sum += row.getLong(0);
                    row.view(1, view);
                    check(view.getStringWithoutLengthUtf8(0, view.capacity()), row.rowNumber());
                }
                return sum;
            }
        },
        CHUNKS {
            @Override
            long sum(Table table) {
                long sum = 0;
                try (ChunkIterator chunks = table.chunks()) {
                    while (chunks.next()) {
                        LongColumn id = chunks.chunk().longs("id");
                        StringColumn text = chunks.chunk().strings("text");
                        for (int row = 0; row < id.rowCount(); row++) {
                            sum += id.get(row);
                            check(text.get(row), id.get(row));
                        }
                    }
                }
                return sum;
            }
        },
        SLICES {
            @Override
            long sum(Table table) {
                try (Table slice = table.slice(0, ROWS)) {
                    return COLUMNS.sum(slice);
                }
            }
        };

        abstract long sum(Table table);

        static void check(String text, long row) {
            assertThat(text).isEqualTo("text of " + row);
        }
    }

    private MemoryPool pool;
    private Chunk chunk;
    private ChunkFixture fixture;
    private final ExecutorService readers = Executors.newFixedThreadPool(3, run -> new Thread(run, "reader"));

    @BeforeEach
    void open() {
        pool = MemoryPool.builder("test").fillWith((byte) 0x55).build();
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < ROWS; row++) {
            rows.add(new Object[] {row, "text of " + row});
        }
        fixture = new ChunkFixture(pool, SCHEMA);
        chunk = fixture.chunk(rows);
    }

    @AfterEach
    void close() throws InterruptedException {
        readers.shutdown();
        assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        fixture.close();
        pool.close();
    }

    private Table table() {
        try (TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
            builder.append(chunk);
            return builder.build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isClosedByAnyThreadWhileOthersRead(Access access) throws Exception {
        long held = pool.used();
        long expected = (long) ROWS * (ROWS - 1) / 2;
        for (int round = 0; round < ROUNDS; round++) {
            Table table = table();
            Phaser start = new Phaser(4);
            List<Future<Long>> sums = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                boolean closes = reader == round % 4;
                sums.add(readers.submit(() -> {
                    start.arriveAndAwaitAdvance();
                    long sum = access.sum(table);
                    if (closes) {
                        table.close();
                    }
                    return sum;
                }));
            }
            start.arriveAndAwaitAdvance();
            if (round % 4 == 3) {
                table.close();
            }
            for (Future<Long> sum : sums) {
                try {
                    assertThat(sum.get(1, TimeUnit.MINUTES))
                            .as("round %s", round)
                            .isEqualTo(expected);
                } catch (java.util.concurrent.ExecutionException closed) {
                    assertThat(closed.getCause())
                            .as("round %s", round)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("closed");
                }
            }
            table.close();
            assertThat(pool.used()).as("round %s", round).isEqualTo(held);
        }
    }

    @Test
    void countsNoRowsOnceItIsClosed() {
        Table table = table();
        TableColumn id = table.column("id");
        table.close();
        assertThatThrownBy(table::rowCount).hasMessageContaining("closed");
        assertThatThrownBy(id::rowCount).hasMessageContaining("'id'").hasMessageContaining("closed");
        assertThatThrownBy(() -> id.getLong(0)).hasMessageContaining("closed");
        assertThat(table).hasToString("closed table " + SCHEMA);
    }

    @Test
    void manyShortLivedThreadsReadIt() throws InterruptedException {
        try (Table table = table()) {
            TableColumn id = table.column("id");
            for (int number = 0; number < 500; number++) {
                int row = number;
                long[] read = new long[1];
                Thread thread = new Thread(() -> read[0] = id.getLong(row));
                thread.start();
                thread.join();
                assertThat(read[0]).isEqualTo(row);
            }
        }
    }
}
