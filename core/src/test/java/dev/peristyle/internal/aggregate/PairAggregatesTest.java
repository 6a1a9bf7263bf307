package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.random.Seeds;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Aggregates of two columns, of each type beside another, in one go, in parts and merged, against the oracle. */
class PairAggregatesTest {

    static final List<String> NAMES = AggregateRegistry.names().stream()
            .filter(name -> AggregateRegistry.named(name).outputType(List.of(DataType.DOUBLE, DataType.DOUBLE)) != null)
            .toList();

    private static List<DataType> types() {
        return AllTypes.LIST;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeBesideAnother(DataType type) {
        Random random = Seeds.random(type.toString().hashCode());
        for (DataType other : List.of(DataType.DOUBLE, DataType.STRING, DataType.decimal(30, 4))) {
            double nulls = random.nextBoolean() ? 0.3 : 0;
            agrees(random.nextBoolean() ? List.of(type, other) : List.of(other, type), nulls, random);
        }
    }

    private static void agrees(List<DataType> types, double nulls, Random random) {
        DataType first = types.get(0);
        DataType second = types.get(1);
        int groups = 1 + random.nextInt(20);
        int variety = 1 + random.nextInt(100);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 150; row++) {
            // few values, so that there are ties
            Random values = Seeds.fixed(random.nextInt(variety));
            List<Object> cells = new ArrayList<>(List.of(random.nextInt(groups)));
            cells.add(random.nextDouble() < nulls ? null : RandomValues.of(first, random));
            cells.add(random.nextDouble() < nulls ? null : RandomValues.of(second, values));
            rows.add(cells);
        }
        Schema schema = BoxedChunk.schema(DataType.INT, first, second);
        boolean sharing = random.nextBoolean();
        List<BoundAggregate> aggregates = new ArrayList<>();
        List<Integer> arguments = new ArrayList<>(List.of(-1));
        aggregates.add(AggregateRegistry.bind("count", List.of(), "rows"));
        for (String name : NAMES) {
            if (AggregateRegistry.named(name).outputType(List.of(first, second)) != null) {
                BoundAggregate bound = AggregateRegistry.bind(name, List.of(first, second), name);
                aggregates.add(sharing ? bound.withArgumentNumbers(List.of(1, 2)) : bound);
                arguments.addAll(List.of(1, 2));
            }
        }
        aggregates.add(AggregateRegistry.bind("max", second, "max"));
        arguments.add(2);
        int[] positions = arguments.stream().mapToInt(Integer::intValue).toArray();
        GroupingRun run = new GroupingRun(schema, 1, aggregates, positions);
        List<List<Object>> expected = AggregateOracle.group(rows, 1, aggregates, positions);
        GroupingRun.assertSame(run.inOneGo(rows), expected);
        GroupingRun.assertSame(run.outOfOrder(rows, random), expected);
        GroupingRun.assertSame(run.inParts(rows, 1 + random.nextInt(3), 1L << 26, random), expected);
        GroupingRun.assertSame(run.merged(rows, 1 + random.nextInt(8), random), expected);
    }

    /** Far from zero, where the sums of products themselves would keep no digit of what they differ by. */
    @Test
    void staysExactFarFromZeroAndHasTheSameBitsInAnyOrder() {
        Random random = Seeds.random(11);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 3000; row++) {
            double x = random.nextGaussian() / 3;
            rows.add(List.of(row % 7, 1e9 + x, 4e9 - x + random.nextGaussian() / 7));
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        List<Integer> arguments = new ArrayList<>();
        for (String name : List.of("covariancePopulation", "covarianceSample", "correlation")) {
            aggregates.add(AggregateRegistry.bind(name, List.of(DataType.DOUBLE, DataType.DOUBLE), name));
            arguments.addAll(List.of(1, 2));
        }
        for (String name : List.of("skewness", "kurtosis", "product")) {
            aggregates.add(AggregateRegistry.bind(name, DataType.DOUBLE, name));
            arguments.add(1);
        }
        int[] positions = arguments.stream().mapToInt(Integer::intValue).toArray();
        GroupingRun run = new GroupingRun(
                BoxedChunk.schema(DataType.INT, DataType.DOUBLE, DataType.DOUBLE), 1, aggregates, positions);
        List<List<Object>> expected = run.inOneGo(rows);
        GroupingRun.assertSame(expected, AggregateOracle.group(rows, 1, aggregates, positions));
        for (int count : new int[] {1, 2, 8}) {
            assertThat(run.merged(rows, count, random)).isEqualTo(expected);
            assertThat(run.inParts(rows, count, 1L << 26, random)).isEqualTo(expected);
        }
    }

    /** What rounding leaves of a difference that is 0 would be another one in another order. */
    @Test
    void isZeroWhereNothingIsLeft() {
        List<List<Object>> rows = new ArrayList<>();
        for (int row : IntStream.range(0, 400).toArray()) {
            // each of x and y symmetric, in all four combinations
            rows.add(List.of(0.1 * (row % 2 == 0 ? 1 : -1), 0.7 * (row / 2 % 2 == 0 ? 1 : -1)));
        }
        List<BoundAggregate> aggregates = List.of(
                AggregateRegistry.bind("correlation", List.of(DataType.DOUBLE, DataType.DOUBLE), "r"),
                AggregateRegistry.bind("skewness", DataType.DOUBLE, "s"));
        GroupingRun run = new GroupingRun(
                BoxedChunk.schema(DataType.DOUBLE, DataType.DOUBLE), 0, aggregates, new int[] {0, 1, 0});
        Random random = Seeds.random(2);
        assertThat(run.merged(rows, 3, random)).isEqualTo(List.of(List.of(0.0, 0.0)));
    }

    @Test
    void takesFirstRowsWhereTheOrderIsEqual() {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 1000; row++) {
            rows.add(List.of(row, row < 10 ? 5 : row % 3));
        }
        List<BoundAggregate> aggregates = List.of(
                AggregateRegistry.bind("argMin", List.of(DataType.INT, DataType.INT), "low"),
                AggregateRegistry.bind("argMax", List.of(DataType.INT, DataType.INT), "high"));
        GroupingRun run =
                new GroupingRun(BoxedChunk.schema(DataType.INT, DataType.INT), 0, aggregates, new int[] {0, 1, 0, 1});
        for (int count = 1; count < 9; count++) {
            assertThat(run.merged(rows, count, Seeds.random(count))).isEqualTo(List.of(List.of(12, 0)));
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> AggregateRegistry.bind("correlation", List.of(DataType.INT, DataType.STRING), "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'c': correlation is not defined for int and string, only for two numbers");
        assertThatThrownBy(() -> AggregateRegistry.bind("sum", List.of(DataType.INT, DataType.INT), "s"))
                .hasMessageContaining("sum is not defined for int and int");
    }
}
