package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.ComputationException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final int MIN_BATCH = 6;

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0xC3)
            .traceAllocations(true)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000, 40_000})
    void givesBackWhatWasAppended(int rowCount) {
        Schema schema = BoxedRows.everyType();
        for (double nullShare : new double[] {0, 0.4, 1}) {
            for (int shift : new int[] {MIN_BATCH, TableBuilder.BATCH_SHIFT}) {
                long seed = Seeds.draw();
                Random random = Seeds.random(seed);
                List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, random);
                try (Table table = table(schema, rows, shift, random)) {
                    String description = "seed " + seed + ", nulls " + nullShare + ", shift " + shift;
                    assertThat(table.rowCount()).isEqualTo(rowCount);
                    assertSame(description + ", rows", BoxedRows.of(table), rows);
                    assertSame(description + ", chunks", chunks(table), rows);
                    assertSame(description + ", cursor", cursor(table), rows);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000, 17_000})
    void takesWhatThePoolGaveOut(int rowCount) {
        Schema schema = BoxedRows.everyType();
        for (double nullShare : new double[] {0, 0.4, 1}) {
            for (int shift : new int[] {MIN_BATCH, TableBuilder.BATCH_SHIFT}) {
                Random random = Seeds.fresh();
                List<Object[]> rows = BoxedRows.random(schema, rowCount, nullShare, random);
                try (Table table = table(schema, rows, shift, random);
                        Table slice = table.slice(0, rowCount / 2)) {
                    assertThat(table.memorySize().total()).isEqualTo(pool.used());
                    assertThat(slice.memorySize()).isEqualTo(table.memorySize());
                    MemorySize columns = MemorySize.NONE;
                    for (int column = 0; column < schema.size(); column++) {
                        MemorySize size = table.column(column).memorySize();
                        assertThat(size.padding()).isNotNegative();
                        columns = columns.plus(size);
                    }
                    MemorySize all = table.memorySize();
                    assertThat(columns.values()).isEqualTo(all.values());
                    assertThat(columns.validity()).isEqualTo(all.validity());
                    assertThat(columns.text()).isEqualTo(all.text()).isEqualTo(textBytes(rows));
                    assertThat(columns.padding()).isLessThanOrEqualTo(all.padding());
                }
            }
        }
    }

    private static long textBytes(List<Object[]> rows) {
        long bytes = 0;
        for (Object[] row : rows) {
            for (Object value : row) {
                if (value instanceof String text) {
                    bytes += text.getBytes(StandardCharsets.UTF_8).length;
                } else if (value instanceof byte[] binary) {
                    bytes += binary.length;
                }
            }
        }
        return bytes;
    }

    @Test
    void readsAnyRowOfAnyColumn() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 500, 0.3, Seeds.random(5));
        try (Table table = table(schema, rows, MIN_BATCH, Seeds.random(6))) {
            for (int row = 499; row >= 0; row--) {
                for (int column = 0; column < schema.size(); column++) {
                    assertThat(table.column(column).isNull(row)).isEqualTo(rows.get(row)[column] == null);
                    assertThat(table.column(column).get(row)).isEqualTo(rows.get(row)[column]);
                }
                Object text = rows.get(row)[9];
                if (text != null) {
                    UnsafeBuffer view = new UnsafeBuffer(0, 0);
                    table.column("string").view(row, view);
                    assertThat(view.getStringWithoutLengthUtf8(0, view.capacity()))
                            .isEqualTo(text);
                }
            }
        }
    }

    @Test
    void slicesAndProjectionsShowTheSameMemory() {
        Schema schema = BoxedRows.everyType();
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        List<Object[]> rows = BoxedRows.random(schema, 400, 0.3, random);
        try (Table table = table(schema, rows, MIN_BATCH, random)) {
            long used = pool.used();
            for (int round = 0; round < 200; round++) {
                int from = random.nextInt(401);
                int to = from + random.nextInt(401 - from);
                int innerFrom = random.nextInt(to - from + 1);
                int innerTo = innerFrom + random.nextInt(to - from - innerFrom + 1);
                try (Table slice = table.slice(from, to);
                        Table inner = slice.slice(innerFrom, innerTo);
                        Table some = inner.select("string", "boolean", "double")) {
                    assertThat(pool.used()).isEqualTo(used);
                    String description = "seed " + seed + ", " + from + " to " + to + ", " + innerFrom;
                    List<Object[]> expected = rows.subList(from + innerFrom, from + innerTo);
                    assertSame(description, BoxedRows.of(inner), expected);
                    assertSame(description, chunks(inner), expected);
                    List<Object[]> projected = expected.stream()
                            .map(row -> new Object[] {row[9], row[0], row[4]})
                            .toList();
                    assertSame(description, BoxedRows.of(some), projected);
                    assertSame(description, chunks(some), projected);
                }
            }
        }
    }

    @Test
    void chunksOfWholeBatchesShowTheTablesOwnValues() {
        Schema schema = BoxedRows.everyType();
        try (Table table =
                        table(schema, BoxedRows.random(schema, 200, 0, Seeds.random(7)), MIN_BATCH, Seeds.random(8));
                ChunkIterator chunks = table.chunks()) {
            for (int batch = 0; chunks.next(); batch++) {
                for (int column = 0; column < schema.size(); column++) {
                    if (schema.field(column).type().layout() == Layout.VIEW) {
                        continue;
                    }
                    assertThat(chunks.chunk().column(column).valuesAddress())
                            .isEqualTo(table.column(column).valuesAddress(batch));
                }
            }
        }
    }

    @Test
    void memoryStaysUntilTheLastViewIsClosed() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 300, 0.2, Seeds.random(9));
        Table table = table(schema, rows, MIN_BATCH, Seeds.random(10));
        Table slice = table.slice(100, 200);
        ChunkIterator chunks = table.chunks();
        Iterator<RowView> iterator = table.iterator();
        RowView row = iterator.next();
        TableColumn column = table.column("int");
        table.close();
        table.close();
        assertThatThrownBy(() -> row.isNull(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> column.isNull(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> column.valuesAddress(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(table::chunks).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.slice(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.select("int")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(table::iterator).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.column(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.column("int")).isInstanceOf(IllegalStateException.class);
        assertThat(table).hasToString("closed table " + schema);
        assertSame("slice", BoxedRows.of(slice), rows.subList(100, 200));
        assertSame("chunks", BoxedRows.of(chunks), rows);
        slice.close();
        assertThat(pool.used()).isPositive();
        chunks.close();
        assertThat(pool.used()).isZero();
    }

    @Test
    void aClosedIterationIsAnError() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        try (Table table =
                table(schema, BoxedRows.random(schema, 100, 0, Seeds.random(1)), MIN_BATCH, Seeds.random(2))) {
            ChunkIterator chunks = table.chunks();
            assertThatThrownBy(chunks::chunk).hasMessageContaining("next() has to return true");
            assertThat(chunks.next()).isTrue();
            Chunk chunk = chunks.chunk();
            StringColumn text = chunk.strings("text");
            chunks.close();
            chunks.close();
            assertThatThrownBy(chunk::rowCount).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> text.get(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(chunks::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(chunks::chunk).isInstanceOf(IllegalStateException.class);
            try (ChunkIterator whole = table.chunks()) {
                assertThat(BoxedRows.of(whole)).hasSize(100);
                assertThat(whole.next()).isFalse();
                assertThatThrownBy(whole::chunk).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void checksRows() {
        Schema schema = BoxedRows.everyType();
        try (Table table =
                table(schema, BoxedRows.random(schema, 10, 0, Seeds.random(1)), MIN_BATCH, Seeds.random(2))) {
            for (long row : new long[] {-1, 10, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
                assertThatThrownBy(() -> table.column("int").getInt(row)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> table.column("string").getString(row))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> table.column("boolean").isNull(row))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> table.slice(3, 11)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.slice(-1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.column("strings")).hasMessageContaining("did you mean 'string'?");
            Iterator<RowView> rows = table.iterator();
            for (int row = 0; row < 10; row++) {
                assertThat(rows.next().rowNumber()).isEqualTo(row);
            }
            assertThat(rows.hasNext()).isFalse();
            assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void holdsRowsWithoutColumns() {
        Schema schema = Schema.of();
        try (Table table = table(schema, List.of(new Object[0], new Object[0]), MIN_BATCH, Seeds.random(2));
                ChunkIterator chunks = table.chunks()) {
            assertThat(table.rowCount()).isEqualTo(2);
            assertThat(chunks.next()).isTrue();
            assertThat(chunks.chunk().rowCount()).isEqualTo(2);
        }
    }

    @Test
    void severalThreadsReadAtTheSameTime() throws Exception {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 3000, 0.2, Seeds.random(11));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Table table = table(schema, rows, MIN_BATCH, Seeds.random(12))) {
            List<Callable<List<Object[]>>> readers = List.of(() -> BoxedRows.of(table), () -> chunks(table));
            for (Future<List<Object[]>> read : threads.invokeAll(readers)) {
                assertSame("thread", read.get(), rows);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void printsTheFirstRowsAligned() {
        Schema schema = Schema.builder()
                .add("name", DataType.STRING)
                .add("amount", DataType.decimal(10, 2))
                .add("n", DataType.INT)
                .build();
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"Zürich", new BigDecimal("1234.50"), 1});
        rows.add(new Object[] {null, new BigDecimal("-0.05"), null});
        rows.add(new Object[] {"two\nlines\tand more than thirty-two", null, 100});
        try (Table table = table(schema, rows, MIN_BATCH, Seeds.random(3))) {
            assertThat(table).hasToString("""
                            name                               amount     n
                            --------------------------------  -------  ----
                            Zürich                            1234.50     1
                            null                                -0.05  null
                            two\\nlines\\tand more than thirt…     null   100
                            3 rows""");
        }
        try (Table table = table(
                Schema.builder().add("n", DataType.INT).build(),
                BoxedRows.random(Schema.builder().add("n", DataType.INT).build(), 100, 0, Seeds.random(1)),
                MIN_BATCH,
                Seeds.random(1))) {
            assertThat(table.toString().lines()).hasSize(23).last().isEqualTo("100 rows, the first 20 shown");
        }
    }

    @Test
    void printsValuesOfEveryTypeOnOneLineEach() {
        Schema schema = BoxedRows.everyType();
        try (Table table =
                table(schema, BoxedRows.random(schema, 5, 0.1, Seeds.random(3)), MIN_BATCH, Seeds.random(3))) {
            assertThat(table.toString().lines()).hasSize(8).noneMatch(line -> line.contains("[B@"));
        }
        Schema bytes = Schema.builder().add("b", DataType.BINARY).build();
        List<Object[]> rows =
                List.of(new Object[] {new byte[] {0, -1}}, new Object[] {new byte[0]}, new Object[] {new byte[100]});
        try (Table table = table(bytes, rows, MIN_BATCH, Seeds.random(3))) {
            assertThat(table.toString().lines().skip(2).limit(3).map(String::strip))
                    .containsExactly("0x00ff", "0x", "0x" + "0".repeat(29) + "…");
        }
    }

    @Test
    void aFailedAppendNamesOwnerLimitAndSettingAndLeavesTheRowsSoFar() {
        Schema schema = BoxedRows.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 1000, 0, Seeds.random(4));
        try (MemoryPool limited = pool.child("run", 200_000);
                ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(limited, "collect", schema)) {
            Chunk chunk = fixture.chunk(rows);
            builder.append(chunk, 0, 100);
            assertThatThrownBy(() -> {
                        for (int append = 0; append < 10; append++) {
                            builder.append(chunk);
                        }
                    })
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContainingAll("collect", "200000", "Execution.memoryLimit", "a table stays in memory");
            try (Table table = builder.build();
                    Table slice = table.slice(0, 100)) {
                assertSame("before the failure", BoxedRows.of(slice), rows.subList(0, 100));
            }
        }
    }

    @Test
    void aFirstAppendThatFailsLeavesNothing() {
        Schema schema = BoxedRows.everyType();
        try (MemoryPool limited = pool.child("run", 100);
                ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(limited, "collect", schema)) {
            Chunk chunk = fixture.chunk(BoxedRows.random(schema, 10, 0, Seeds.random(4)));
            assertThatThrownBy(() -> builder.append(chunk)).isInstanceOf(MemoryLimitException.class);
            try (Table table = builder.build()) {
                assertThat(table.rowCount()).isZero();
            }
        }
    }

    @Test
    void refusesMoreTextInABatchThanOffsetsReach() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "collect", schema, MIN_BATCH, 1000)) {
            Chunk chunk = fixture.chunk(List.of(new Object[] {"x".repeat(600)}, new Object[] {null}));
            builder.append(chunk);
            assertThatThrownBy(() -> builder.append(chunk))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContainingAll("'text'", "1000 bytes", "collect");
            for (int row = 0; row < 63; row++) {
                builder.append(chunk, 1, 1);
            }
            builder.append(chunk, 0, 1);
            try (Table table = builder.build()) {
                assertThat(table.rowCount()).isEqualTo(66);
                assertThat(table.column(0).getString(65)).hasSize(600);
            }
        }
    }

    @Test
    void refusesOtherColumnsAndUseAfterClose() {
        Schema schema = Schema.builder().add("number", DataType.INT).build();
        Schema other = Schema.builder().add("number", DataType.LONG).build();
        TableBuilder builder = new TableBuilder(pool, "collect", schema);
        try (ChunkFixture fixture = new ChunkFixture(pool, other);
                ChunkFixture right = new ChunkFixture(pool, schema)) {
            Chunk chunk = fixture.chunk(List.<Object[]>of(new Object[] {1L}));
            assertThatThrownBy(() -> builder.append(chunk)).isInstanceOf(IllegalArgumentException.class);
            Chunk good = right.chunk(List.<Object[]>of(new Object[] {1}));
            assertThatThrownBy(() -> builder.append(good, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            builder.append(good);
            builder.close();
            builder.close();
            assertThatThrownBy(() -> builder.append(good)).hasMessageContaining("closed");
            assertThatThrownBy(builder::build).hasMessageContaining("closed");
        }
    }

    @Test
    void aTableThatOwnsItsPoolClosesItWithTheLastView() {
        Schema schema = Schema.builder().add("number", DataType.INT).build();
        MemoryPool own = MemoryPool.create("own", 1 << 20);
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(own, "collect", schema)) {
            builder.append(fixture.chunk(List.<Object[]>of(new Object[] {1})));
            Table table = builder.buildOwningPool();
            Table slice = table.slice(0, 1);
            table.close();
            assertThat(slice.column(0).getInt(0)).isEqualTo(1);
            slice.close();
            assertThatThrownBy(() -> own.allocate(1, "late")).hasMessageContaining("closed");
        }
    }

    private Table table(Schema schema, List<Object[]> rows, int shift, Random random) {
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema, shift, Integer.MAX_VALUE)) {
            int from = 0;
            while (from < rows.size()) {
                int to = Math.min(rows.size(), from + 1 + random.nextInt(Math.max(1, rows.size() / 3)));
                Chunk chunk = fixture.chunk(rows.subList(from, to));
                int middle = random.nextInt(to - from + 1);
                builder.append(chunk, 0, middle);
                builder.append(chunk, middle, to - from - middle);
                from = to;
            }
            return builder.build();
        }
    }

    private static List<Object[]> chunks(Table table) {
        try (ChunkIterator chunks = table.chunks()) {
            return BoxedRows.of(chunks);
        }
    }

    private static List<Object[]> cursor(Table table) {
        List<Object[]> rows = new ArrayList<>();
        try (RowCursor cursor = new RowCursor(table.chunks())) {
            while (cursor.next()) {
                assertThat(cursor.rowNumber()).isEqualTo(rows.size());
                rows.add(BoxedRows.of(cursor));
            }
        }
        return rows;
    }

    private static void assertSame(String description, List<Object[]> actual, List<Object[]> expected) {
        assertThat(actual).as(description).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!Arrays.deepEquals(actual.get(row), expected.get(row))) {
                assertThat(actual.get(row)).as(description + ", row " + row).isEqualTo(expected.get(row));
            }
        }
    }
}
