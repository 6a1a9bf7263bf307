package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    private static final Set<Kind> INTEGERS = EnumSet.of(
            Kind.BYTE,
            Kind.SHORT,
            Kind.INT,
            Kind.LONG,
            Kind.UNSIGNED_BYTE,
            Kind.UNSIGNED_SHORT,
            Kind.UNSIGNED_INT,
            Kind.UNSIGNED_LONG);

    /** Integers, and those decimals that have no fraction. */
    private static final Set<Kind> WHOLE = with(INTEGERS, Kind.DECIMAL);

    /** What each accessor reads; every other type has to be refused. */
    private static final Map<BiFunction<RowView, Integer, Object>, Set<Kind>> ACCESSORS = Map.ofEntries(
            Map.entry(RowView::getBoolean, EnumSet.of(Kind.BOOLEAN)),
            Map.entry(
                    RowView::getInt,
                    EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.UNSIGNED_BYTE, Kind.UNSIGNED_SHORT)),
            Map.entry(RowView::getLong, INTEGERS),
            Map.entry(RowView::getBigInteger, WHOLE),
            Map.entry(RowView::getFloat, EnumSet.of(Kind.FLOAT16, Kind.FLOAT)),
            Map.entry(RowView::getDouble, with(INTEGERS, Kind.FLOAT16, Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL)),
            Map.entry(RowView::getUnscaled, EnumSet.of(Kind.DECIMAL)),
            Map.entry(RowView::getDecimal, with(INTEGERS, Kind.DECIMAL)),
            Map.entry(RowView::getEpochDay, EnumSet.of(Kind.DATE)),
            Map.entry(RowView::getDate, EnumSet.of(Kind.DATE)),
            Map.entry(RowView::getUnits, EnumSet.of(Kind.TIME, Kind.TIMESTAMP, Kind.DURATION)),
            Map.entry(RowView::getTime, EnumSet.of(Kind.TIME)),
            Map.entry(RowView::getDuration, EnumSet.of(Kind.DURATION)),
            Map.entry(RowView::getEpochMicros, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getTimestamp, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getLocalTimestamp, EnumSet.of(Kind.TIMESTAMP)),
            Map.entry(RowView::getString, EnumSet.of(Kind.STRING)),
            Map.entry(RowView::getBytes, EnumSet.of(Kind.STRING, Kind.BINARY)),
            Map.entry(
                    (row, column) -> {
                        UnsafeBuffer view = new UnsafeBuffer(0, 0);
                        row.view(column, view);
                        return view;
                    },
                    EnumSet.of(Kind.STRING, Kind.BINARY)));

    private static final Object[] BASIC_VALUES = {
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

    private static Set<Kind> with(Set<Kind> kinds, Kind... more) {
        Set<Kind> all = EnumSet.copyOf(kinds);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private final Schema schema = BoxedRows.everyType();

    /** What can be read by every accessor of its kind. */
    private final Object[] values =
            BoxedRows.random(schema, 1, 0, Seeds.random(12)).get(0);

    private MemoryPool pool;
    private Table table;

    @BeforeEach
    void open() {
        System.arraycopy(BASIC_VALUES, 0, values, 0, BASIC_VALUES.length);
        for (Kind kind : new Kind[] {Kind.TIMESTAMP, Kind.UNSIGNED_LONG, Kind.DECIMAL}) {
            for (int column = BASIC_VALUES.length; column < values.length; column++) {
                DataType type = schema.field(column).type();
                if (type.kind() == kind) {
                    values[column] = kind == Kind.TIMESTAMP
                            ? type.isUtc() ? Instant.EPOCH : LocalDateTime.of(1970, 1, 1, 0, 0)
                            : kind == Kind.DECIMAL ? BigDecimal.ONE.setScale(type.scale()) : BigInteger.TEN;
                }
            }
        }
        pool = MemoryPool.builder("test").fillWith((byte) 0x77).build();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema)) {
            builder.append(fixture.chunk(List.of(values, new Object[values.length])));
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
                DataType type = schema.field(column).type();
                boolean hasFraction = kinds == WHOLE && type.kind() == Kind.DECIMAL && type.scale() > 0;
                if (kinds.contains(type.kind()) && !hasFraction) {
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
        assertThat(BoxedRows.of(row)).isEqualTo(values);
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
                List.of(List.of(), List.<Object[]>of(values), List.of(), List.of(), List.of(values, values), List.of());
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                RowCursor cursor = new RowCursor(new ListedChunks(schema, chunks, fixture))) {
            for (int row = 0; row < 3; row++) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.rowNumber()).isEqualTo(row);
                assertThat(BoxedRows.of(cursor)).isEqualTo(values);
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
        Random random = Seeds.random(42);
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

    @Test
    void whatDoesNotFitIsAnErrorThatNamesWhatToCall() {
        Schema large = Schema.builder()
                .add("u", DataType.UNSIGNED_LONG)
                .add("d", DataType.decimal(38, 2))
                .add("ns", DataType.timestamp(Resolution.NANOS))
                .add("s", DataType.localTimestamp(Resolution.SECONDS))
                .build();
        Object[] row = {
            new BigInteger("18446744073709551615"),
            new BigDecimal("92233720368547758.08"),
            Instant.parse("2024-02-29T12:00:00.000000001Z"),
            LocalDateTime.MAX.withNano(0)
        };
        try (ChunkFixture fixture = new ChunkFixture(pool, large);
                RowCursor cursor = new RowCursor(new ListedChunks(large, List.of(List.<Object[]>of(row)), fixture))) {
            cursor.next();
            assertThatThrownBy(() -> cursor.getLong("u"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContainingAll("'u'", "18446744073709551615", "getBigInteger");
            assertThat(cursor.getDouble("u")).isEqualTo(0x1p64);
            assertThat(cursor.getDecimal("u")).isEqualTo(new BigDecimal("18446744073709551615"));
            assertThatThrownBy(() -> cursor.getUnscaled("d"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContainingAll("'d'", "92233720368547758.08", "getDecimal");
            assertThatThrownBy(() -> cursor.getEpochMicros("ns"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContainingAll("'ns'", "000000001", "getUnits");
            assertThat(cursor.getUnits("ns")).isEqualTo(1_709_208_000_000_000_001L);
            assertThatThrownBy(() -> cursor.getEpochMicros("s"))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContainingAll("'s'", "getUnits");
            assertThat(BoxedRows.of(cursor)).isEqualTo(row);
        }
    }

    @Test
    void unsignedLongsRoundToTheNearestDouble() {
        Schema one = Schema.builder().add("u", DataType.UNSIGNED_LONG).build();
        Random random = Seeds.random(43);
        try (ChunkFixture fixture = new ChunkFixture(pool, one)) {
            for (int round = 0; round < 10_000; round++) {
                BigInteger value = new BigInteger(64 - random.nextInt(12), random);
                Chunk chunk = fixture.chunk(List.<Object[]>of(new Object[] {value}));
                try (RowCursor cursor = new RowCursor(
                        new ListedChunks(one, List.of(List.<Object[]>of(new Object[] {value})), fixture))) {
                    assertThat(chunk.integers("u").getBigInteger(0)).isEqualTo(value);
                    cursor.next();
                    assertThat(cursor.getDouble(0)).as("%s", value).isEqualTo(value.doubleValue());
                }
            }
        }
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
