package dev.peristyle.internal.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written whose footer would not be read. */
class MetadataLimitTest {
    private static final long MEMORY = 2 << 20;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** Writes rows until the end or an error, with batches of 64 KB. */
    private static void write(Path file, Schema schema, List<Object[]> rows, int maxMetadataBytes) {
        try (MemoryPool input = MemoryPool.create("chunks", 1L << 30);
                MemoryPool pool = MemoryPool.create("output", MEMORY);
                ChunkFixture fixture = new ChunkFixture(input, schema);
                SinkWriter writer = ColumnFileWriter.create(
                        OutputFile.create(file),
                        schema,
                        pool,
                        FileSettings.DEFAULTS,
                        new DictionaryColumns(schema, Set.of(), pool),
                        maxMetadataBytes);
                SinkWriter.Encoder encoder = writer.encoder(pool)) {
            for (int from = 0; from < rows.size(); from += 500) {
                encoder.encode(fixture.chunk(rows.subList(from, Math.min(rows.size(), from + 500))), 0);
                writer.append(encoder);
            }
            writer.commit();
        }
    }

    private static int footerBytes(Path file) {
        try (FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(file), 0)) {
            FileMetadata metadata = FileMetadata.read(ranges);
            assertThat(metadata.batches()).hasSizeGreaterThan(10);
            return (int) (metadata.file().size() - FileLayout.TAIL_BYTES - metadata.footerStart());
        }
    }

    @Test
    void aFooterThatWouldBeTooLongIsAnErrorWhileThereIsMoreToWrite() throws IOException {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 10_000, 0.1, random);
        Path file = directory.resolve("rows.arrow");
        write(file, schema, rows, FileMetadata.MAX_METADATA_BYTES);
        int bytes = footerBytes(file);
        // what is counted beforehand is a little more than what it is in the end
        Path same = directory.resolve("same.arrow");
        write(same, schema, rows, bytes + 6000);
        assertThat(same).hasSameBinaryContentAs(file);
        Files.delete(same);
        for (int limit : new int[] {bytes - 1, bytes / 2, 1000}) {
            assertThatThrownBy(() -> write(same, schema, rows, limit))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("cannot write " + same)
                    .hasMessageContaining("its footer would have more than the " + limit + " bytes that are read")
                    .hasMessageContaining("raise the memory limit");
            assertThat(same).doesNotExist();
        }
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void namesCountToo() {
        Schema.Builder schema = Schema.builder();
        for (int column = 0; column < 100; column++) {
            schema.add("x".repeat(100) + column, DataType.INT);
        }
        Path file = directory.resolve("rows.arrow");
        assertThatThrownBy(() -> write(file, schema.build(), List.of(), 10_000))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("after 0 batches of 100 columns");
        assertThat(directory).isEmptyDirectory();
    }
}
