package dev.peristyle.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SinkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memory is short, a chunk is written in parts, and the bytes are the same. */
class RecordPartsTest {

    @TempDir
    private Path directory;

    /** A run with so much memory. */
    private record Run(MemoryPool memory) implements RunContext {
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

    @Test
    void bytesAreTheSame() throws IOException {
        Random random = Seeds.fresh();
        RandomRecords records = new RandomRecords(RandomField.all(random), 1000, random);
        Path file = Files.write(directory.resolve("in.bin"), records.file);
        Pipeline scan = Pipeline.from(new FixedWidthSource(
                List.of(file), records.layout.format(), records.layout.extent(), WindowMode.READ, 0));
        int parts = 0;
        for (int limit : new int[] {40_000, 80_000, 1 << 20}) {
            Path out = directory.resolve("out.bin");
            try (MemoryPool pool = MemoryPool.create("short", limit);
                    SinkWriter writer = BinaryRecords.to(out, records.layout, records.header, records.footer)
                            .open(scan.schema(), new Run(pool));
                    SinkWriter.Encoder encoder = writer.encoder(pool);
                    ChunkIterator chunks = scan.chunks()) {
                while (chunks.next()) {
                    for (int row = 0; row < chunks.chunk().rowCount(); parts++) {
                        int end = encoder.encode(chunks.chunk(), row);
                        assertThat(end).isGreaterThanOrEqualTo(row);
                        if (end == row) {
                            assertThat(encoder.size()).isPositive();
                            writer.append(encoder);
                        }
                        row = end;
                    }
                }
                writer.append(encoder);
                writer.commit();
            }
            assertThat(out).hasBinaryContent(records.file);
        }
        assertThat(parts).isGreaterThan(30);
    }

    @Test
    void aRowThatHasNoRoomAtAllIsAnError() throws IOException {
        RecordLayout layout =
                RecordLayout.builder().field("f", 100_000, FieldType.int8()).build();
        Path file = Files.write(directory.resolve("in.bin"), new byte[100_001]);
        Pipeline scan = BinaryRecords.scan(file, layout);
        try (MemoryPool pool = MemoryPool.create("short", 50_000);
                SinkWriter writer =
                        BinaryRecords.to(new ByteArrayOutputStream(), layout).open(scan.schema(), new Run(pool));
                SinkWriter.Encoder encoder = writer.encoder(pool);
                ChunkIterator chunks = scan.chunks()) {
            assertThat(chunks.next()).isTrue();
            assertThatThrownBy(() -> encoder.encode(chunks.chunk(), 0)).isInstanceOf(MemoryLimitException.class);
        }
    }
}
