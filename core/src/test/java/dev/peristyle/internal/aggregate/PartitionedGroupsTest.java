package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.MemorySpill;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that do not fit their limit, against the oracle: rows wait on disk, parts are divided. */
class PartitionedGroupsTest {

    private static final Schema SCHEMA = BoxedChunk.schema(DataType.STRING, DataType.INT, DataType.DOUBLE);

    private static List<List<Object>> rows(int count, int groups, Random random) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int group = random.nextInt(groups);
            List<Object> values = new ArrayList<>();
            values.add(group % 11 == 0 ? null : "group with a long name " + group / 2);
            values.add(group % 13 == 0 ? null : group % 2);
            values.add(random.nextInt(9) == 0 ? null : RandomValues.of(DataType.DOUBLE, random));
            rows.add(values);
        }
        return rows;
    }

    private static GroupingRun run(String... kinds) {
        List<BoundAggregate> aggregates = new ArrayList<>();
        int[] arguments = new int[kinds.length];
        for (int position = 0; position < kinds.length; position++) {
            aggregates.add(AggregateRegistry.bind(kinds[position], DataType.DOUBLE, kinds[position]));
            arguments[position] = 2;
        }
        return new GroupingRun(SCHEMA, 2, aggregates, arguments);
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "6, 2", "16, 3", "64, 2"})
    void anyLimitGivesTheSameGroups(int megabytes, int partials) {
        Random random = Seeds.random(megabytes * 10L + partials);
        List<List<Object>> rows = rows(40_000, 30_000, random);
        GroupingRun run = run("sum", "median", "countDistinct", "first", "last", "min", "mean");
        List<List<Object>> expected = AggregateOracle.group(rows, 2, run.aggregates(), run.arguments());
        MemorySpill spill = new MemorySpill();
        GroupingRun.assertSame(run.inParts(rows, partials, (long) megabytes << 20, random, spill, 0), expected);
        assertThat(spill.written() > 0).isEqualTo(megabytes < 64);
    }

    @Test
    void distinctRowsNeedNoMoreThanTheLimit() {
        Random random = Seeds.random(5);
        List<List<Object>> rows = rows(40_000, 1_000_000, random);
        GroupingRun run = new GroupingRun(SCHEMA, 3, List.of(), new int[0]);
        List<List<Object>> expected = AggregateOracle.group(rows, 3, List.of(), new int[0]);
        GroupingRun.assertSame(run.inParts(rows, 2, 1 << 20, random, new MemorySpill(), 0), expected);
    }

    /** As those of the inputs before in a union: rows of the next one wait from the first on. */
    @Test
    void groupsOfOthersMayHaveAllTheMemory() {
        Schema schema = BoxedChunk.schema(DataType.LONG);
        List<Field> keys = schema.fields();
        Grouping grouping = new Grouping("distinct", keys, new int[] {0}, List.of(), new int[0], schema);
        MemorySpill spill = new MemorySpill();
        List<List<Object>> result = new ArrayList<>();
        try (MemoryPool inputs = MemoryPool.create("inputs", MemoryPool.UNLIMITED);
                MemoryPool pool = MemoryPool.create("run", 1 << 20);
                GroupMemory memory = new GroupMemory(pool, spill, 1, () -> {})) {
            MemoryPool groups = memory.groups();
            GroupPartial partial;
            try (OffHeapBuffer others = groups.allocate(groups.available() - 300, "others");
                    BoxedChunk chunk = new BoxedChunk(inputs, schema, List.of(List.of(7L), List.of(8L), List.of(7L)))) {
                assertThat(others.capacity()).isPositive();
                partial = new GroupPartial(grouping, memory);
                partial.add(chunk.chunk(schema), 0);
            }
            try (partial;
                    PartitionedGroups parts = new PartitionedGroups(grouping, memory, List.of(partial))) {
                assertThat(partial.isPartitioned()).isTrue();
                for (int part = 0; part < parts.count(); part++) {
                    parts.aggregate(part, some -> result.addAll(BoxedChunk.rows(some)));
                }
            }
            assertThat(pool.used()).isZero();
        }
        assertThat(result).extracting(row -> row.get(0)).containsExactlyInAnyOrder(7L, 8L);
        assertThat(spill.openFiles()).isZero();
    }

    /** Something else fails in each limit, until one is enough. */
    @Test
    void aLimitThatIsTooSmallIsAnErrorThatGivesEverythingBack() {
        GroupingRun run = run("sum", "last", "countDistinct");
        int failed = 0;
        for (long limit = 20_000; limit < 2_000_000; limit += limit / 6) {
            Random random = Seeds.random(limit);
            List<List<Object>> rows = rows(3_000, 3_000, random);
            try {
                GroupingRun.assertSame(
                        run.inParts(rows, 2, limit, random, new MemorySpill(), 1),
                        AggregateOracle.group(rows, 2, run.aggregates(), run.arguments()));
            } catch (MemoryLimitException tooSmall) {
                assertThat(tooSmall).hasMessageContaining("Execution.memoryLimit");
                failed++;
            }
        }
        assertThat(failed).isBetween(1, 25);
    }

    @Test
    void eightLastValuesShareWhereTheirRowsAre() {
        BoundAggregate[] aggregates = new BoundAggregate[8];
        Column[] arguments = new Column[8];
        int groups = 1 << 16;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                MemoryPool inputs = MemoryPool.builder("inputs").build();
                ColumnBuffer keys = new ColumnBuffer(inputs, "keys", DataType.LONG)) {
            keys.ensureCapacity(groups);
            for (int row = 0; row < groups; row++) {
                UnsafeApi.putLong(keys.valuesAddress() + 8L * row, row);
            }
            keys.publish(groups, 0);
            for (int number = 0; number < 8; number++) {
                aggregates[number] = AggregateRegistry.bind("last", DataType.LONG, "last" + number);
                arguments[number] = keys.column();
            }
            try (GroupAggregator aggregator = new GroupAggregator(
                    pool, "groupBy", List.of(new Field("key", DataType.LONG)), List.of(aggregates))) {
                aggregator.accumulate(groups, new Column[] {keys.column()}, arguments, 0);
                // 400 when each value remembered its row
                assertThat(pool.used() / groups).isLessThan(150);
            }
        }
    }

    @Test
    void oneGroupThatIsTooLargeIsNamedWithWhatHoldsItsValues() {
        Random random = Seeds.random(6);
        List<List<Object>> rows = rows(100_000, 1, random);
        GroupingRun run = run("median", "sum");
        assertThatThrownBy(() -> run.inParts(rows, 1, 1 << 20, random, new MemorySpill(), 0))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageStartingWith("groupBy cannot work on one group in the limit of 1048576 bytes")
                .hasMessageContaining("'median' (median)")
                .hasMessageContaining("Execution.memoryLimit");
    }

    @Test
    void oneGroupHasWhatIsLeftWhenItDoesNotFitAPart() {
        Random random = Seeds.random(6);
        List<List<Object>> rows = rows(15_000, 1, random);
        GroupingRun run = run("median", "sum");
        List<List<Object>> expected = AggregateOracle.group(rows, 2, run.aggregates(), run.arguments());
        GroupingRun.assertSame(run.inParts(rows, 1, 1 << 20, random, new MemorySpill(), 0), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 40, 100, 300})
    void aFailureOfTheDiskComesOutAndEverythingIsGivenBack(int operation) {
        Random random = Seeds.random(operation);
        List<List<Object>> rows = rows(20_000, 30_000, random);
        GroupingRun run = run("sum", "last");
        MemorySpill spill = new MemorySpill(operation);
        // inParts checks that every byte and file is given back
        assertThatThrownBy(() -> run.inParts(rows, 2, 1 << 20, random, spill, 0))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("spilling failed on request");
    }
}
