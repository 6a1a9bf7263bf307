package dev.peristyle.internal.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.SpillSpace;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SorterTest {

    private static final long ALL = Long.MAX_VALUE;

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0xA5)
            .traceAllocations(true)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000, 9000})
    void sortsByEachTypeInEachDirectionLikeAList(int rowCount) {
        // many rows once, in three chunks: what nulls do to one batch, 1000 rows show
        for (double nullShare : rowCount > 1000 ? new double[] {0.3} : new double[] {0, 0.3, 1}) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            for (Field field : BoxedRows.everyType().fields()) {
                // beside the key a column that tells rows apart
                Schema schema = Schema.of(List.of(field, new Field("position", DataType.LONG)));
                List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, random);
                for (int row = 0; row < rowCount; row++) {
                    rows.get(row)[1] = (long) row;
                }
                for (int variant = 0; variant < 4; variant++) {
                    BoundSortKey key = new BoundSortKey(0, (variant & 1) != 0, (variant & 2) != 0);
                    check(schema, rows, List.of(key), ALL, 777, "seed " + seed);
                }
            }
        }
    }

    @Test
    void sortsByAnyCombinationOfKeys() {
        for (int round = 0; round < 150; round++) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            Schema schema = someColumns(random);
            double nullShare = random.nextBoolean() ? 0 : random.nextDouble();
            List<Object[]> rows = BoxedRows.random(schema, random.nextInt(2000), nullShare, random);
            check(schema, rows, randomKeys(schema, random), ALL, 1 + random.nextInt(900), "seed " + seed);
        }
    }

    @Test
    void keepsOnlyTheFirstRows() {
        for (int round = 0; round < 24; round++) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            Schema schema = someColumns(random);
            double nullShare = random.nextBoolean() ? 0 : random.nextDouble();
            List<Object[]> rows = BoxedRows.random(schema, random.nextInt(20_000), nullShare, random);
            long limit = random.nextInt(random.nextBoolean() ? 30 : 6000);
            check(schema, rows, randomKeys(schema, random), limit, 1 + random.nextInt(3000), "seed " + seed);
        }
    }

    @Test
    void sortsLongTextWithLongCommonPrefixes() {
        Schema schema = Schema.builder()
                .add("text", DataType.STRING)
                .add("number", DataType.INT)
                .build();
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 5000; row++) {
            int shared = random.nextInt(5) * 97;
            rows.add(new Object[] {"p".repeat(shared) + (char) ('a' + random.nextInt(3)), random.nextInt(3)});
        }
        for (boolean descending : new boolean[] {false, true}) {
            List<BoundSortKey> keys =
                    List.of(new BoundSortKey(0, descending, false), new BoundSortKey(1, !descending, false));
            check(schema, rows, keys, ALL, 512, "seed " + seed);
            check(schema, rows, keys, 10, 512, "seed " + seed);
        }
    }

    @Test
    void readsTextToItsLastByteWhereverAWordEnds() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        for (int prefixes = 1; prefixes <= 3; prefixes++) {
            for (int length = 0; length < 20; length++) {
                List<Object[]> rows = new ArrayList<>();
                for (int row = 0; row < 700; row++) {
                    // the same prefix for many rows, then one byte that decides
                    String prefix = Character.toString('a' + row % prefixes).repeat(length);
                    rows.add(new Object[] {prefix + (char) ('0' + row * 31 % 75)});
                }
                check(schema, rows, List.of(new BoundSortKey(0, false, false)), ALL, 512, "length " + length);
                check(schema, rows, List.of(new BoundSortKey(0, true, false)), ALL, 512, "length " + length);
            }
        }
    }

    @Test
    void someBatchesHaveNullsAndOthersNone() {
        Schema schema = BoxedRows.everyType();
        Random random = Seeds.random(8);
        List<Object[]> rows = BoxedRows.random(schema, 10, 1, random);
        rows.addAll(BoxedRows.random(schema, 35_000, 0, random));
        rows.addAll(BoxedRows.random(schema, 10, 1, random));
        check(schema, rows, List.of(new BoundSortKey(1, false, true), new BoundSortKey(9, true, false)), ALL, 9000, "");
        check(schema, rows, List.of(new BoundSortKey(1, true, false), new BoundSortKey(0, true, true)), ALL, 9000, "");
    }

    @Test
    void sortsTextThatIsNestedDeeperThanItDescends() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 1500; row++) {
            rows.add(new Object[] {"q".repeat((row * 7919) % 1500)});
        }
        check(schema, rows, List.of(new BoundSortKey(0, false, false)), ALL, 512, "");
        check(schema, rows, List.of(new BoundSortKey(0, true, false)), ALL, 512, "");
    }

    @Test
    void keepsTheOrderOfEqualRows() {
        Schema schema = Schema.builder()
                .add("key", DataType.INT)
                .add("position", DataType.LONG)
                .build();
        List<Object[]> rows = IntStream.range(0, 50_000)
                .mapToObj(row -> new Object[] {row % 3, (long) row})
                .toList();
        check(schema, rows, List.of(new BoundSortKey(0, true, false)), ALL, 1000, "");
        check(schema, rows, List.of(new BoundSortKey(0, true, false)), 20_000, 1000, "");
    }

    @Test
    void withoutKeysKeepsTheRowsAsTheyAre() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 100, 0.1, Seeds.random(1));
        check(schema, rows, List.of(), ALL, 30, "");
        check(schema, rows, List.of(), 10, 30, "");
    }

    @Test
    void sortsHundredsOfThousandsOfRows() {
        Schema schema = Schema.builder()
                .add("price", DataType.DOUBLE)
                .add("name", DataType.STRING)
                .build();
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 300_000; row++) {
            rows.add(new Object[] {random.nextInt(1000) / 100.0, row % 100 == 0 ? null : "name " + random.nextInt(5000)
            });
        }
        check(
                schema,
                rows,
                List.of(new BoundSortKey(0, true, false), new BoundSortKey(1, false, true)),
                ALL,
                16_384,
                "seed " + seed);
    }

    @Test
    void aLimitKeepsMemoryIndependentOfTheInput() {
        Schema schema = Schema.builder()
                .add("number", DataType.LONG)
                .add("text", DataType.STRING)
                .build();
        long[] peaks = new long[2];
        for (int size = 0; size < 2; size++) {
            int chunks = size == 0 ? 20 : 400;
            try (MemoryPool small = pool.child("sort", 2 << 20);
                    ChunkFixture fixture = new ChunkFixture(pool, schema);
                    Sorter sorter = new Sorter(
                            small, "sortBy", schema, List.of(new BoundSortKey(0, true, false)), 20, SpillSpace.NONE)) {
                // ascending rows sorted descending: each chunk replaces everything
                for (int chunk = 0; chunk < chunks; chunk++) {
                    long first = chunk * 1000L;
                    sorter.append(fixture.chunk(IntStream.range(0, 1000)
                            .mapToObj(row -> new Object[] {first + row, "text " + row})
                            .toList()));
                }
                sorter.finish();
                List<Object[]> result = BoxedRows.of(sorter.next());
                assertThat(result).hasSize(20);
                assertThat(result.get(0)[0]).isEqualTo(chunks * 1000L - 1);
                peaks[size] = small.peak();
            }
        }
        assertThat(peaks[1]).isLessThanOrEqualTo(peaks[0] + (peaks[0] >> 3));
    }

    @Test
    void namesOperatorAndSettingWhenTheRowsDoNotFit() {
        Schema schema = BoxedRows.basicTypes();
        List<Object[]> rows = BoxedRows.random(schema, 1000, 0, Seeds.random(2));
        long held;
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 300_000);
                Sorter sorter = new Sorter(
                        limited, "sortBy", schema, List.of(new BoundSortKey(0, false, false)), ALL, SpillSpace.NONE)) {
            Chunk chunk = fixture.chunk(rows);
            assertThatThrownBy(() -> {
                        for (int append = 0; append < 100; append++) {
                            sorter.append(chunk);
                        }
                    })
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContainingAll(
                            "sortBy", "300000", "Execution.memoryLimit", "nothing on the class path can spill");
            held = limited.used();
            assertThat(held).isPositive().isLessThanOrEqualTo(300_000);
        }
    }

    @Test
    void namesOperatorAndSettingWhenTheRowsFitButNotTheirOrder() {
        Schema schema = Schema.builder().add("flag", DataType.BOOLEAN).build();
        List<Object[]> rows = BoxedRows.random(schema, 10_000, 0, Seeds.random(3));
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                MemoryPool limited = pool.child("run", 200_000);
                Sorter sorter = new Sorter(
                        limited, "sortBy", schema, List.of(new BoundSortKey(0, false, false)), ALL, SpillSpace.NONE)) {
            sorter.append(fixture.chunk(rows));
            assertThatThrownBy(sorter::finish)
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContainingAll(
                            "sortBy", "200000", "Execution.memoryLimit", "nothing on the class path can spill");
            assertThatThrownBy(sorter::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesMisuse() {
        Schema schema = Schema.builder().add("flag", DataType.BOOLEAN).build();
        assertThatThrownBy(() -> new Sorter(pool, "sortBy", schema, List.of(), -1, SpillSpace.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sorter(
                        pool, "sortBy", schema, List.of(new BoundSortKey(1, false, false)), 1, SpillSpace.NONE))
                .isInstanceOf(IndexOutOfBoundsException.class);
        Sorter sorter = new Sorter(pool, "sortBy", schema, List.of(), 1, SpillSpace.NONE);
        assertThatThrownBy(sorter::next).hasMessageContaining("finish()");
        sorter.finish();
        assertThat(sorter.next()).isNull();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            assertThatThrownBy(() -> sorter.append(fixture.chunk(List.of())))
                    .hasMessageContaining("nothing can be added");
        }
        sorter.close();
        sorter.close();
        assertThatThrownBy(sorter::next).hasMessageContaining("closed");
    }

    /** Some of all types, so that a round does not cost more with each type that there is. */
    private static Schema someColumns(Random random) {
        List<Field> fields = new ArrayList<>(BoxedRows.everyType().fields());
        Collections.shuffle(fields, random);
        return Schema.of(fields.subList(0, 7));
    }

    private static List<BoundSortKey> randomKeys(Schema schema, Random random) {
        List<BoundSortKey> keys = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int key = 0; key < count; key++) {
            keys.add(new BoundSortKey(random.nextInt(schema.size()), random.nextBoolean(), random.nextBoolean()));
        }
        return keys;
    }

    private void check(
            Schema schema,
            List<Object[]> rows,
            List<BoundSortKey> keys,
            long limit,
            int chunkRows,
            String description) {
        List<Object[]> expected = new ArrayList<>(rows);
        expected.sort(new BoxedOrder(keys));
        if (limit < expected.size()) {
            expected = expected.subList(0, (int) limit);
        }
        List<Object[]> actual = new ArrayList<>();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                Sorter sorter = new Sorter(pool, "sortBy", schema, keys, limit, SpillSpace.NONE)) {
            for (int from = 0; from < rows.size(); from += chunkRows) {
                sorter.append(fixture.chunk(rows.subList(from, Math.min(rows.size(), from + chunkRows))));
            }
            sorter.finish();
            for (Chunk chunk = sorter.next(); chunk != null; chunk = sorter.next()) {
                actual.addAll(BoxedRows.of(chunk));
            }
            assertThat(sorter.next()).isNull();
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!Arrays.deepEquals(actual.get(row), expected.get(row))) {
                throw new AssertionError(description + ", keys " + keys + ", limit " + limit + ", row " + row
                        + ": expected " + text(expected.get(row)) + " but was " + text(actual.get(row)));
            }
        }
    }

    private static String text(Object[] row) {
        return Arrays.stream(row).map(String::valueOf).collect(Collectors.joining(" | "));
    }
}
