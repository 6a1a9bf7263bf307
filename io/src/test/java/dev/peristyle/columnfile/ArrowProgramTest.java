package dev.peristyle.columnfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PyArrow and Polars read what is written here, move its rows and write them again; what comes back is what was written. Skipped where
 * they are not installed.
 */
class ArrowProgramTest {

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    private static boolean isInstalled(String library) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import " + library)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private String python(String... lines) throws Exception {
        Process process = new ProcessBuilder("python3", "-c", String.join("\n", lines))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static void assertHolds(Path file, Schema schema, List<Object[]> rows) {
        try (Table table = ColumnFile.scan(file).collect()) {
            assertThat(table.schema()).isEqualTo(schema);
            ColumnFiles.assertSame(BoxedRows.of(table), rows);
        }
    }

    @Test
    void pyArrowReadsEveryTypeAndAFileThatWasAppendedTo() throws Exception {
        assumeTrue(isInstalled("pyarrow"), "PyArrow is installed");
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.2, random);
        ColumnFiles.write(directory.resolve("rows.arrow"), schema, rows, 2 << 20, 500, random);
        for (int time = 0; time < 2; time++) {
            ColumnFile.scan(directory.resolve("rows.arrow")).write(ColumnFile.append(directory.resolve("twice.arrow")));
        }
        assertThat(python(
                        "import pyarrow as pa",
                        "turned = list(range(2999, -1, -1))",
                        "t = pa.ipc.open_file('rows.arrow').read_all()",
                        "t.validate(full=True)",
                        "back = t.combine_chunks().take(turned).take(turned)",
                        "with pa.ipc.new_file('back.arrow', t.schema) as f: f.write_table(back, max_chunksize=700)",
                        "with pa.memory_map('twice.arrow') as m:",
                        "  twice = pa.ipc.open_file(m).read_all()",
                        "  twice.validate(full=True)",
                        "  with pa.ipc.new_file('doubled.arrow', t.schema) as f: f.write_table(twice.combine_chunks())",
                        "print(t.num_rows, twice.num_rows)"))
                .isEqualTo("3000 6000");
        assertHolds(directory.resolve("back.arrow"), schema, rows);
        List<Object[]> doubled = new ArrayList<>(rows);
        doubled.addAll(rows);
        assertHolds(directory.resolve("doubled.arrow"), schema, doubled);
    }

    @Test
    void whatPyArrowMakesOfPlainValuesIsRead() throws Exception {
        assumeTrue(isInstalled("pyarrow"), "PyArrow is installed");
        python(
                "import pyarrow as pa, datetime as d, decimal",
                "t = pa.table({",
                "  'i': pa.array([1, None, -3], pa.int16()),",
                "  's': pa.array(['a', None, '日本 and more than twelve'], pa.large_string()),",
                "  'v': pa.array(['a', None, '日本 and more than twelve'], pa.string_view()),",
                "  'k': pa.array(['x', 'y', 'x']).dictionary_encode(),",
                "  'd': pa.array([d.date(2026, 11, 30), None, d.date(1969, 12, 31)]),",
                "  'p': pa.array([decimal.Decimal('1.25'), None, decimal.Decimal('-0.50')], pa.decimal128(20, 2)),",
                "})",
                "with pa.ipc.new_file('made.arrow', t.schema) as f: f.write_table(t)");
        try (Table table = ColumnFile.scan(directory.resolve("made.arrow")).collect()) {
            List<Object[]> rows = BoxedRows.of(table);
            String text = "日本 and more than twelve";
            ColumnFiles.assertSame(
                    rows,
                    List.of(
                            new Object[] {(short) 1, "a", "a", "x", LocalDate.of(2026, 11, 30), new BigDecimal("1.25")},
                            new Object[] {null, null, null, "y", null, null},
                            new Object[] {
                                (short) -3, text, text, "x", LocalDate.of(1969, 12, 31), new BigDecimal("-0.50")
                            }));
        }
    }

    @Test
    void polarsReadsAndWritesWhatItHasTypesFor() throws Exception {
        assumeTrue(isInstalled("polars"), "Polars is installed");
        Schema schema = Schema.builder()
                .add("flag", DataType.BOOLEAN)
                .add("byte", DataType.BYTE)
                .add("long", DataType.LONG)
                .add("unsigned", DataType.UNSIGNED_INT)
                .add("float", DataType.FLOAT)
                .add("double", DataType.DOUBLE)
                .add("price", DataType.decimal(20, 4))
                .add("day", DataType.DATE)
                .add("time", DataType.time(Resolution.NANOS))
                .add("millis", new DataType.Timestamp(Resolution.MILLIS, true))
                .add("micros", new DataType.Timestamp(Resolution.MICROS, false))
                .add("took", DataType.duration(Resolution.MICROS))
                .add("name", DataType.STRING)
                .add("bytes", DataType.BINARY)
                .build();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.2, random);
        ColumnFiles.write(directory.resolve("rows.arrow"), schema, rows, 2 << 20, 500, random);
        assertThat(python(
                        "import polars as pl",
                        "t = pl.read_ipc('rows.arrow')",
                        "t.reverse().reverse().rechunk().write_ipc('back.arrow', compression='uncompressed')",
                        "print(t.height, pl.scan_ipc('rows.arrow').select(pl.col('long').count()).collect().item())"))
                .isEqualTo("3000 " + rows.stream().filter(row -> row[2] != null).count());
        try (Table table = ColumnFile.scan(directory.resolve("back.arrow")).collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), rows);
        }
    }
}
