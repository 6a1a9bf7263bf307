package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes rows through the sink, as a run does it. */
final class ColumnFiles {

    private ColumnFiles() {}

    /** A run with so much memory. */
    record Run(MemoryPool memory) implements RunContext {
        @Override
        public int threads() {
            return 1;
        }

        @Override
        public Path temporaryDirectory() {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }

        @Override
        public void advance(long bytes, long rows) {}
    }

    /**
     * Writes rows in chunks of random sizes.
     *
     * @param limit of the memory, the chunks not counted
     * @param chunkRows rows of a chunk at most
     * @return into how many parts encoders divided them
     */
    static int write(Path file, Schema schema, List<Object[]> rows, long limit, int chunkRows, Random random) {
        return write(ColumnFile.to(file), schema, rows, limit, chunkRows, random);
    }

    /** As above, to any end of a pipeline. */
    static int write(Sink sink, Schema schema, List<Object[]> rows, long limit, int chunkRows, Random random) {
        int parts = 0;
        try (MemoryPool input = MemoryPool.create("chunks", 1L << 30);
                MemoryPool pool = MemoryPool.builder("output")
                        .limit(limit)
                        .fillWith((byte) 0x5A)
                        .traceAllocations(true)
                        .build();
                ChunkFixture fixture = new ChunkFixture(input, schema);
                SinkWriter writer = sink.open(schema, new Run(pool));
                SinkWriter.Encoder encoder = writer.encoder(pool)) {
            for (int from = 0; from < rows.size(); ) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(chunkRows));
                Chunk chunk = fixture.chunk(rows.subList(from, to));
                for (int row = 0; row < chunk.rowCount(); parts++) {
                    int end = encoder.encode(chunk, row);
                    if (end == row) {
                        assertThat(encoder.size()).isPositive();
                        writer.append(encoder);
                    }
                    row = end;
                }
                if (random.nextInt(3) == 0) {
                    writer.append(encoder);
                    assertThat(encoder.size()).isZero();
                }
                from = to;
            }
            writer.append(encoder);
            writer.commit();
        }
        return parts;
    }

    static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual.toArray(Object[][]::new)).isDeepEqualTo(expected.toArray(Object[][]::new));
    }
}
