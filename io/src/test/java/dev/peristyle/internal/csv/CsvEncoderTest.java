package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ChunkBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** Chunks become the same bytes with room for all of their rows at once and with room for a few of them. */
class CsvEncoderTest {

    private static final Schema SCHEMA =
            Schema.builder().add("n", DataType.LONG).add("s", DataType.STRING).build();
    private static final int ROWS = 1000;

    @Test
    void aChunkIsTakenInPartsWhereMemoryIsShort() {
        Random random = Seeds.fresh();
        try (MemoryPool source = MemoryPool.create("source", 16 << 20);
                ChunkBuilder rows = new ChunkBuilder(SCHEMA, ROWS, source, "rows")) {
            StringBuilder expected = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                String text = "x".repeat(random.nextInt(20)) + "\"".repeat(random.nextInt(2) * random.nextInt(200));
                rows.integers("n").add(row);
                rows.bytes("s").add(text);
                expected.append(row).append(',').append(quoted(text)).append('\n');
            }
            rows.build(ROWS);
            int most = 0;
            for (long limit : new long[] {1 << 20, 200_000, 100_000, 20_000, 2_000}) {
                StringBuilder actual = new StringBuilder();
                int parts = parts(rows.chunk(), limit, actual);
                assertThat(actual).as("limit %s", limit).hasToString(expected.toString());
                assertThat(parts).as("limit %s", limit).isGreaterThanOrEqualTo(most);
                most = parts;
            }
            assertThat(parts(rows.chunk(), 1 << 20, new StringBuilder())).isEqualTo(1);
            assertThat(most).isGreaterThan(100);
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Empties the encoder when it has no more room. Returns how often. */
    private static int parts(Chunk chunk, long limit, StringBuilder into) {
        int parts = 0;
        try (MemoryPool pool = MemoryPool.create("test", limit);
                CsvEncoder encoder = new CsvEncoder(WriteSettings.plain(',', '"', true), SCHEMA, pool)) {
            int row = 0;
            while (row < chunk.rowCount()) {
                long before = encoder.size();
                int end = encoder.encode(chunk, row);
                if (end == row) {
                    assertThat(before).as("what is held by who adds no row").isPositive();
                    assertThat(encoder.size()).isEqualTo(before);
                }
                if (end == row || end == chunk.rowCount()) {
                    take(encoder, into);
                    parts++;
                }
                row = end;
            }
        }
        return parts;
    }

    private static void take(CsvEncoder encoder, StringBuilder into) {
        byte[] bytes = new byte[(int) encoder.size()];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(encoder.address() + position);
        }
        into.append(new String(bytes, StandardCharsets.UTF_8));
        encoder.clear();
    }

    @Test
    void onlyARowThatDoesNotFitIsAnErrorWhichSaysSo() {
        try (MemoryPool pool = MemoryPool.create("test", 64 << 10);
                MemoryPool source = MemoryPool.create("source", 1 << 20);
                ChunkBuilder rows = new ChunkBuilder(SCHEMA, 2, source, "rows");
                CsvEncoder encoder = new CsvEncoder(WriteSettings.plain(',', '"', true), SCHEMA, pool)) {
            rows.integers("n").add(1);
            rows.bytes("s").add("short");
            rows.integers("n").add(2);
            rows.bytes("s").add("long".repeat(4_000));
            rows.build(2);
            try (OffHeapBuffer other = pool.allocate(40 << 10, "something else")) {
                assertThat(other.capacity()).isPositive();
                assertThat(encoder.encode(rows.chunk(), 0)).isEqualTo(1);
                encoder.clear();
                assertThatThrownBy(() -> encoder.encode(rows.chunk(), 1))
                        .isInstanceOf(MemoryLimitException.class)
                        .hasMessageContaining("csv: there is no room for a single row, which takes up to 32")
                        .hasMessageContaining("Execution.memoryLimit")
                        .hasMessageContaining("something else: ");
            }
            assertThat(encoder.encode(rows.chunk(), 1)).isEqualTo(2);
        }
    }
}
