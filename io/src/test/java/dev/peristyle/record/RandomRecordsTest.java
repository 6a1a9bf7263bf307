package dev.peristyle.record;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.internal.fixedwidth.FixedWidthSource;
import dev.peristyle.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that plain Java has written are read value for value and written byte for byte: random layouts, with
 * {@code -Dperistyle.test.layouts=500} more of them.
 */
class RandomRecordsTest {

    private static final int LAYOUTS = Integer.getInteger("peristyle.test.layouts", 12);

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Pipeline scan(RandomRecords records, WindowMode mode, int window, int threads) throws IOException {
        Path file = Files.write(directory.resolve("in.bin"), records.file);
        return Pipeline.from(new FixedWidthSource(
                        List.of(file), records.layout.format(), records.layout.extent(), mode, window))
                .using(Execution.builder()
                        .threads(threads)
                        .traceAllocations(true)
                        .build());
    }

    private static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual.toArray(Object[][]::new)).isDeepEqualTo(expected.toArray(Object[][]::new));
    }

    @Test
    void everyKindOfFieldAlone() throws IOException {
        Random random = Seeds.fresh();
        for (RandomField field : RandomField.all(random)) {
            // one field fills the record or does not, so that it is shown where it is or taken out
            for (int repeat = 0; repeat < 2; repeat++) {
                check(new RandomRecords(List.of(field), 150, random), random);
            }
        }
    }

    @Test
    void manyFieldsInAnyOrder() throws IOException {
        Random random = Seeds.fresh();
        for (int layout = 0; layout < LAYOUTS; layout++) {
            List<RandomField> fields = new ArrayList<>();
            for (int left = 1 + random.nextInt(12); left > 0; left--) {
                fields.add(RandomField.any(random));
            }
            int rows = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(2000);
            check(new RandomRecords(fields, rows, random), random);
        }
    }

    private void check(RandomRecords records, Random random) throws IOException {
        int threads = List.of(1, 2, 8).get(random.nextInt(3));
        WindowMode mode = random.nextBoolean() ? WindowMode.READ : WindowMode.MAP;
        int window = 1 + random.nextInt(mode == WindowMode.MAP ? 20_000 : 3_000);
        Pipeline scan = scan(records, mode, window, threads);
        assertSame(RandomRecords.read(scan), records.rows);
        assertThat(scan.count()).isEqualTo(records.rows.size());
        filtered(scan, records, random);
        written(scan, records);
    }

    private static void filtered(Pipeline scan, RandomRecords records, Random random) {
        List<String> names = records.layout.schema().names();
        int present = random.nextInt(names.size());
        int shown = random.nextInt(names.size());
        assertSame(
                RandomRecords.read(
                        scan.filter(col(names.get(present)).isNull().not()).select(names.get(shown))),
                records.rows.stream()
                        .filter(row -> row[present] != null)
                        .map(row -> new Object[] {row[shown]})
                        .toList());
        assertSame(
                RandomRecords.read(scan.filter(col(names.get(present)).isNull())),
                records.rows.stream().filter(row -> row[present] == null).toList());
    }

    private void written(Pipeline scan, RandomRecords records) throws IOException {
        Path out = directory.resolve("out.bin");
        scan.write(BinaryRecords.to(out, records.layout, records.header, records.footer));
        assertThat(Files.readAllBytes(out)).isEqualTo(records.file);
        if (records.header.length == 0 && records.footer.length == 0) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            scan.write(BinaryRecords.to(stream, records.layout));
            assertThat(stream.toByteArray()).isEqualTo(records.file);
        }
    }

    @Test
    void rowsAreTheSameWithAnyNumberOfThreadsAndAnyWindow() throws IOException {
        Random random = Seeds.fresh();
        RandomRecords records = new RandomRecords(RandomField.all(random), 500, random);
        for (WindowMode mode : WindowMode.values()) {
            for (int window : new int[] {1, 64, 999, 100_000, 0}) {
                for (int threads : new int[] {1, 2, 8}) {
                    if (mode == WindowMode.READ || window >= 64) {
                        assertSame(RandomRecords.read(scan(records, mode, window, threads)), records.rows);
                    }
                }
            }
        }
    }
}
