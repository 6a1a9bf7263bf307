package dev.peristyle.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStoreTest {

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0xA5)
            .traceAllocations(true)
            .build();
    private final MemorySpill spill = new MemorySpill();

    @AfterEach
    void close() {
        assertThat(spill.openFiles()).isZero();
        assertThat(spill.liveBytes()).isZero();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000, 9000})
    void givesBackRowsOfEveryType(int count) {
        Schema schema = BoxedRows.everyType();
        for (double nullShare : new double[] {0, 0.3, 1}) {
            List<Object[]> rows = BoxedRows.random(schema, count, nullShare, Seeds.random(count));
            for (boolean spilling : new boolean[] {false, true}) {
                try (RowStore store = store(schema, rows, 777)) {
                    if (spilling) {
                        store.spill();
                    }
                    assertThat(store.rowCount()).isEqualTo(count);
                    assertSame(read(store, false), rows);
                    assertSame(read(store, true), rows);
                    assertThat(read(store, true)).isEmpty();
                    assertThat(store.residentBytes()).isZero();
                }
            }
        }
    }

    @Test
    void eachTypeAloneKeepsItsBits() {
        for (var field : BoxedRows.everyType().fields()) {
            Schema schema = Schema.of(List.of(field));
            List<Object[]> rows = BoxedRows.random(schema, 500, 0.2, Seeds.fresh());
            try (RowStore store = store(schema, rows, 64)) {
                assertSame(read(store, false), rows);
                store.spillAll();
                assertThat(store.residentBytes()).isZero();
                assertSame(read(store, true), rows);
            }
        }
    }

    @Test
    void appendsChosenRowsInTheirOrder() {
        Schema schema = BoxedRows.everyType();
        Random random = Seeds.fresh();
        List<Object[]> rows = BoxedRows.random(schema, 1000, 0.3, random);
        List<Object[]> expected = new ArrayList<>();
        int count = 3000;
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                OffHeapBuffer numbers = pool.allocate(4L * count, "numbers");
                RowStore store = new RowStore(pool, "rows", schema, spill)) {
            for (int entry = 0; entry < count; entry++) {
                int row = random.nextInt(rows.size());
                UnsafeApi.putInt(numbers.address() + 4L * entry, row);
                expected.add(rows.get(row));
            }
            store.append(fixture.chunk(rows), count, numbers.address());
            assertSame(read(store, true), expected);
        }
    }

    @Test
    void readsWhatIsPartlyOnDiskAgainAndAgain() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 20_000, 0.1, Seeds.fresh());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                RowStore store = new RowStore(pool, "rows", schema, spill)) {
            for (int from = 0; from < rows.size(); from += 500) {
                store.append(fixture.chunk(rows.subList(from, from + 500)));
                if (from % 2500 == 0) {
                    store.spill();
                }
            }
            assertThat(store.firstResidentPage()).isBetween(1, store.pageCount() - 1);
            assertSame(read(store, false), rows);
            assertSame(read(store, false), rows);
            assertSame(read(store, true), rows);
        }
    }

    @Test
    void aTextLongerThanAPageGetsOneOfItsOwn() {
        Schema schema = Schema.builder()
                .add("number", DataType.LONG)
                .add("text", DataType.STRING)
                .add("other", DataType.STRING)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 30; row++) {
            String text = row % 3 == 0 ? null : "ä".repeat(row % 5 == 0 ? 1_500_000 : row);
            rows.add(new Object[] {(long) row, text, row % 7 == 0 ? "" : "x".repeat(20_000)});
        }
        try (RowStore store = store(schema, rows, 4)) {
            assertThat(store.longestText(1)).isEqualTo(3_000_000);
            assertThat(store.longestText(2)).isEqualTo(20_000);
            assertThat(store.hasNulls(0)).isFalse();
            assertThat(store.hasNulls(1)).isTrue();
            assertSame(read(store, false), rows);
            store.spillAll();
            assertSame(read(store, true), rows);
        }
    }

    @Test
    void staysWithinALimitByWritingPagesOut() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 30_000, 0.1, Seeds.fresh());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 1 << 20);
                RowStore store = new RowStore(limited, "rows", schema, spill)) {
            for (int from = 0; from < rows.size(); from += 1000) {
                store.append(fixture.chunk(rows.subList(from, from + 1000)));
                assertThat(limited.available()).isGreaterThan(0);
            }
            assertThat(store.spilledBytes()).isGreaterThan(1 << 20);
            assertSame(read(store, true), rows);
            assertThat(limited.peak()).isLessThanOrEqualTo(1 << 20);
        }
    }

    @Test
    void aRowThatNeedsTheMemoryOfAllOthersFollowsThem() {
        Schema schema = Schema.builder()
                .add("number", DataType.LONG)
                .add("text", DataType.STRING)
                .build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 12_000; row++) {
            rows.add(new Object[] {(long) row, row == 11_000 ? "y".repeat(650_000) : "x" + row});
        }
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 1 << 20);
                RowStore store = new RowStore(limited, "rows", schema, spill)) {
            store.append(fixture.chunk(rows));
            assertThat(store.firstResidentPage()).isGreaterThan(store.pageCount() - 5);
            store.spillAll();
            assertSame(read(store, true), rows);
        }
    }

    @Test
    void pagesThatAreAllButEmptyTakeLittleOnDisk() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 4000, 0.1, Seeds.fresh());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                RowStore whole = new RowStore(pool, "rows", schema, spill);
                RowStore often = new RowStore(pool, "rows", schema, spill)) {
            for (int from = 0; from < rows.size(); from += 20) {
                Chunk chunk = fixture.chunk(rows.subList(from, from + 20));
                whole.append(chunk);
                often.append(chunk);
                often.spillAll();
            }
            whole.spillAll();
            assertThat(often.pageCount()).isEqualTo(200);
            assertThat(often.spilledBytes()).isLessThan(whole.spilledBytes() * 11 / 10);
            assertSame(read(often, true), rows);
        }
    }

    @Test
    void noMemoryThatIsNotOfRowsGoesToDisk() {
        // a thousand values of a byte, and texts that leave a part of each page empty; none of them has a byte of A5
        List<Object[]> bytes = new ArrayList<>();
        List<Object[]> texts = new ArrayList<>();
        for (int row = 0; row < 1001; row++) {
            bytes.add(new Object[] {(byte) (row % 100), row % 3 == 0});
            texts.add(new Object[] {(byte) (row % 100), "t".repeat(row % 700)});
        }
        Schema ofBytes = Schema.builder()
                .add("a", DataType.BYTE)
                .add("b", DataType.BOOLEAN)
                .build();
        Schema ofTexts = Schema.builder()
                .add("a", DataType.BYTE)
                .add("b", DataType.STRING)
                .build();
        try (RowStore one = store(ofBytes, bytes, 100);
                RowStore other = store(ofTexts, texts, 100)) {
            one.spillAll();
            other.spillAll();
            assertThat(spill.records()).hasSizeGreaterThan(3).allSatisfy(record -> {
                for (int position = 0; position + 1 < record.length; position++) {
                    assertThat(record[position] == (byte) 0xA5 && record[position + 1] == (byte) 0xA5)
                            .as("position %s of %s", position, record.length)
                            .isFalse();
                }
            });
            assertSame(read(one, true), bytes);
            assertSame(read(other, true), texts);
        }
    }

    @Test
    void failsAtTheLimitWithNowhereToSpillTo() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 1000, 0.1, Seeds.fresh());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 1 << 20);
                RowStore store = new RowStore(limited, "rows", schema, null)) {
            Chunk chunk = fixture.chunk(rows);
            assertThatThrownBy(() -> {
                        for (int round = 0; round < 100; round++) {
                            store.append(chunk);
                        }
                    })
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("rows needs");
        }
    }

    @Test
    void triesToAppendAndLeavesWhatOthersNeed() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 4000, 0.1, Seeds.fresh());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 1 << 20);
                RowStore store = new RowStore(limited, "rows", schema, spill)) {
            Chunk chunk = fixture.chunk(rows);
            List<Object[]> expected = new ArrayList<>();
            int taken = rows.size();
            while (taken == rows.size()) {
                taken = store.tryAppend(chunk, rows.size(), store.everyRow(rows.size()), 600_000);
                expected.addAll(rows.subList(0, taken));
            }
            assertThat(limited.available()).isGreaterThanOrEqualTo(600_000);
            assertThat(spill.operations()).isZero();
            assertSame(read(store, true), expected);
        }
    }

    @Test
    void givesEverythingBackAtWhateverLimitItFails() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.1, Seeds.fresh());
        boolean passed = false;
        int failures = 0;
        for (long limit = 1000; !passed; limit += 6_000) {
            try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                    MemoryPool limited = pool.child("run", limit);
                    RowStore store = new RowStore(limited, "rows", schema, spill)) {
                store.append(fixture.chunk(rows));
                store.spill();
                assertSame(read(store, true), rows);
                passed = true;
            } catch (MemoryLimitException expected) {
                failures++;
            }
        }
        assertThat(failures).isGreaterThan(3);
    }

    @Test
    void givesEverythingBackWhicheverWriteOrReadFails() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 5000, 0.1, Seeds.fresh());
        boolean passed = false;
        for (int operation = 1; !passed; operation++) {
            MemorySpill failing = new MemorySpill(operation);
            try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                    RowStore store = new RowStore(pool, "rows", schema, failing)) {
                store.append(fixture.chunk(rows));
                store.spillAll();
                assertSame(read(store, true), rows);
                assertThat(operation).isGreaterThan(10);
                passed = true;
            } catch (dev.peristyle.error.DataAccessException expected) {
                assertThat(expected).hasMessageContaining("on request");
            }
            assertThat(failing.openFiles()).isZero();
            assertThat(failing.liveBytes()).isZero();
        }
    }

    @Test
    void showsRowsByTheirAddresses() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 2000, 0.2, Seeds.fresh());
        Random random = Seeds.fresh();
        for (int step : new int[] {8, 16}) {
            try (RowStore store = store(schema, rows, 100);
                    OffHeapBuffer nothing = pool.allocate(store.layout().rowBytes(), "a row of nulls");
                    OffHeapBuffer addresses = pool.allocate(16L * 500, "addresses");
                    RowGather gather = new RowGather(pool, "gathered", store.layout())) {
                store.layout().writeNulls(nothing.address());
                List<Object[]> expected = new ArrayList<>();
                for (int entry = 0; entry < 500; entry++) {
                    int row = random.nextInt(rows.size() + 100);
                    boolean absent = row >= rows.size();
                    UnsafeApi.putLong(
                            addresses.address() + (long) step * entry,
                            absent ? nothing.address() : address(store, row));
                    expected.add(absent ? new Object[schema.size()] : rows.get(row));
                }
                assertSame(BoxedRows.of(gather.gather(addresses.address(), step, 500)), expected);
            }
        }
    }

    @Test
    void refusesMisuse() {
        Schema schema = BoxedRows.basicTypes();
        RowStore store = store(schema, BoxedRows.random(schema, 1000, 0, Seeds.random(1)), 1000);
        store.spillAll();
        assertThatThrownBy(() -> store.pageAddress(0)).hasMessageContaining("not in memory");
        store.close();
        store.close();
        assertThatThrownBy(store::spill).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.read(true)).hasMessageContaining("closed");
        assertThatThrownBy(() -> SpillSpace.NONE.create("sort")).hasMessageContaining("sort has nowhere to spill to");
    }

    private static long address(RowStore store, int number) {
        int row = number;
        int page = store.firstResidentPage();
        while (row >= store.pageRows(page)) {
            row -= store.pageRows(page);
            page++;
        }
        return store.pageAddress(page) + (long) row * store.layout().rowBytes();
    }

    private RowStore store(Schema schema, List<Object[]> rows, int chunkRows) {
        RowStore store = new RowStore(pool, "rows", schema, spill);
        try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            for (int from = 0; from < rows.size(); from += chunkRows) {
                store.append(fixture.chunk(rows.subList(from, Math.min(rows.size(), from + chunkRows))));
            }
        }
        return store;
    }

    private static List<Object[]> read(RowStore store, boolean consume) {
        List<Object[]> rows = new ArrayList<>();
        try (RowReader reader = store.read(consume)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
                rows.addAll(BoxedRows.of(chunk));
            }
        }
        return rows;
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
