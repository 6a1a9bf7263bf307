package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Column files that are written to a directory, and read again as one. */
class ColumnPartsTest {
    private static final int ROWS = 30_000;
    private static final String[] COUNTRIES = {"CH", "DE", null, "", "a/b=c%", "é"};
    private static final Schema FOLDERS = Schema.builder()
            .add("country", DataType.STRING)
            .add("month", DataType.INT)
            .build();

    private final Random random = Seeds.fresh();
    private final List<Object[]> all = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path input;

    /** Rows of which some stand together and some do not. */
    @BeforeEach
    void write() {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("country", DataType.STRING)
                .add("month", DataType.INT)
                .add("text", DataType.STRING)
                .build();
        String country = null;
        for (int row = 0; row < ROWS; row++) {
            if (random.nextInt(10) == 0) {
                country = COUNTRIES[random.nextInt(COUNTRIES.length)];
            }
            all.add(new Object[] {(long) row, country, 1 + row * 5 / ROWS, random.nextInt(9) == 0 ? null : "text " + row
            });
        }
        input = directory.resolve("input.arrow");
        ColumnFiles.write(input, schema, all, 16 << 20, 1000, random);
    }

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private void divide(Path out, Parts parts, ColumnFileWriteOptions options, int threads, long limit) {
        ColumnFile.scan(input)
                .using(Execution.builder().threads(threads).memoryLimit(limit).build())
                .write(ColumnFile.toDirectory(out, parts, options));
    }

    private static List<Object[]> rows(Pipeline pipeline) {
        try (Table table = pipeline.collect()) {
            return BoxedRows.of(table);
        }
    }

    /** What a directory holds, in the order of the input; the rows of each file are in it already. */
    private void check(Path out) {
        ColumnFiles.assertSame(
                rows(ColumnFile.scanDirectory(out, FOLDERS).sortBy(col("id")).select("id", "country", "month", "text")),
                all);
        long[] last = {-1};
        ColumnFile.scanDirectory(out, FOLDERS)
                .filter(col("country").eq("DE").and(col("month").eq(3)))
                .using(Execution.builder().threads(1).build())
                .forEach(row -> {
                    assertThat(row.getLong("id")).isGreaterThan(last[0]);
                    last[0] = row.getLong("id");
                });
        assertThat(last[0]).isNotNegative();
    }

    private static List<Path> files(Path out) throws IOException {
        try (Stream<Path> found = Files.walk(out)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void rowsAreDividedByTheValuesOfColumns() throws IOException {
        ColumnFileWriteOptions compressed = ColumnFileWriteOptions.builder()
                .compression(BatchCompression.LZ4)
                .dictionary("text")
                .build();
        int number = 0;
        for (int threads : new int[] {1, 3}) {
            for (long limit : new long[] {3 << 20, 64 << 20}) {
                Path out = directory.resolve("out" + number++);
                divide(
                        out,
                        Parts.by("country", "month"),
                        limit > 3 << 20 ? compressed : ColumnFileWriteOptions.defaults(),
                        threads,
                        limit);
                check(out);
                assertThat(files(out)).hasSize(COUNTRIES.length * 5);
                for (Path file : files(out)) {
                    assertThat(ColumnFile.verify(file)).isPositive();
                }
                assertThat(out.resolve("country=a%2Fb%3Dc%25/month=1/part-0.arrow"))
                        .exists();
                assertThat(out.resolve("country=__HIVE_DEFAULT_PARTITION__/month=5/part-0.arrow"))
                        .exists();
            }
        }
    }

    @Test
    void theNameOfAColumnMayBeginWithAnUnderscore() throws IOException {
        Path out = directory.resolve("out");
        ColumnFile.scan(input)
                .rename("month", "_month")
                .write(ColumnFile.toDirectory(out, Parts.by("_month"), ColumnFileWriteOptions.defaults()));
        for (String noData :
                new String[] {"_log/part-0.arrow", "_month=1/_log/part-0.arrow", "_month=1/_part=0.arrow"}) {
            Files.createDirectories(out.resolve(noData).getParent());
            Files.writeString(out.resolve(noData), "no data");
        }
        assertThat(ColumnFile.scanDirectory(out).schema().names()).containsExactly("id", "country", "text", "_month");
        assertThat(ColumnFile.scanDirectory(out).filter(col("_month").eq(3)).count())
                .isEqualTo(all.stream().filter(row -> row[2].equals(3)).count());
        assertThat(ColumnFile.scanDirectory(out).count()).isEqualTo(ROWS);
    }

    @Test
    void theNameOfAColumnMayBeginWithAPoint() {
        Path out = directory.resolve("out");
        ColumnFile.scan(input)
                .rename("month", ".month")
                .write(ColumnFile.toDirectory(out, Parts.by(".month"), ColumnFileWriteOptions.defaults()));
        assertThat(out.resolve("%2Emonth=1")).isDirectory();
        assertThat(ColumnFile.scanDirectory(out).schema().names()).containsExactly("id", "country", "text", ".month");
        assertThat(ColumnFile.scanDirectory(out).filter(col(".month").eq(3)).count())
                .isEqualTo(all.stream().filter(row -> row[2].equals(3)).count());
        assertThat(ColumnFile.scanDirectory(out).count()).isEqualTo(ROWS);
    }

    @Test
    void filesHaveSoManyRowsOrBytes() throws IOException {
        Path rows = directory.resolve("rows");
        divide(rows, Parts.by("country", "month").maxRows(300), ColumnFileWriteOptions.defaults(), 2, 64 << 20);
        check(rows);
        long most = 0;
        for (Path file : files(rows)) {
            most = Math.max(most, ColumnFile.scan(file).count());
        }
        assertThat(most).isBetween(200L, 300L);
        Path bytes = directory.resolve("bytes");
        divide(bytes, Parts.bytes(100_000), ColumnFileWriteOptions.defaults(), 2, 64 << 20);
        assertThat(files(bytes)).hasSizeGreaterThan(3);
        for (Path file : files(bytes)) {
            assertThat(Files.size(file)).isLessThan(600_000);
        }
        ColumnFiles.assertSame(rows(ColumnFile.scanDirectory(bytes).sortBy(col("id"))), all);
    }

    @Test
    void noRowsAreAFile() throws IOException {
        Path out = directory.resolve("none");
        ColumnFile.scan(input)
                .filter(col("id").lt(0))
                .write(ColumnFile.toDirectory(out, Parts.rows(10), ColumnFileWriteOptions.defaults()));
        assertThat(ColumnFile.scanDirectory(out).count()).isZero();
        Path by = directory.resolve("by");
        ColumnFile.scan(input)
                .filter(col("id").lt(0))
                .write(ColumnFile.toDirectory(by, Parts.by("country"), ColumnFileWriteOptions.defaults()));
        assertThat(files(by)).isEmpty();
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        Path out = directory.resolve("out");
        assertThatThrownBy(() -> ColumnFile.scan(input)
                        .with("bad", col("text").cast(DataType.INT))
                        .write(ColumnFile.toDirectory(out, Parts.by("month"), ColumnFileWriteOptions.defaults())))
                .isInstanceOf(PeristyleException.class);
        assertThatThrownBy(() ->
                        divide(out, Parts.by("id").maxPartitions(100), ColumnFileWriteOptions.defaults(), 2, 64 << 20))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("more than 100 directories");
        assertThatThrownBy(() -> divide(out, Parts.by("none"), ColumnFileWriteOptions.defaults(), 1, 64 << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be divided by");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(input);
        }
    }

    @Test
    void manyDirectoriesTakeLittleMemory() throws IOException {
        Path out = directory.resolve("many");
        ColumnFile.scan(input)
                .using(Execution.builder().threads(1).memoryLimit(16 << 20).build())
                .with("k", col("id").modulo(700))
                .write(ColumnFile.toDirectory(out, Parts.by("k"), ColumnFileWriteOptions.defaults()));
        assertThat(files(out)).hasSize(700);
        assertThat(ColumnFile.scanDirectory(out).filter(col("k").eq(699)).count())
                .isEqualTo(ROWS / 700);
    }
}
