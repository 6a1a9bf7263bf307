package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit: sums in their type, groups in the limit, calls in the life of an aggregator. */
class GroupAggregatorLimitsTest {

    private static List<List<Object>> column(Object... values) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object value : values) {
            List<Object> row = new ArrayList<>();
            row.add(value);
            rows.add(row);
        }
        return rows;
    }

    private static GroupingRun aggregates(DataType type, boolean withExtreme, AggregateKind... kinds) {
        List<BoundAggregate> bound = new ArrayList<>();
        for (AggregateKind kind : kinds) {
            bound.add(AggregateBinder.bind(kind, type, kind.method()).withArgumentNumber(0));
        }
        if (withExtreme) {
            // another state holds the sum when an extreme is wanted too
            bound.add(AggregateBinder.bind(AggregateKind.MAX, type, "max").withArgumentNumber(0));
        }
        return new GroupingRun(BoxedChunk.schema(type), 0, bound, new int[bound.size()]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSumBeyondALongIsAnError(boolean withExtreme) {
        GroupingRun run = aggregates(DataType.LONG, withExtreme, AggregateKind.SUM);
        assertThatThrownBy(() -> run.inOneGo(column(Long.MAX_VALUE, 1L)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("'sum'")
                .hasMessageContaining("9223372036854775808")
                .hasMessageContaining("long");
        assertThatThrownBy(() -> run.inOneGo(column(Long.MIN_VALUE, -1L)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("-9223372036854775809");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSumMayLeaveTheRangeOnItsWay(boolean withExtreme) {
        GroupingRun run = aggregates(DataType.LONG, withExtreme, AggregateKind.SUM, AggregateKind.MEAN);
        List<List<Object>> rows = column(
                Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 13L);
        assertThat(run.inOneGo(rows).get(0).subList(0, 2)).isEqualTo(List.of(10L, 10.0 / 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 500})
    void sumsOfExtremeValuesAreExactForAnyNumberOfGroups(int groups) {
        DataType type = DataType.LONG;
        List<BoundAggregate> bound = List.of(AggregateBinder.bind(AggregateKind.MEAN, type, "mean"));
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            long value = row / groups % 2 == 0 ? Long.MAX_VALUE - row : Long.MIN_VALUE + 2L * row;
            rows.add(List.of(row % groups, row > 3000 ? Long.MIN_VALUE : value));
        }
        GroupingRun run = new GroupingRun(BoxedChunk.schema(DataType.INT, type), 1, bound, new int[] {1});
        assertThat(run.inOneGo(rows)).isEqualTo(AggregateOracle.group(rows, 1, bound, new int[] {1}));
    }

    @Test
    void aSumOfDecimalsBeyondSixtyFourBitsIsAnError() {
        GroupingRun run = aggregates(DataType.decimal(18, 2), false, AggregateKind.SUM);
        long digits = 999_999_999_999_999_999L;
        Object[] nine = {digits, digits, digits, digits, digits, digits, digits, digits, digits};
        assertThat(run.inOneGo(column(nine))).isEqualTo(column(9 * digits));
        Object[] ten = {digits, digits, digits, digits, digits, digits, digits, digits, digits, digits};
        assertThatThrownBy(() -> run.inOneGo(column(ten)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("99999999999999999.90")
                .hasMessageContaining("decimal(18,2)");
    }

    @Test
    void infinitiesAndNotANumberPassThroughSums() {
        GroupingRun run = aggregates(DataType.DOUBLE, true, AggregateKind.SUM, AggregateKind.MIN);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(run.inOneGo(column(1.0, infinity, 2.0))).isEqualTo(List.of(List.of(infinity, 1.0, infinity)));
        assertThat(run.inOneGo(column(infinity, -infinity)).get(0).get(0)).isEqualTo(Double.NaN);
        assertThat(run.inOneGo(column(1.0, Double.NaN))).isEqualTo(List.of(List.of(Double.NaN, 1.0, Double.NaN)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 500})
    void sumsOfDoublesKeepWhatRoundingLosesForAnyNumberOfGroups(int groups) {
        DataType type = DataType.DOUBLE;
        double[] values = {1.0, 0x1p300, 1.0, -0x1p300};
        List<BoundAggregate> bound = List.of(AggregateBinder.bind(AggregateKind.SUM, type, "sum"));
        List<List<Object>> rows = new ArrayList<>();
        // each group's values come in this order at every distance that a loop may be unrolled by
        for (int row = 0; row < 4 * 4 * groups * 2; row++) {
            rows.add(List.of(row / 4 % groups, values[row / (4 * groups) % 4]));
        }
        GroupingRun run = new GroupingRun(BoxedChunk.schema(DataType.INT, type), 1, bound, new int[] {1});
        List<List<Object>> expected = AggregateOracle.group(rows, 1, bound, new int[] {1});
        assertThat(expected.get(0).get(1)).isEqualTo(16.0);
        assertThat(run.inOneGo(rows)).isEqualTo(expected);
    }

    @Test
    void variancesAreExactFarFromZero() {
        GroupingRun run = aggregates(DataType.DOUBLE, false, AggregateKind.VARIANCE, AggregateKind.STDDEV);
        assertThat(run.inOneGo(column(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)))
                .isEqualTo(List.of(List.of(30.0, Math.sqrt(30))));
        assertThat(run.inOneGo(column(0.1, 0.1, 0.1))).isEqualTo(List.of(List.of(0.0, 0.0)));
        assertThat(run.inOneGo(column(5.0)).get(0)).containsOnlyNulls();
    }

    @Test
    void withoutKeysNoRowsMakeOneGroup() {
        GroupingRun run = aggregates(DataType.INT, false, AggregateKind.COUNT, AggregateKind.SUM, AggregateKind.FIRST);
        assertThat(run.inOneGo(List.of()).get(0)).containsExactly(0L, null, null);
        assertThat(run.merged(List.of(), 3, new Random(1)).get(0)).containsExactly(0L, null, null);
    }

    @ParameterizedTest
    @EnumSource(
            value = AggregateKind.class,
            names = {"SUM", "MEAN", "VARIANCE", "STDDEV"})
    void arithmeticOfTextIsRefusedWhenBound(AggregateKind kind) {
        assertThatThrownBy(() -> AggregateBinder.bind(kind, DataType.STRING, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(kind.method())
                .hasMessageContaining("string")
                .hasMessageContaining("cast");
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 3000, 10_000, 40_000, 200_000, 1_000_000})
    void theLimitIsNamedWithOperatorGroupsAndSetting(long limit) {
        Schema schema = BoxedChunk.schema(DataType.STRING, DataType.INT, DataType.DOUBLE);
        List<BoundAggregate> bound = List.of(
                AggregateBinder.bind(AggregateKind.COUNT_DISTINCT, DataType.DOUBLE, "a"),
                AggregateBinder.bind(AggregateKind.LAST, DataType.DOUBLE, "b"),
                AggregateBinder.bind(AggregateKind.SUM, DataType.DOUBLE, "c"));
        MemoryPool inputs = MemoryPool.builder("inputs").build();
        MemoryPool pool = MemoryPool.create("test", limit);
        List<Field> keys = schema.fields().subList(0, 2);
        assertThatThrownBy(() -> {
                    try (GroupAggregator aggregator = new GroupAggregator(pool, "groupBy", keys, bound)) {
                        for (int chunk = 0; chunk < 200; chunk++) {
                            accumulate(inputs, schema, aggregator, chunk);
                        }
                    }
                })
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageStartingWith("groupBy holds ")
                .hasMessageContaining(" groups")
                .hasMessageContaining("limit of " + limit + " bytes")
                .hasMessageContaining("Execution.memoryLimit")
                .hasMessageContaining("cannot spill");
        assertThat(pool.used()).isZero();
        pool.close();
        inputs.close();
    }

    private static void accumulate(MemoryPool pool, Schema schema, GroupAggregator aggregator, int chunk) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            int number = chunk * 100 + row;
            rows.add(List.of("key " + number, number % 7, number / 2.0));
        }
        try (BoxedChunk boxed = new BoxedChunk(pool, schema, rows)) {
            Column[] arguments = {boxed.column(2), boxed.column(2), boxed.column(2)};
            aggregator.accumulate(rows.size(), boxed.columns(0, 2), arguments, 100L * chunk);
        }
    }

    @Test
    void distinctIsNamedToo() {
        try (MemoryPool pool = MemoryPool.create("test", 100)) {
            assertThatThrownBy(() -> new GroupAggregator(
                            pool, "distinct", List.of(new Field("key", DataType.STRING)), List.of()))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageStartingWith("distinct holds 0 groups");
        }
    }

    @Test
    void useAfterCloseIsAnException() {
        try (MemoryPool pool = MemoryPool.builder("test").build()) {
            GroupAggregator aggregator = new GroupAggregator(
                    pool, "groupBy", List.of(), List.of(AggregateBinder.bind(AggregateKind.COUNT, null, "rows")));
            Chunk chunk = aggregator.nextOutput();
            aggregator.close();
            aggregator.close();
            assertThat(chunk.rowCount()).isZero();
            assertThatThrownBy(aggregator::nextOutput).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> aggregator.accumulate(1, new Column[0], new Column[1], 0))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> aggregator.merge(aggregator)).isInstanceOf(IllegalStateException.class);
        }
    }
}
