package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that a table could confuse, or that are too many or too long for it. */
class HostileKeysTest {

    private static final List<BoundAggregate> COUNT = List.of(AggregateRegistry.bind("count", List.of(), "rows"));

    private static void check(List<Object> distinct, int repeats, int keyColumns) {
        Random random = Seeds.random(42);
        List<List<Object>> rows = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (Object value : distinct) {
                rows.add(Collections.nCopies(keyColumns, value));
            }
        }
        Collections.shuffle(rows, random);
        DataType[] types = new DataType[keyColumns];
        Arrays.fill(types, DataType.STRING);
        Schema schema = BoxedChunk.schema(types);
        GroupingRun run = new GroupingRun(schema, keyColumns, COUNT, new int[] {-1});
        List<List<Object>> expected = AggregateOracle.group(rows, keyColumns, COUNT, new int[] {-1});
        assertThat(run.inOneGo(rows)).isEqualTo(expected);
        assertThat(run.outOfOrder(rows, random)).isEqualTo(expected);
        assertThat(run.merged(rows, 3, random)).isEqualTo(expected);
    }

    @Test
    void longTextsThatShareTheirFirstBytesAreTold() {
        List<Object> keys = new ArrayList<>();
        for (int tail = 0; tail < 2000; tail++) {
            keys.add("exactly-16-bytes" + tail);
        }
        check(keys, 3, 1);
    }

    @Test
    void longTextsThatDifferInOneByteAnywhereAreTold() {
        List<Object> keys = new ArrayList<>();
        for (int length = 1; length < 70; length++) {
            for (int position = 0; position < length; position++) {
                char[] text = "a".repeat(length).toCharArray();
                text[position] = 'b';
                keys.add(new String(text));
            }
        }
        check(keys, 2, 1);
    }

    @Test
    void lengthIsPartOfAText() {
        List<Object> keys = new ArrayList<>();
        keys.add(null);
        for (int length = 0; length < 40; length++) {
            keys.add("\0".repeat(length));
        }
        check(keys, 5, 1);
        check(keys, 5, 3);
    }

    @Test
    void flagsAreFoundByTheirByteUntilOtherTextsCome() {
        List<Object> keys = new ArrayList<>();
        keys.add(null);
        for (char flag = 0; flag < 128; flag++) {
            keys.add(String.valueOf(flag));
        }
        check(keys, 20, 1);
        check(keys, 10, 2);
        for (int number = 0; number < 30; number++) {
            keys.add("rather long text number " + number);
            keys.add("short " + number);
        }
        keys.add("");
        check(keys, 20, 1);
    }

    @Test
    void textsOfTenKilobytesAreKeys() {
        List<Object> keys = new ArrayList<>();
        for (int last = 0; last < 50; last++) {
            keys.add("x".repeat(10_240) + (char) ('0' + last));
        }
        check(keys, 3, 1);
    }

    @Test
    @Timeout(600)
    void keysChosenToCollideDoNot() {
        // multiples of the inverse of a factor that is in the sources of many hashes: their products are small numbers
        long inverse = new BigInteger("9E3779B97F4A7C15", 16)
                .modInverse(BigInteger.ONE.shiftLeft(64))
                .longValue();
        int count = 160_000;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                ColumnBuffer keys = new ColumnBuffer(pool, "keys", DataType.LONG);
                GroupAggregator aggregator =
                        new GroupAggregator(pool, "distinct", List.of(new Field("key", DataType.LONG)), List.of())) {
            keys.ensureCapacity(count);
            for (int row = 0; row < count; row++) {
                UnsafeApi.putLong(keys.valuesAddress() + 8L * row, row * inverse);
            }
            keys.publish(count, 0);
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            long start = clock.getCurrentThreadCpuTime();
            aggregator.accumulate(count, new Column[] {keys.column()}, new Column[0], 0);
            assertThat(aggregator.groupCount()).isEqualTo(count);
            // it took half a minute
            assertThat(clock.getCurrentThreadCpuTime() - start).isLessThan(5_000_000_000L);
        }
    }

    @Test
    @Timeout(600)
    void aMillionGroupsAreFoundAgain() {
        int groups = 1_200_000;
        int rows = 1 << 16;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                ColumnBuffer keys = new ColumnBuffer(pool, "keys", DataType.LONG);
                ColumnBuffer values = new ColumnBuffer(pool, "values", DataType.LONG);
                GroupAggregator aggregator = new GroupAggregator(
                        pool,
                        "groupBy",
                        List.of(new Field("key", DataType.LONG), new Field("low", DataType.LONG)),
                        List.of(AggregateRegistry.bind("sum", DataType.LONG, "sum")))) {
            keys.ensureCapacity(rows);
            values.ensureCapacity(rows);
            long ordinal = 0;
            for (int pass = 0; pass < 2; pass++) {
                for (int from = 0; from < groups; from += rows) {
                    int count = Math.min(rows, groups - from);
                    for (int row = 0; row < count; row++) {
                        // multiples of a large power of two differ in their top bits only
                        UnsafeApi.putLong(keys.valuesAddress() + 8L * row, (long) (from + row) << 40);
                        UnsafeApi.putLong(values.valuesAddress() + 8L * row, from + row);
                    }
                    keys.publish(count, 0);
                    values.publish(count, 0);
                    Column[] keyColumns = {keys.column(), values.column()};
                    aggregator.accumulate(count, keyColumns, new Column[] {values.column()}, ordinal);
                    ordinal += count;
                }
            }
            assertThat(aggregator.groupCount()).isEqualTo(groups);
            long group = 0;
            for (Chunk chunk = aggregator.nextOutput(); chunk != null; chunk = aggregator.nextOutput()) {
                for (int row = 0; row < chunk.rowCount(); row++) {
                    assertThat(chunk.longs("low").get(row)).isEqualTo(group);
                    assertThat(chunk.longs("key").get(row)).isEqualTo(group << 40);
                    assertThat(chunk.longs("sum").get(row)).isEqualTo(2 * group);
                    group++;
                }
            }
            assertThat(group).isEqualTo(groups);
        }
    }
}
