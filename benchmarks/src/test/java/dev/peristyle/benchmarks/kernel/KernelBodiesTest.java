package dev.peristyle.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.benchmarks.JobState.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every benchmark of a single loop once in both forms: they do the same. */
class KernelBodiesTest {
    @ParameterizedTest
    @EnumSource(StructureScanBenchmark.Text.Kind.class)
    void bothScansFindTheSameEnds(StructureScanBenchmark.Text.Kind kind) throws Exception {
        int[] ends = new int[2];
        for (Form form : Form.values()) {
            StructureScanBenchmark.Text text = new StructureScanBenchmark.Text();
            text.kind = kind;
            text.form = form;
            text.load();
            ends[form.ordinal()] = new StructureScanBenchmark().scan(text, new Read());
            text.free();
        }
        assertThat(ends[0]).isEqualTo(ends[1]).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @EnumSource(TextColumn.Type.class)
    void bothParsesGiveTheSameValues(TextColumn.Type type) {
        TextColumn kernel = parsed(type, Form.kernel);
        TextColumn plain = parsed(type, Form.plain);
        for (int row = 0; row < TextColumn.ROWS; row++) {
            assertThat(kernel.value(row)).as("row %d", row).isEqualTo(plain.value(row));
        }
        kernel.free();
        plain.free();
    }

    private static TextColumn parsed(TextColumn.Type type, Form form) {
        TextColumn column = new TextColumn();
        column.type = type;
        column.form = form;
        column.fill();
        assertThat(new ParseBenchmark().parse(column)).isEqualTo(-1);
        return column;
    }

    @ParameterizedTest
    @EnumSource(ValueColumn.Type.class)
    void bothFormatsWriteTheSameNumbers(ValueColumn.Type type) {
        String[] kernel = formatted(type, Form.kernel);
        String[] plain = formatted(type, Form.plain);
        assertThat(kernel).hasSameSizeAs(plain).hasSize(ValueColumn.ROWS);
        for (int row = 0; row < kernel.length; row++) {
            if (type == ValueColumn.Type.product || type == ValueColumn.Type.price) {
                // older JDKs do not write the shortest text of a double
                assertThat(Double.parseDouble(kernel[row])).isEqualTo(Double.parseDouble(plain[row]));
            } else {
                assertThat(kernel[row]).isEqualTo(plain[row]);
            }
        }
    }

    private static String[] formatted(ValueColumn.Type type, Form form) {
        ValueColumn column = new ValueColumn();
        column.type = type;
        column.form = form;
        column.fill();
        String text = column.text(new FormatBenchmark().format(column));
        column.free();
        return text.split("\n");
    }

    @Test
    void allSumsAndCopiesAreRight() {
        MemoryBandwidthBenchmark benchmark = new MemoryBandwidthBenchmark();
        MemoryBandwidthBenchmark.Arrays arrays = new MemoryBandwidthBenchmark.Arrays();
        arrays.values = 1000;
        arrays.fill();
        MemoryBandwidthBenchmark.Memory memory = new MemoryBandwidthBenchmark.Memory();
        memory.values = 1000;
        memory.fill();
        Read read = new Read();
        assertThat(benchmark.sumArray(arrays, read)).isEqualTo(499_500);
        assertThat(benchmark.sumMemory(memory, read)).isEqualTo(499_500);
        assertThat(benchmark.copyArray(arrays, read)).startsWith(0, 1).endsWith(998, 999);
        assertThat(benchmark.copyMemory(memory, read)).isEqualTo(999);
        assertThat(read.bytes).isEqualTo(4 * 8000);
        memory.free();
    }
}
