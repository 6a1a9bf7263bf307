package dev.peristyle.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSourceTest {

    private static final Schema SCHEMA = BoxedRows.everyType();
    private static final int INT = 1;
    private static final int STRING = 9;

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x3C)
            .traceAllocations(true)
            .build();
    private long rowsAdvanced;

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65, 20_000, 150_000})
    void readsAllRowsSplitBySplit(int rowCount) {
        List<Object[]> rows = BoxedRows.random(SCHEMA, rowCount, 0.2, Seeds.random(1));
        try (Table table = table(rows)) {
            assertSame(read(table, SCHEMA.names(), List.of()), rows);
            assertThat(rowsAdvanced).isEqualTo(rowCount);
        }
    }

    @Test
    void readsTheWantedColumnsOfASlice() {
        List<Object[]> rows = BoxedRows.random(SCHEMA, 70_000, 0.2, Seeds.random(2));
        try (Table table = table(rows);
                Table slice = table.slice(37, 69_999)) {
            List<Object[]> expected = rows.subList(37, 69_999).stream()
                    .map(row -> new Object[] {row[STRING], row[0]})
                    .toList();
            assertSame(read(slice, List.of("string", "boolean"), List.of()), expected);
        }
    }

    @Test
    void deliversOnlyWhatEachFilterPasses() {
        List<Object[]> rows = BoxedRows.random(SCHEMA, 40_000, 0.2, Seeds.random(3));
        Predicate positive = new IntFilter(value -> value > 0, value -> true);
        Predicate even = new IntFilter(value -> value % 2 == 0, value -> value > 0);
        Predicate none = new IntFilter(value -> false, value -> value > 0 && value % 2 == 0);
        Predicate all = new IntFilter(value -> true, value -> value > 0);
        List<Object[]> expected = rows.stream()
                .filter(row -> row[INT] != null && (Integer) row[INT] > 0 && (Integer) row[INT] % 2 == 0)
                .toList();
        try (Table table = table(rows)) {
            assertSame(read(table, SCHEMA.names(), List.of(positive, even)), expected);
            assertSame(read(table, SCHEMA.names(), List.of(positive, all, even)), expected);
            assertSame(
                    read(table, SCHEMA.names(), List.of(positive, even, none, new IntFilter(null, null))), List.of());
            assertThat(read(table, List.of(), List.of(positive, even))).hasSameSizeAs(expected);
        }
    }

    @Test
    void splitsCanBeReadInAnyOrderAndAgain() {
        List<Object[]> rows = BoxedRows.random(SCHEMA, 150_000, 0, Seeds.random(4));
        try (Table table = table(rows);
                Scan scan = new TableSource(table).open(new ScanRequest(List.of("int"), List.of()), context());
                MorselReader reader = scan.reader(pool)) {
            List<Morsel> morsels = morsels(scan);
            assertThat(morsels).hasSize(3);
            assertThat(scan.totalBytes()).isEqualTo(-1);
            for (int split : new int[] {2, 0, 0, 1}) {
                TableMorsel morsel = (TableMorsel) morsels.get(split);
                reader.begin(morsel);
                assertThat(morsel.from()).isEqualTo(split * TableSource.MORSEL_ROWS);
                assertThat(reader.next()).isTrue();
                assertThat(BoxedRows.of(reader.chunk()).get(0)[0]).isEqualTo(rows.get((int) morsel.from())[INT]);
                assertThat(morsel.to()).isEqualTo(Math.min(150_000, (split + 1) * TableSource.MORSEL_ROWS));
            }
            assertThatThrownBy(() -> reader.begin(new TableMorsel(3 * TableSource.MORSEL_ROWS, 150_001)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aScanOutlivesItsTableButNoneStartsAfterIt() {
        List<Object[]> rows = BoxedRows.random(SCHEMA, 100, 0.2, Seeds.random(5));
        Table table = table(rows);
        TableSource source = new TableSource(table);
        assertThat(source.describe()).isEqualTo("table of 100 rows");
        assertThat(source.schema()).isEqualTo(SCHEMA);
        ScanRequest request = new ScanRequest(SCHEMA.names(), List.of());
        try (Scan scan = source.open(request, context())) {
            table.close();
            try (MorselReader reader = scan.reader(pool)) {
                reader.begin(scan.nextMorsel());
                assertThat(reader.next()).isTrue();
                assertSame(BoxedRows.of(reader.chunk()), rows);
            }
        }
        assertThat(pool.used()).isZero();
        assertThatThrownBy(() -> source.open(request, context())).hasMessageContaining("closed");
    }

    @Test
    void failuresToOpenLeaveNothingBehind() {
        try (Table table = table(BoxedRows.random(SCHEMA, 100, 0.2, Seeds.random(6)))) {
            TableSource source = new TableSource(table);
            ScanRequest unknown = new ScanRequest(List.of("imt"), List.of());
            assertThatThrownBy(() -> source.open(unknown, context())).hasMessageContaining("did you mean 'int'?");
            ScanRequest broken =
                    new ScanRequest(List.of("int"), List.of(new IntFilter(null, null), new BrokenFilter()));
            try (Scan scan = source.open(broken, context())) {
                assertThatThrownBy(() -> scan.reader(pool)).hasMessage("cannot be opened");
            }
        }
        assertThat(pool.used()).isZero();
    }

    private Table table(List<Object[]> rows) {
        try (ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                TableBuilder builder = new TableBuilder(pool, "test", SCHEMA)) {
            for (int from = 0; from < rows.size(); from += 30_000) {
                builder.append(fixture.chunk(rows.subList(from, Math.min(rows.size(), from + 30_000))));
            }
            return builder.build();
        }
    }

    private List<Object[]> read(Table table, List<String> columns, List<Predicate> filters) {
        rowsAdvanced = 0;
        List<Object[]> rows = new ArrayList<>();
        try (Scan scan = new TableSource(table).open(new ScanRequest(columns, filters), context());
                MorselReader reader = scan.reader(pool)) {
            assertThat(scan.schema()).isEqualTo(SCHEMA.select(columns));
            long position = 0;
            for (Morsel morsel : morsels(scan)) {
                reader.begin(morsel);
                while (reader.next()) {
                    rows.addAll(BoxedRows.of(reader.chunk()));
                }
                assertThat(((TableMorsel) morsel).from()).isEqualTo(position);
                position = ((TableMorsel) morsel).to();
            }
            assertThat(position).isEqualTo(table.rowCount());
        }
        return rows;
    }

    private static List<Morsel> morsels(Scan scan) {
        List<Morsel> morsels = new ArrayList<>();
        for (Morsel morsel = scan.nextMorsel(); morsel != null; morsel = scan.nextMorsel()) {
            morsels.add(morsel);
        }
        return morsels;
    }

    private static void assertSame(List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!Arrays.equals(actual.get(row), expected.get(row))) {
                assertThat(actual.get(row)).as("row " + row).isEqualTo(expected.get(row));
            }
        }
    }

    private RunContext context() {
        return new RunContext() {
            @Override
            public MemoryPool memory() {
                return pool;
            }

            @Override
            public int threads() {
                return 1;
            }

            @Override
            public Path temporaryDirectory() {
                throw new UnsupportedOperationException("a table needs no files");
            }

            @Override
            public void advance(long bytes, long rows) {
                rowsAdvanced += rows;
            }
        };
    }

    /** Passes ints by a test; fails on rows that an earlier filter should have kept from it. */
    private record IntFilter(IntPredicate test, IntPredicate mustHold) implements Predicate {

        @Override
        public List<String> columns() {
            return List.of("string", "int");
        }

        @Override
        public String describe() {
            return "a test";
        }

        @Override
        public Evaluator open(MemoryPool memory) {
            return new Evaluator() {
                @Override
                public int evaluate(Chunk chunk, long bitmap) {
                    Objects.requireNonNull(test, "must not be asked");
                    IntColumn ints = chunk.ints("int");
                    int passed = 0;
                    for (int base = 0; base < chunk.rowCount(); base += 64) {
                        long word = 0;
                        for (int row = base; row < Math.min(base + 64, chunk.rowCount()); row++) {
                            assertThat(ints.isNull(row) || mustHold.test(ints.get(row)))
                                    .isTrue();
                            if (!ints.isNull(row) && test.test(ints.get(row))) {
                                word |= 1L << row;
                                passed++;
                            }
                        }
                        UnsafeApi.putLong(bitmap + base / 8, word);
                    }
                    return passed;
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Fails when it is opened. */
    private static final class BrokenFilter implements Predicate {

        @Override
        public List<String> columns() {
            return List.of("int");
        }

        @Override
        public String describe() {
            return "broken";
        }

        @Override
        public Evaluator open(MemoryPool memory) {
            throw new IllegalStateException("cannot be opened");
        }
    }
}
