package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write we read, value for value. */
class ColumnFileScanTest {
    private static final long PLENTY = 256 << 20;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static Pipeline scan(Path file, Schema schema, WindowMode mode, int threads) {
        Pipeline pipeline = ColumnFile.scan(file, schema.names(), mode)
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build());
        assertThat(pipeline.schema()).isEqualTo(schema);
        return pipeline;
    }

    private static void assertRows(Pipeline pipeline, List<Object[]> expected) {
        try (Table table = pipeline.collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), expected);
        }
    }

    @ParameterizedTest
    @EnumSource(WindowMode.class)
    void everyTypeComesBack(WindowMode mode) {
        Schema schema = BoxedRows.everyType();
        Path file = directory.resolve("rows.arrow");
        for (int rowCount : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 1000}) {
            for (double nullShare : new double[] {0, 0.3, 1}) {
                List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, random);
                ColumnFiles.write(file, schema, rows, PLENTY, 300, random);
                assertRows(scan(file, schema, mode, 1 + random.nextInt(3)), rows);
            }
        }
    }

    static Stream<DataType> types() {
        return AllTypes.LIST.stream();
    }

    /** Filters leave gaps, at the beginning of a chunk and in it, and the columns that are read for them are gathered too. */
    @ParameterizedTest
    @MethodSource("types")
    void filteredRowsAreGathered(DataType type) {
        Schema schema = Schema.builder()
                .add("id", DataType.INT)
                .add("value", type)
                .add("other", DataType.DOUBLE)
                .build();
        List<Object[]> rows = BoxedRows.random(schema, 5000, 0.2, random);
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row)[0] = row;
        }
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, rows, 400_000, 700, random);
        for (WindowMode mode : WindowMode.values()) {
            Pipeline all = scan(file, schema, mode, 2);
            assertRows(all.filter(col("id").modulo(7).eq(3)), kept(rows, row -> (Integer) row[0] % 7 == 3));
            assertRows(
                    all.filter(col("value").isNull().not()).filter(col("id").ge(1001)),
                    kept(rows, row -> row[1] != null && (Integer) row[0] >= 1001));
            assertRows(
                    all.filter(col("value").isNull().and(col("other").gt(0))),
                    kept(rows, row -> row[1] == null && row[2] != null && !((Double) row[2] <= 0)));
        }
    }

    private static List<Object[]> kept(List<Object[]> rows, Predicate<Object[]> condition) {
        return rows.stream().filter(condition).toList();
    }

    @ParameterizedTest
    @EnumSource(WindowMode.class)
    void longTextsMakeShortChunks(WindowMode mode) {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("flag", DataType.BOOLEAN)
                .add("text", DataType.STRING)
                .add("bytes", DataType.BINARY)
                .build();
        List<Object[]> rows = BoxedRows.random(schema, 600, 0.1, random);
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row)[0] = (long) row;
            if (rows.get(row)[2] != null && row % 3 == 0) {
                rows.get(row)[2] = "t".repeat(random.nextInt(row % 100 == 0 ? 600_000 : 9000));
            }
            if (rows.get(row)[3] != null && row % 5 == 0) {
                rows.get(row)[3] = new byte[random.nextInt(20_000)];
            }
        }
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, rows, PLENTY, 100, random);
        Execution little = Execution.builder().threads(1).memoryLimit(4 << 20).build();
        assertRows(scan(file, schema, mode, 1), rows);
        assertRows(
                scan(file, schema, mode, 2).filter(col("id").modulo(3).eq(0)),
                kept(rows, row -> (Long) row[0] % 3 == 0));
        long[] next = {0};
        scan(file, schema, mode, 1).using(little).forEach(row -> {
            Object[] expected = rows.get((int) next[0]++);
            assertThat(row.get(2)).isEqualTo(expected[2]);
            assertThat(row.get(1)).isEqualTo(expected[1]);
        });
        assertThat(next[0]).isEqualTo(600);
    }

    @Test
    void countReadsTheFooterOnly() {
        Schema schema = Schema.builder().add("a", DataType.LONG).build();
        Path file = directory.resolve("rows.arrow");
        ColumnFiles.write(file, schema, BoxedRows.random(schema, 300_000, 0, random), PLENTY, 5000, random);
        assertThat(ColumnFile.scan(file).count()).isEqualTo(300_000);
    }

    @Test
    void aFileIsCopiedByAPipeline() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.2, random);
        Path file = directory.resolve("rows.arrow");
        Path copy = directory.resolve("copy.arrow");
        ColumnFiles.write(file, schema, rows, PLENTY, 1000, random);
        ColumnFile.scan(file).write(ColumnFile.to(copy));
        assertRows(ColumnFile.scan(copy), rows);
    }
}
