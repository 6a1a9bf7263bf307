package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.csv.Csv;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what Arrow Java reads, value for value. */
class ColumnFileWriterTest {
    private static final long PLENTY = 256 << 20;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static List<Object[]> read(Path file) throws IOException {
        return ArrowFiles.read(file, new ArrayList<>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000})
    void arrowReadsEveryType(int rowCount) throws IOException {
        Schema schema = BoxedRows.everyType();
        Path file = directory.resolve("rows.arrow");
        for (double nullShare : new double[] {0, 0.3, 1}) {
            List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, random);
            ColumnFiles.write(file, schema, rows, PLENTY, 100, random);
            ColumnFiles.assertSame(read(file), rows);
        }
    }

    static Stream<DataType> types() {
        return AllTypes.LIST.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachTypeIsThatOfTheTable(DataType type) throws IOException {
        Schema schema = Schema.builder().add("größe", type).build();
        Path file = directory.resolve("rows.arrow");
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.1, random);
        ColumnFiles.write(file, schema, rows, PLENTY, 1000, random);
        ColumnFiles.assertSame(read(file), rows);
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            Field field = reader.getVectorSchemaRoot().getSchema().getFields().get(0);
            assertThat(field.getName()).isEqualTo("größe");
            assertThat(field.isNullable()).isTrue();
            assertThat(field.getType()).isEqualTo(ArrowFiles.type(type));
        }
    }

    @Test
    void batchesAreCollectedAndBeginWithALine() throws IOException {
        Schema schema = Schema.builder()
                .add("a", DataType.LONG)
                .add("b", DataType.STRING)
                .build();
        List<Object[]> rows = BoxedRows.random(schema, 300_000, 0.01, random);
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, rows, PLENTY, 5000, random);
        List<Integer> batches = new ArrayList<>();
        ColumnFiles.assertSame(ArrowFiles.read(file, batches), rows);
        assertThat(batches)
                .hasSizeBetween(3, 4)
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(1 << 17));
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            assertThat(reader.getVectorSchemaRoot()).isNotNull();
            for (ArrowBlock block : reader.getRecordBlocks()) {
                assertThat(block.getOffset() % 64).isZero();
                assertThat((block.getOffset() + block.getMetadataLength()) % 64).isZero();
                assertThat(block.getBodyLength() % 64).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 250_000, 1 << 20})
    void whereMemoryIsShortChunksAreTakenInParts(long limit) throws IOException {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 2000, 0.1, random);
        Path file = directory.resolve("rows.arrow");
        int parts = ColumnFiles.write(file, schema, rows, limit, 700, random);
        ColumnFiles.assertSame(read(file), rows);
        assertThat(parts).isGreaterThan(limit < 1 << 20 ? 8 : 2);
    }

    @Test
    void aRowThatHasNoRoomAtAllIsAnError() {
        Schema schema = Schema.builder().add("a", DataType.STRING).build();
        List<Object[]> rows = List.of(new Object[][] {{"x".repeat(200_000)}});
        Path file = directory.resolve("rows.arrow");
        assertThatThrownBy(() -> ColumnFiles.write(file, schema, rows, 100_000, 1, random))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("no room for a single row");
        assertThat(file).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatStandsInRowsWithoutAValueIsNotWritten() throws IOException {
        // the fixture has garbage there, another one each time
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 500, 0.5, random);
        Path first = directory.resolve("first.arrow");
        Path second = directory.resolve("second.arrow");
        ColumnFiles.write(first, schema, rows, PLENTY, 500, Seeds.fixed(1));
        ColumnFiles.write(second, schema, rows, PLENTY, 500, Seeds.fixed(1));
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void aPipelineWritesOnAnyNumberOfThreads() throws IOException {
        StringBuilder text = new StringBuilder("id,name\n");
        for (int row = 0; row < 200_000; row++) {
            text.append(row).append(",name ").append(row % 100).append('\n');
        }
        Path csv = Files.writeString(directory.resolve("rows.csv"), text);
        for (int threads = 1; threads <= 3; threads++) {
            Path file = directory.resolve("rows.arrow");
            Pipeline rows =
                    Csv.scan(csv).using(Execution.builder().threads(threads).build());
            rows.write(ColumnFile.to(file));
            List<Object[]> read = read(file);
            assertThat(read).hasSize(200_000);
            for (int row = 0; row < read.size(); row++) {
                assertThat(read.get(row)).containsExactly((long) row, "name " + row % 100);
            }
        }
    }

    @Test
    void withoutACommitThereIsNoFileAndTheOldOneStays() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.arrow"), "old");
        Schema schema = Schema.builder().add("a", DataType.INT).build();
        try (MemoryPool pool = MemoryPool.create("test", PLENTY);
                ChunkFixture fixture = new ChunkFixture(pool, schema);
                SinkWriter writer = ColumnFile.to(file).open(schema, new ColumnFiles.Run(pool));
                SinkWriter.Encoder encoder = writer.encoder(pool)) {
            encoder.encode(fixture.chunk(List.of(new Object[] {1}, new Object[] {2})), 0);
            writer.append(encoder);
        }
        assertThat(file).hasContent("old");
        assertThat(directory.toFile().list()).containsExactly("rows.arrow");
    }

    @Test
    void whatCannotBeWrittenIsAnError() {
        Pipeline rows = Pipeline.from(
                new dev.peristyle.spi.RowsSource(10, new int[] {10}, dev.peristyle.spi.FilterSupport.NONE, false, 1));
        Path nowhere = directory.resolve("none/rows.arrow");
        assertThatThrownBy(() -> rows.write(ColumnFile.to(nowhere)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("none/rows.arrow");
        assertThatThrownBy(() -> ColumnFile.to(null)).hasMessageContaining("file");
        assertThat(ColumnFile.to(nowhere).describe()).isEqualTo("column file " + nowhere);
    }
}
