package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Schema;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowCursorTest {

    /** What each accessor reads; every other type has to be refused. */
    private static final Map<BiFunction<RowView, Integer, Object>, Set<Kind>> ACCESSORS = Map.ofEntries(
            Map.entry(RowView::getBoolean, EnumSet.of(Kind.BOOLEAN)),
            Map.entry(RowView::getInt, EnumSet.of(Kind.INT)),
            Map.entry(RowView::getLong, EnumSet.of(Kind.INT, Kind.LONG)),
            Map.entry(RowView::getFloat, EnumSet.of(Kind.FLOAT)),
            Map.entry(RowView::getDouble, EnumSet.of(Kind.INT, Kind.LONG, Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL)),
            Map.entry(RowView::getUnscaled, EnumSet.of(Kind.DECIMAL)),
            Map.entry(RowView::getDecimal, EnumSet.of(Kind.INT, Kind.LONG, Kind.DECIMAL)),
            Map.entry(RowView::getEpochDay, EnumSet.of(Kind.DATE)),
            Map.entry(RowView::getDate, EnumSet.of(Kind.DATE)),
            Map.entry(RowView::getEpochMicros, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getTimestamp, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getLocalTimestamp, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getString, EnumSet.of(Kind.STRING)),
            Map.entry(
                    (row, column) -> {
                        UnsafeBuffer view = new UnsafeBuffer(0, 0);
                        row.view(column, view);
                        return view;
                    },
                    EnumSet.of(Kind.STRING)));

    private static final Object[] VALUES = {
        true,
        -5,
        1L << 53,
        0.5f,
        2.25,
        new BigDecimal("12345678901234.5678"),
        LocalDate.of(1969, 12, 31),
        Instant.parse("2024-02-29T12:00:00.000001Z"),
        LocalDateTime.of(1960, 1, 1, 0, 0, 0, 1000),
        "Zürich"
    };

    private final Schema schema = BoxedRows.everyType();
    private MemoryPool pool;
    private Table table;

    @BeforeEach
    void open() {
        pool = MemoryPool.builder("test").fillWith((byte) 0x77).build();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema)) {
            builder.append(fixture.chunk(List.of(VALUES, new Object[VALUES.length])));
            table = builder.build();
        }
    }

    @AfterEach
    void close() {
        table.close();
        pool.close();
    }

    @Test
    void convertsOnlyWithoutLossAndNamesWhatItRefuses() {
        try (RowCursor cursor = new RowCursor(table.chunks())) {
            cursor.next();
            checkAccessors(cursor);
        }
        checkAccessors(table.iterator().next());
    }

    private void checkAccessors(RowView row) {
        ACCESSORS.forEach((accessor, kinds) -> {
            for (int column = 0; column < schema.size(); column++) {
                int position = column;
                if (kinds.contains(schema.field(column).type().kind())) {
                    assertThat(accessor.apply(row, position)).isNotNull();
                } else {
                    assertThatThrownBy(() -> accessor.apply(row, position))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(
                                    "column '" + schema.field(column).name() + "' is of type");
                }
            }
        });
    }

    @Test
    void readsByPositionAndByName() {
        try (RowCursor cursor = new RowCursor(table.chunks())) {
            cursor.next();
            checkValues(cursor);
        }
        checkValues(table.iterator().next());
    }

    private void checkValues(RowView row) {
        assertThat(row.columnIndex("decimal")).isEqualTo(5);
        assertThat(row.getBoolean("boolean")).isTrue();
        assertThat(row.getInt("int")).isEqualTo(-5);
        assertThat(row.getLong("int")).isEqualTo(-5L);
        assertThat(row.getLong("long")).isEqualTo(1L << 53);
        assertThat(row.getFloat("float")).isEqualTo(0.5f);
        assertThat(row.getDouble("double")).isEqualTo(2.25);
        assertThat(row.getDouble("float")).isEqualTo(0.5);
        assertThat(row.getDouble("int")).isEqualTo(-5.0);
        assertThat(row.getDouble("decimal")).isEqualTo(12345678901234.5678);
        assertThat(row.getUnscaled("decimal")).isEqualTo(123456789012345678L);
        assertThat(row.getDecimal("decimal")).isEqualTo(new BigDecimal("12345678901234.5678"));
        assertThat(row.getDecimal("long")).isEqualTo(BigDecimal.valueOf(1L << 53));
        assertThat(row.getDecimal("int")).isEqualTo(BigDecimal.valueOf(-5));
        assertThat(row.getEpochDay("date")).isEqualTo(-1);
        assertThat(row.getDate("date")).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(row.getTimestamp("timestamp")).isEqualTo(Instant.parse("2024-02-29T12:00:00.000001Z"));
        assertThat(row.getLocalTimestamp("local")).isEqualTo(LocalDateTime.of(1960, 1, 1, 0, 0, 0, 1000));
        assertThat(row.getEpochMicros("local")).isEqualTo(-315_619_200_000_000L + 1);
        assertThat(row.getString("string")).isEqualTo("Zürich");
        assertThat(row.get("string")).isEqualTo("Zürich");
        assertThat(row.isNull("string")).isFalse();
        assertThatThrownBy(() -> row.getInt("itn")).hasMessageContaining("did you mean 'int'?");
        assertThat(BoxedRows.of(row)).isEqualTo(VALUES);
    }

    @Test
    void refusesToReadNullAndNamesRowAndColumn() {
        try (RowCursor cursor = new RowCursor(table.chunks())) {
            cursor.next();
            cursor.next();
            checkNulls(cursor);
        }
        Iterator<RowView> rows = table.iterator();
        rows.next();
        checkNulls(rows.next());
    }

    private void checkNulls(RowView row) {
        ACCESSORS.forEach((accessor, kinds) -> IntStream.range(0, schema.size())
                .filter(column -> kinds.contains(schema.field(column).type().kind()))
                .forEach(column -> assertThatThrownBy(() -> accessor.apply(row, column))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll("'" + schema.field(column).name() + "'", "null in row 1")));
        assertThat(BoxedRows.of(row)).containsOnlyNulls();
        assertThat(row.isNull(0)).isTrue();
    }

    @Test
    void isAnErrorOutsideOfTheRows() {
        RowCursor cursor = new RowCursor(table.chunks());
        assertThatThrownBy(() -> cursor.getInt(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("next()");
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThatThrownBy(() -> cursor.isNull(1)).isInstanceOf(IllegalStateException.class);
        cursor.close();
        cursor.close();
        assertThatThrownBy(() -> cursor.isNull(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(cursor::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(cursor::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void passesOverChunksWithoutRows() {
        List<List<Object[]>> chunks =
                List.of(List.of(), List.<Object[]>of(VALUES), List.of(), List.of(), List.of(VALUES, VALUES), List.of());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                RowCursor cursor = new RowCursor(new ListedChunks(schema, chunks, fixture))) {
            for (int row = 0; row < 3; row++) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.rowNumber()).isEqualTo(row);
                assertThat(BoxedRows.of(cursor)).isEqualTo(VALUES);
            }
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void movingAndReadingPrimitivesAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] allocated = new long[20];
        double sum = 0;
        for (int round = 0; round < allocated.length; round++) {
            try (RowCursor cursor = new RowCursor(table.chunks())) {
                cursor.next();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int repeat = 0; repeat < 10_000; repeat++) {
                    sum += cursor.getLong("long") + cursor.getInt(1) + cursor.getDouble("double") + cursor.getDouble(3);
                    sum += cursor.getEpochDay(6) + cursor.getEpochMicros("timestamp") + cursor.getUnscaled(5);
                    sum += cursor.isNull(9) || cursor.getBoolean(0) ? 1 : 0;
                }
                cursor.next();
                allocated[round] = threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        assertThat(sum).isNotZero();
        // a row that allocated would show in every round, 10,000 times; what else this thread does need not be zero
        assertThat(Arrays.stream(allocated).min().getAsLong()).isLessThan(1000);
    }

    @Test
    void roundsDecimalsToTheNearestDouble() {
        Random random = new Random(42);
        for (int round = 0; round < 100_000; round++) {
            long unscaled = random.nextLong() % 1_000_000_000_000_000_000L >> random.nextInt(60);
            int scale = random.nextInt(19);
            assertThat(Cells.decimalToDouble(unscaled, scale))
                    .isEqualTo(Double.parseDouble(
                            BigDecimal.valueOf(unscaled, scale).toString()));
        }
    }

    @Test
    void typesAreComplete() {
        // a kind without a column here would go untested
        assertThat(schema.fields().stream().map(field -> field.type().kind())).contains(Kind.values());
        assertThat(Arrays.asList(DataType.TIMESTAMP, DataType.LOCAL_TIMESTAMP))
                .allMatch(type ->
                        schema.fields().stream().anyMatch(field -> field.type().equals(type)));
    }

    /** Chunks one after the other. */
    private static final class ListedChunks implements ChunkIterator {

        private final Schema schema;
        private final Iterator<List<Object[]>> chunks;
        private final ChunkFixture fixture;
        private Chunk chunk;

        ListedChunks(Schema schema, List<List<Object[]>> chunks, ChunkFixture fixture) {
            this.schema = schema;
            this.chunks = chunks.iterator();
            this.fixture = fixture;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public boolean next() {
            if (!chunks.hasNext()) {
                return false;
            }
            chunk = fixture.chunk(chunks.next());
            return true;
        }

        @Override
        public Chunk chunk() {
            return chunk;
        }

        @Override
        public void close() {}
    }
}
