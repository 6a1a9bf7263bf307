package dev.peristyle.internal.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.MemorySpill;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpillingSorterTest {

    private static final long ALL = Long.MAX_VALUE;

    private final MemoryPool pool =
            MemoryPool.builder("test").fillWith((byte) 0xA5).build();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void sortsMoreThanFitsLikeAList() {
        for (int round = 0; round < 25; round++) {
            Random random = Seeds.fresh();
            List<Field> fields = new ArrayList<>(BoxedRows.everyType().fields());
            Collections.shuffle(fields, random);
            Schema schema = Schema.of(fields.subList(0, 1 + random.nextInt(6)));
            double nullShare = random.nextBoolean() ? 0 : random.nextDouble();
            List<Object[]> rows = BoxedRows.random(schema, 3000 + random.nextInt(12_000), nullShare, random);
            List<BoundSortKey> keys = new ArrayList<>();
            for (int key = 0; key < 1 + random.nextInt(3); key++) {
                keys.add(new BoundSortKey(random.nextInt(schema.size()), random.nextBoolean(), random.nextBoolean()));
            }
            MemorySpill spill = new MemorySpill();
            long limit = random.nextInt(3) == 0 ? 5 + random.nextInt(10_000) : ALL;
            assertSame(
                    sort(schema, rows, keys, limit, 200_000 + random.nextInt(600_000), spill),
                    expected(rows, keys, limit));
            assertThat(spill.openFiles()).isZero();
            assertThat(spill.liveBytes()).isZero();
        }
    }

    @Test
    void mergesInSeveralPassesAndKeepsTheOrderOfEqualRows() {
        Schema schema = Schema.builder()
                .add("key", DataType.INT)
                .add("text", DataType.STRING)
                .add("position", DataType.LONG)
                .build();
        Random random = Seeds.fresh();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 60_000; row++) {
            rows.add(new Object[] {random.nextInt(50), "a text of some length " + random.nextInt(9), (long) row});
        }
        List<BoundSortKey> keys = List.of(new BoundSortKey(0, true, false), new BoundSortKey(1, false, false));
        MemorySpill spill = new MemorySpill();
        assertSame(sort(schema, rows, keys, ALL, 260_000, spill), expected(rows, keys, ALL));
        assertThat(spill.written()).as("written more than once").isGreaterThan(60_000L * 60);
        assertThat(spill.liveBytes()).isZero();
        // as many first rows as do not fit either
        MemorySpill first = new MemorySpill();
        assertSame(sort(schema, rows, keys, 20_000, 260_000, first), expected(rows, keys, 20_000));
        assertThat(first.written()).isPositive();
    }

    @Test
    void writesNothingOutThatFits() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.1, Seeds.fresh());
        List<BoundSortKey> keys = List.of(new BoundSortKey(1, false, false));
        MemorySpill spill = new MemorySpill();
        assertSame(sort(schema, rows, keys, ALL, 4 << 20, spill), expected(rows, keys, ALL));
        assertThat(spill.operations()).isZero();
    }

    @Test
    void aRowLargerThanAPageIsMergedToo() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        Random random = Seeds.fresh();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 400; row++) {
            rows.add(new Object[] {
                (char) ('a' + random.nextInt(26)) + "x".repeat(random.nextInt(row % 10 == 0 ? 40_000 : 2000))
            });
        }
        List<BoundSortKey> keys = List.of(new BoundSortKey(0, false, false));
        MemorySpill spill = new MemorySpill();
        assertSame(sort(schema, rows, keys, ALL, 700_000, spill), expected(rows, keys, ALL));
        assertThat(spill.written()).isPositive();
    }

    /** Rows of which the first few in a row, which may go without a reserve, take all of the memory. */
    @Test
    void wideRowsLeaveRoomForThePageThatTheyAreWrittenFrom() {
        Schema schema = Schema.builder()
                .add("text", DataType.STRING)
                .add("position", DataType.LONG)
                .add("a", DataType.LONG)
                .add("b", DataType.LONG)
                .add("c", DataType.LONG)
                .add("d", DataType.LONG)
                .build();
        Random random = Seeds.fresh();
        List<BoundSortKey> keys = List.of(new BoundSortKey(0, false, false));
        for (int width : new int[] {3_000, 9_000, 12_000, 20_000}) {
            List<Object[]> rows = new ArrayList<>();
            for (int row = 0; row < 500; row++) {
                rows.add(new Object[] {random.nextInt(50) + "x".repeat(width), (long) row, 1L, 2L, 3L, 4L});
            }
            for (long limit : new long[] {700_000, 1 << 20}) {
                MemorySpill spill = new MemorySpill();
                assertSame(sort(schema, rows, keys, ALL, limit, spill), expected(rows, keys, ALL));
                assertThat(spill.written()).isPositive();
                assertThat(spill.liveBytes()).isZero();
            }
        }
    }

    @Test
    void whicheverWriteOrReadFailsItIsOneErrorAndNothingIsLeft() {
        Schema schema = Schema.builder()
                .add("key", DataType.LONG)
                .add("text", DataType.STRING)
                .build();
        List<Object[]> rows = BoxedRows.random(schema, 12_000, 0.1, Seeds.fresh());
        List<BoundSortKey> keys = List.of(new BoundSortKey(0, false, false));
        List<Object[]> expected = expected(rows, keys, ALL);
        boolean passed = false;
        int failing = 0;
        while (!passed) {
            failing++;
            MemorySpill spill = new MemorySpill(failing);
            try {
                assertSame(sort(schema, rows, keys, ALL, 300_000, spill), expected);
                passed = true;
            } catch (DataAccessException failure) {
                assertThat(failure).hasMessageContaining("on request").hasNoSuppressedExceptions();
            }
            assertThat(spill.openFiles()).isZero();
            assertThat(spill.liveBytes()).isZero();
        }
        assertThat(failing).isGreaterThan(20);
    }

    @Test
    void atAnyLimitItIsRightOrSaysWhichLimitWouldDo() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 4000, 0.1, Seeds.fresh());
        List<BoundSortKey> keys = List.of(new BoundSortKey(9, false, false), new BoundSortKey(2, true, true));
        List<Object[]> expected = expected(rows, keys, ALL);
        int failures = 0;
        boolean passed = false;
        for (long limit = 10_000; limit < 900_000; limit += limit / 8) {
            MemorySpill spill = new MemorySpill();
            try {
                assertSame(sort(schema, rows, keys, ALL, limit, spill), expected);
                passed = true;
            } catch (MemoryLimitException failure) {
                assertThat(passed).as("more memory is never worse, " + limit).isFalse();
                failures++;
            }
            assertThat(spill.openFiles()).isZero();
            assertThat(spill.liveBytes()).isZero();
        }
        assertThat(passed).isTrue();
        assertThat(failures).isPositive();
    }

    private static List<Object[]> expected(List<Object[]> rows, List<BoundSortKey> keys, long limit) {
        List<Object[]> expected = new ArrayList<>(rows);
        expected.sort(new BoxedOrder(keys));
        return limit < expected.size() ? expected.subList(0, (int) limit) : expected;
    }

    private List<Object[]> sort(
            Schema schema,
            List<Object[]> rows,
            List<BoundSortKey> keys,
            long limit,
            long memoryLimit,
            MemorySpill spill) {
        List<Object[]> actual = new ArrayList<>();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", memoryLimit);
                Sorter sorter = new Sorter(limited, "sortBy", schema, keys, limit, spill)) {
            for (int from = 0; from < rows.size(); from += 300) {
                sorter.append(fixture.chunk(rows.subList(from, Math.min(rows.size(), from + 300))));
            }
            sorter.finish();
            for (Chunk chunk = sorter.next(); chunk != null; chunk = sorter.next()) {
                actual.addAll(BoxedRows.of(chunk));
            }
        }
        return actual;
    }

    private static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!Arrays.deepEquals(actual.get(row), expected.get(row))) {
                throw new AssertionError("row " + row + ": expected " + Arrays.deepToString(expected.get(row))
                        + " but was " + Arrays.deepToString(actual.get(row)));
            }
        }
    }
}
