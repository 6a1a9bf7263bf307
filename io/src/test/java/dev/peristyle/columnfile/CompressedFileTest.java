package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that are compressed: Arrow Java reads them, and so do we, whatever is wrong with them. */
class CompressedFileTest {
    private static final long PLENTY = 256 << 20;

    /** As in {@link DamagedFileTest}. */
    private static final int FLIPS = Integer.getInteger("peristyle.test.flips", 4000);

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Path file() {
        return directory.resolve("rows.arrow");
    }

    private static ColumnFileWriteOptions with(BatchCompression compression) {
        return ColumnFileWriteOptions.builder().compression(compression).build();
    }

    private void write(BatchCompression compression, Schema schema, List<Object[]> rows, long limit) {
        ColumnFiles.write(ColumnFile.to(file(), with(compression)), schema, rows, limit, 100, random);
    }

    private static List<Object[]> rows(Pipeline pipeline) {
        try (Table table = pipeline.collect()) {
            return BoxedRows.of(table);
        }
    }

    @ParameterizedTest
    @EnumSource(value = BatchCompression.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyTypeIsReadByArrowAndByUs(BatchCompression compression) throws IOException {
        Schema schema = BoxedRows.everyType();
        for (int count : new int[] {0, 1, 64, 300}) {
            for (double nullShare : new double[] {0, 0.3, 1}) {
                List<Object[]> rows = BoxedRows.random(schema, count, nullShare, random);
                write(compression, schema, rows, PLENTY);
                ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
                for (WindowMode mode : WindowMode.values()) {
                    ColumnFiles.assertSame(rows(ColumnFile.scan(file(), schema.names(), mode)), rows);
                }
                assertThat(ColumnFile.verify(file())).isEqualTo(Files.size(file()));
            }
        }
    }

    /** Values that repeat become smaller, values of chance do not and are stored. */
    @ParameterizedTest
    @EnumSource(value = BatchCompression.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatDoesNotBecomeSmallerIsStored(BatchCompression compression) throws IOException {
        Schema schema = Schema.builder()
                .add("same", DataType.LONG)
                .add("chance", DataType.LONG)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 20_000; row++) {
            rows.add(new Object[] {row / 1000L, random.nextLong()});
        }
        write(compression, schema, rows, PLENTY);
        assertThat(Files.size(file())).isBetween(160_000L, 180_000L);
        ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
        ColumnFiles.assertSame(rows(ColumnFile.scan(file())), rows);
        List<Object[]> some = rows(ColumnFile.scan(file()).filter(col("same").eq(7)));
        ColumnFiles.assertSame(some, rows.subList(7000, 8000));
        assertThat(ColumnFile.compression(file())).isEqualTo(compression);
        assertThat(ColumnFile.scan(file()).explain())
                .contains("compressed with " + compression.name().toLowerCase(Locale.ROOT));
    }

    /** Batches are whole ones of some rows, and readers begin in them where filters leave them. */
    @Test
    void manyBatchesAreReadByManyThreadsInSmallMemory() {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("name", DataType.STRING)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < 60_000; row++) {
            rows.add(new Object[] {row, "name of the row " + row % 50});
        }
        write(BatchCompression.ZSTD, schema, rows, 4 << 20);
        Execution small = Execution.builder().threads(4).memoryLimit(4 << 20).build();
        assertThat(ColumnFile.scan(file())
                        .using(small)
                        .filter(col("name").eq("name of the row 7"))
                        .count())
                .isEqualTo(1200);
        ColumnFiles.assertSame(
                rows(ColumnFile.scan(file())
                        .filter(col("id").ge(31_234).and(col("id").lt(31_999)))),
                rows.subList(31_234, 31_999));
    }

    /** Where there is no memory to compress, batches are as they are, and all rows are there. */
    @Test
    void withoutMemoryToCompressRowsAreWrittenAsTheyAre() throws IOException {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 50; row++) {
            rows.add(new Object[] {"x".repeat(60_000)});
        }
        write(BatchCompression.LZ4, schema, rows, 300_000);
        ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
    }

    @Test
    void rowsAreAddedWithAnotherCompression() throws IOException {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = new ArrayList<>();
        for (BatchCompression compression : BatchCompression.values()) {
            List<Object[]> more = BoxedRows.random(schema, 300, 0.2, random);
            ColumnFiles.write(ColumnFile.append(file(), with(compression)), schema, more, PLENTY, 100, random);
            rows.addAll(more);
        }
        ColumnFiles.assertSame(ArrowFiles.read(file(), new ArrayList<>()), rows);
        ColumnFiles.assertSame(rows(ColumnFile.scan(file())), rows);
        assertThat(ColumnFile.verify(file())).isEqualTo(Files.size(file()));
    }

    /** A body that is damaged gives rows or an error that says where, and {@code verify} finds every bit. */
    @ParameterizedTest
    @EnumSource(value = BatchCompression.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyBitThatIsAnotherIsFound(BatchCompression compression) throws IOException {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("name", DataType.STRING)
                .add("flag", DataType.BOOLEAN)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (long row = 0; row < 300; row++) {
            rows.add(new Object[] {row / 10, row % 7 == 0 ? null : "name " + row % 9, row % 50 == 0});
        }
        write(compression, schema, rows, PLENTY);
        byte[] whole = Files.readAllBytes(file());
        int errors = 0;
        for (int attempt = 0; attempt < FLIPS / 10; attempt++) {
            byte[] damaged = whole.clone();
            // what is before the footer
            int at = 8 + random.nextInt(whole.length / 2);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), damaged);
            assertThatThrownBy(() -> ColumnFile.verify(file()))
                    .as("byte %s", at)
                    .isInstanceOf(MalformedDataException.class);
            try {
                Execution small =
                        Execution.builder().threads(1).memoryLimit(16 << 20).build();
                rows(ColumnFile.scan(file(), schema.names(), attempt % 2 == 0 ? WindowMode.READ : WindowMode.MAP)
                        .using(small));
            } catch (MalformedDataException known) {
                errors++;
                assertThat(known.getMessage()).contains(file().toString());
                assertThat(known.getMessage()).contains("batch 0");
            } catch (PeristyleException known) {
                assertThat(known.getMessage()).contains(file().toString());
            }
        }
        assertThat(errors).isGreaterThan(FLIPS / 100);
    }

    @Test
    void aBatchThatHasNoRoomIsAnErrorOfMemory() {
        Schema schema = Schema.builder().add("a", DataType.STRING).build();
        write(BatchCompression.ZSTD, schema, List.of(new Object[][] {{"a".repeat(8 << 20)}}), PLENTY);
        assertThatThrownBy(() -> ColumnFile.scan(file())
                        .using(Execution.builder().memoryLimit(4 << 20).build())
                        .forEach(row -> {}))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("column file: a, decompressed");
    }
}
