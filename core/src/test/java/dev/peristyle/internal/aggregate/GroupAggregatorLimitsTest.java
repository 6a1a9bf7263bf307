package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.LongColumn;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static GroupingRun aggregates(DataType type, boolean withExtreme, String... kinds) {
        List<BoundAggregate> bound = new ArrayList<>();
        for (String kind : kinds) {
            bound.add(AggregateRegistry.bind(kind, type, kind).withArgumentNumber(0));
        }
        if (withExtreme) {
            // another state holds the sum when an extreme is wanted too
            bound.add(AggregateRegistry.bind("max", type, "max").withArgumentNumber(0));
        }
        return new GroupingRun(BoxedChunk.schema(type), 0, bound, new int[bound.size()]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSumBeyondALongIsAnError(boolean withExtreme) {
        GroupingRun run = aggregates(DataType.LONG, withExtreme, "sum");
        assertThatThrownBy(() -> run.inOneGo(column(Long.MAX_VALUE, 1L)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("'sum'")
                .hasMessageContaining("9223372036854775808")
                .hasMessageContaining("long");
        assertThatThrownBy(() -> run.inOneGo(column(Long.MIN_VALUE, -1L)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("-9223372036854775809");
    }

    /** Groups that have taken all but a little are shown in smaller chunks. */
    @Test
    void groupsThatFitAreShown() {
        Schema schema = BoxedChunk.schema(DataType.LONG);
        List<BoundAggregate> max =
                List.of(AggregateRegistry.bind("max", DataType.LONG, "max").withArgumentNumber(0));
        int groupCount = 4000;
        List<List<Object>> rows = new ArrayList<>();
        for (long row = 0; row < groupCount; row++) {
            rows.add(List.of(row));
        }
        // addresses and lengths of 4,000 groups and two columns of theirs are more than the first three
        for (long room : new long[] {8 << 10, 20 << 10, 60 << 10, 1 << 20}) {
            try (MemoryPool all = MemoryPool.create("all", 1 << 22);
                    BoxedChunk chunk = new BoxedChunk(all, schema, rows);
                    GroupAggregator groups = new GroupAggregator(all, "groupBy", schema.fields(), max)) {
                Column[] columns = {chunk.column(0)};
                groups.accumulate(groupCount, columns, columns, 0);
                long seen = 0;
                try (OffHeapBuffer others = all.allocate(all.available() - room, "others")) {
                    assertThat(others.capacity()).isPositive();
                    for (Chunk output = groups.nextOutput(); output != null; output = groups.nextOutput()) {
                        for (int row = 0; row < output.rowCount(); row++) {
                            assertThat(((LongColumn) output.column(0)).get(row)).isEqualTo(seen);
                            assertThat(((LongColumn) output.column(1)).get(row)).isEqualTo(seen++);
                        }
                    }
                }
                assertThat(seen).isEqualTo(groupCount);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSumMayLeaveTheRangeOnItsWay(boolean withExtreme) {
        GroupingRun run = aggregates(DataType.LONG, withExtreme, "sum", "mean");
        List<List<Object>> rows = column(
                Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, 13L);
        assertThat(run.inOneGo(rows).get(0).subList(0, 2)).isEqualTo(List.of(10L, 10.0 / 7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 500})
    void sumsOfExtremeValuesAreExactForAnyNumberOfGroups(int groups) {
        DataType type = DataType.LONG;
        List<BoundAggregate> bound = List.of(AggregateRegistry.bind("mean", type, "mean"));
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
        GroupingRun run = aggregates(DataType.decimal(18, 2), false, "sum");
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
    void aSumOfLongDecimalsUsesAllDigitsAndNoMore() {
        GroupingRun run = aggregates(DataType.decimal(38, 2), false, "sum", "mean");
        BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        assertThat(run.inOneGo(column(most.subtract(BigInteger.TEN), BigInteger.TEN))
                        .get(0)
                        .get(0))
                .isEqualTo(most);
        // the sum may leave 38 digits, and even 128 bits, on its way
        assertThat(run.inOneGo(column(most, most, most, most, most.negate(), most.negate(), most.negate()))
                        .get(0))
                .isEqualTo(List.of(
                        most,
                        new BigDecimal(most, 2)
                                .divide(BigDecimal.valueOf(7), MathContext.DECIMAL128)
                                .doubleValue()));
        for (int sign : new int[] {1, -1}) {
            BigInteger value = most.multiply(BigInteger.valueOf(sign));
            assertThatThrownBy(() -> run.inOneGo(column(value, BigInteger.valueOf(sign))))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("'sum'")
                    .hasMessageContaining("1000000000000000000000000000000000000.00")
                    .hasMessageContaining("38 digits of decimal(38,2)");
            assertThatThrownBy(() -> run.inOneGo(column(value, value, value, value)))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("3999999999999999999999999999999999999.96");
        }
    }

    @Test
    void aSumOfUnsignedLongsIsADecimal() {
        BigInteger most = new BigInteger("18446744073709551615");
        GroupingRun run = aggregates(DataType.UNSIGNED_LONG, true, "sum", "mean", "min");
        assertThat(run.inOneGo(column(most, most, most, BigInteger.ZERO)).get(0))
                .isEqualTo(List.of(
                        most.multiply(BigInteger.valueOf(3)), 0.75 * most.doubleValue(), BigInteger.ZERO, most));
        assertThat(AggregateRegistry.bind("sum", DataType.UNSIGNED_LONG, "sum").outputType())
                .isEqualTo(DataType.decimal(38, 0));
    }

    @Test
    void sumsOfNarrowIntegersAreLongs() {
        for (DataType type : List.of(
                DataType.BYTE,
                DataType.SHORT,
                DataType.INT,
                DataType.UNSIGNED_BYTE,
                DataType.UNSIGNED_SHORT,
                DataType.UNSIGNED_INT)) {
            assertThat(AggregateRegistry.bind("sum", type, "sum").outputType()).isEqualTo(DataType.LONG);
        }
    }

    @Test
    void aSumOfDurationsIsADurationOrAnError() {
        DataType type = DataType.duration(Resolution.NANOS);
        GroupingRun run = aggregates(type, false, "sum");
        assertThat(AggregateRegistry.bind("sum", type, "sum").outputType()).isEqualTo(type);
        assertThat(run.inOneGo(column(5L, null, -7L))).isEqualTo(column(-2L));
        assertThatThrownBy(() -> run.inOneGo(column(Long.MAX_VALUE, 1L)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("duration(ns)")
                .hasMessageEndingWith("Sum over smaller groups");
        assertThatThrownBy(() -> AggregateRegistry.bind("mean", type, "m")).hasMessageContaining("only for numbers");
    }

    @Test
    void variancesOfLongsAndDecimalsAreExactBeyondDoubles() {
        Object[] values = new Object[1000];
        List<Double> small = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            values[row] = 1_700_000_000_000_000_000L + row * 7919 % 300;
            small.add((double) (row * 7919 % 300));
        }
        double mean = small.stream().mapToDouble(value -> value).average().orElseThrow();
        double variance = small.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / 999;
        for (DataType type : List.of(DataType.LONG, DataType.decimal(18, 0))) {
            GroupingRun run = aggregates(type, false, "variance", "stddev");
            List<Object> result = run.inOneGo(column(values)).get(0);
            assertThat((double) result.get(0)).isCloseTo(variance, within(variance * 1e-14));
            assertThat((double) result.get(1)).isCloseTo(Math.sqrt(variance), within(1e-12));
            assertThat(run.merged(column(values), 8, Seeds.random(1))).isEqualTo(List.of(result));
        }
        GroupingRun two = aggregates(DataType.LONG, false, "variance");
        assertThat(two.inOneGo(column(1L << 62, (1L << 62) + 107))).isEqualTo(column(107.0 * 107 / 2));
        assertThat(two.inOneGo(column(Long.MIN_VALUE, Long.MAX_VALUE)).get(0).get(0))
                .isEqualTo(0x1p127);
    }

    @Test
    void everyLimitThatIsTooSmallLeavesNothing() {
        List<DataType> types =
                List.of(DataType.STRING, DataType.LONG, DataType.DOUBLE, DataType.decimal(38, 2), DataType.BINARY);
        for (DataType type : types) {
            List<BoundAggregate> bound = new ArrayList<>();
            for (String name : AggregateRegistry.names()) {
                if (AggregateRegistry.isDefined(name, type)) {
                    bound.add(AggregateRegistry.bind(name, type, name));
                }
            }
            List<Field> keys = List.of(new Field("a", type), new Field("b", DataType.INT));
            boolean fits = false;
            for (long limit = 64; !fits; limit += 64) {
                MemoryPool pool = MemoryPool.create("test", limit);
                try (GroupAggregator aggregator = new GroupAggregator(pool, "groupBy", keys, bound)) {
                    fits = aggregator.groupCount() == 0;
                } catch (MemoryLimitException expected) {
                    assertThat(pool.used()).as("%s, limit %s", type, limit).isZero();
                }
                pool.close();
            }
        }
    }

    @Test
    void infinitiesAndNotANumberPassThroughSums() {
        GroupingRun run = aggregates(DataType.DOUBLE, true, "sum", "min");
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
        List<BoundAggregate> bound = List.of(AggregateRegistry.bind("sum", type, "sum"));
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
        GroupingRun run = aggregates(DataType.DOUBLE, false, "variance", "stddev");
        assertThat(run.inOneGo(column(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)))
                .isEqualTo(List.of(List.of(30.0, Math.sqrt(30))));
        assertThat(run.inOneGo(column(0.1, 0.1, 0.1))).isEqualTo(List.of(List.of(0.0, 0.0)));
        assertThat(run.inOneGo(column(5.0)).get(0)).containsOnlyNulls();
    }

    @Test
    void withoutKeysNoRowsMakeOneGroup() {
        GroupingRun run = aggregates(DataType.INT, false, "count", "sum", "first");
        assertThat(run.inOneGo(List.of()).get(0)).containsExactly(0L, null, null);
        assertThat(run.merged(List.of(), 3, Seeds.random(1)).get(0)).containsExactly(0L, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "mean", "variance", "stddev"})
    void arithmeticOfTextIsRefusedWhenBound(String kind) {
        assertThatThrownBy(() -> AggregateRegistry.bind(kind, DataType.STRING, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(kind)
                .hasMessageContaining("string")
                .hasMessageContaining("cast");
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 3000, 10_000, 40_000, 200_000, 1_000_000})
    void theLimitIsNamedWithOperatorGroupsAndSetting(long limit) {
        Schema schema = BoxedChunk.schema(DataType.STRING, DataType.INT, DataType.DOUBLE);
        List<BoundAggregate> bound = List.of(
                AggregateRegistry.bind("countDistinct", DataType.DOUBLE, "a"),
                AggregateRegistry.bind("last", DataType.DOUBLE, "b"),
                AggregateRegistry.bind("sum", DataType.DOUBLE, "c"));
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
                .hasMessageContaining("Execution.memoryLimit");
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
                    pool, "groupBy", List.of(), List.of(AggregateRegistry.bind("count", List.of(), "rows")));
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
