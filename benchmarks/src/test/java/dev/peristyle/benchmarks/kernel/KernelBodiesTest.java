package dev.peristyle.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

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

    @ParameterizedTest
    @EnumSource(NumberColumn.Operation.class)
    void bothLoopsOverColumnsGiveTheSame(NumberColumn.Operation operation) {
        for (int values : new int[] {1, 63, 16_384, 50_001}) {
            double[] results = new double[2];
            for (Form form : Form.values()) {
                NumberColumn column = new NumberColumn();
                column.values = values;
                column.operation = operation;
                column.form = form;
                column.fill();
                Read read = new Read();
                results[form.ordinal()] = new ColumnKernelBenchmark().loop(column, read);
                assertThat(read.bytes).isGreaterThanOrEqualTo(8L * values);
                column.free();
            }
            assertThat(results[0]).isCloseTo(results[1], withinPercentage(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(MapBenchmark.Square.class)
    void functionsOfUsersAndBuiltInOnesGiveTheSame(MapBenchmark.Square square) {
        MapBenchmark benchmark = new MapBenchmark();
        benchmark.square = square;
        benchmark.fill();
        double last = 4095 * 0.37;
        assertThat(benchmark.squares()).isEqualTo(last * last);
        benchmark.free();
    }

    @ParameterizedTest
    @EnumSource(ArrayOperands.Operation.class)
    void allArraysGiveTheSame(ArrayOperands.Operation operation) {
        for (int length : new int[] {1, 1000, 20_001}) {
            double[] results = new double[3];
            for (ArrayOperands.Form form : ArrayOperands.Form.values()) {
                ArrayOperands arrays = new ArrayOperands();
                arrays.length = length;
                arrays.operation = operation;
                arrays.form = form;
                arrays.fill();
                results[form.ordinal()] = new ArrayBenchmark().operation(arrays);
                arrays.free();
            }
            assertThat(results[0]).isCloseTo(results[1], withinPercentage(1e-9));
            assertThat(results[2]).isEqualTo(results[1]);
        }
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.Operation.class)
    void bothGroupingsGiveTheSame(KeyColumn.Operation operation) {
        for (int groups : new int[] {4, 413}) {
            double[] results = new double[2];
            for (Form form : Form.values()) {
                KeyColumn column = new KeyColumn();
                column.groups = groups;
                column.operation = operation;
                column.form = form;
                column.fill();
                results[form.ordinal()] = new GroupBenchmark().group(column);
                column.free();
            }
            assertThat(results[0]).as("%d groups", groups).isEqualTo(results[1]);
        }
    }

    @Test
    void refusesOtherKernelsThanPromised() {
        Kernels.check(null, "scalar");
        Kernels.check("vector", "vector 256");
        assertThatThrownBy(() -> Kernels.check("vector", "scalar")).hasMessageContaining("vector");
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
