package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every column does, whatever its type, and what its buffer does. */
class ColumnContractTest {

    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 1000};

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x99)
            .traceAllocations(true)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    static Stream<Field> types() {
        return BoxedRows.everyType().fields().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void givesBackEachValueAndEachNull(Field field) {
        Schema schema = Schema.of(field);
        for (int length : LENGTHS) {
            for (double nullShare : new double[] {0, 0.5, 1}) {
                long seed = Seeds.draw();
                List<Object[]> rows = BoxedRows.random(schema, length, nullShare, Seeds.random(seed));
                try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
                    Column column = fixture.chunk(rows).column(0);
                    assertThat(column.type()).isEqualTo(field.type());
                    assertThat(column.rowCount()).isEqualTo(length);
                    long nulls = rows.stream().filter(row -> row[0] == null).count();
                    assertThat(column.nullCount()).isEqualTo((int) nulls);
                    assertThat(column.validityAddress() == 0).isEqualTo(nulls == 0);
                    for (int row = 0; row < length; row++) {
                        assertThat(BoxedRows.get(column, row))
                                .as("seed %s, row %s of %s", seed, row, length)
                                .isEqualTo(rows.get(row)[0]);
                        assertThat(column.getObject(row)).isEqualTo(rows.get(row)[0]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void checksEachAccess(Field field) {
        Schema schema = Schema.of(field);
        List<Object[]> rows = BoxedRows.random(schema, 10, 0, Seeds.random(1));
        rows.get(4)[0] = null;
        ChunkFixture fixture = new ChunkFixture(pool, schema);
        Chunk chunk = fixture.chunk(rows);
        Column column = chunk.column(0);
        for (int row : new int[] {-1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> column.isNull(row)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> read(column, row)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> read(column, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("row 4 is null");
        fixture.close();
        assertThat(column.rowCount()).isZero();
        assertThat(column.nullCount()).isZero();
        for (int row : new int[] {-1, 0, 4}) {
            assertThatThrownBy(() -> column.isNull(row)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> read(column, row))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
        assertThatThrownBy(column::valuesAddress).isInstanceOf(IllegalStateException.class);
    }

    /** Calls the accessor of the column's class without asking for null first. */
    private static Object read(Column column, int row) {
        if (column instanceof BooleanColumn booleans) {
            return booleans.get(row);
        } else if (column instanceof IntColumn ints) {
            return ints.get(row);
        } else if (column instanceof LongColumn longs) {
            return longs.get(row);
        } else if (column instanceof FloatColumn floats) {
            return floats.get(row);
        } else if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        } else if (column instanceof DecimalColumn decimals) {
            return decimals.getUnscaled(row);
        } else if (column instanceof DateColumn dates) {
            return dates.getEpochDay(row);
        } else if (column instanceof TimestampColumn timestamps) {
            return timestamps.getUnits(row);
        }
        if (column instanceof IntegerColumn integers) {
            return integers.getBits(row);
        } else if (column instanceof TimeColumn times) {
            return times.getUnits(row);
        } else if (column instanceof DurationColumn durations) {
            return durations.getUnits(row);
        }
        ViewColumn text = (ViewColumn) column;
        text.view(row, new UnsafeBuffer(0, 0));
        return text.byteLength(row);
    }

    @ParameterizedTest
    @MethodSource("types")
    void shownThroughAnotherColumnIsTheSame(Field field) {
        Schema schema = Schema.of(field);
        List<Object[]> rows = BoxedRows.random(schema, 100, 0.5, Seeds.random(2));
        try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            Column source = fixture.chunk(rows).column(0);
            Column other = ColumnBinder.create(field.type());
            assertThatThrownBy(() -> other.isNull(0)).isInstanceOf(IllegalStateException.class);
            ColumnBinder.bindSame(other, source);
            for (int row = 0; row < 100; row++) {
                assertThat(BoxedRows.get(other, row)).isEqualTo(rows.get(row)[0]);
            }
            ColumnBinder.invalidate(other);
            assertThatThrownBy(() -> other.isNull(0)).isInstanceOf(IllegalStateException.class);
            assertThat(source.rowCount()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aBufferGrowsInWholeWordsAndIsReused(Field field) {
        try (ColumnBuffer buffer = new ColumnBuffer(pool, "test", field.type())) {
            assertThat(buffer.capacity()).isZero();
            buffer.publish(0, 0);
            assertThat(buffer.column().rowCount()).isZero();
            assertThatThrownBy(() -> buffer.publish(1, 0)).isInstanceOf(IllegalArgumentException.class);
            buffer.ensureCapacity(65);
            assertThat(buffer.capacity()).isEqualTo(128);
            long used = pool.used();
            Column column = buffer.column();
            long address = buffer.valuesAddress();
            buffer.ensureCapacity(128);
            assertThat(buffer.valuesAddress()).isEqualTo(address);
            assertThat(pool.used()).isEqualTo(used);
            buffer.setAllPresent();
            buffer.publish(128, 0);
            assertThat(buffer.column()).isSameAs(column);
            assertThat(UnsafeApi.getLong(buffer.validityAddress() + 8)).isEqualTo(-1);
            buffer.ensureCapacity(129);
            assertThat(column.rowCount()).isZero();
            assertThatThrownBy(() -> buffer.publish(193, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(pool.used()).isZero();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aBufferThatMayNotGrowHoldsNothingAndCanTryAgain(Field field) {
        try (MemoryPool limited = pool.child("limited", 1500);
                ColumnBuffer buffer = new ColumnBuffer(limited, "scan", field.type())) {
            buffer.ensureCapacity(64);
            assertThatThrownBy(() -> buffer.ensureCapacity(1_000_000))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("scan");
            assertThat(limited.used()).isZero();
            assertThat(buffer.capacity()).isZero();
            assertThat(buffer.column().rowCount()).isZero();
            buffer.ensureCapacity(64);
            assertThat(buffer.capacity()).isEqualTo(64);
        }
    }

    @Test
    void decimalsAndTimestampsReadAsOtherTypes() {
        Schema schema = Schema.builder()
                .add("amount", DataType.decimal(18, 4))
                .add("instant", DataType.TIMESTAMP)
                .build();
        Instant instant = Instant.parse("1969-12-31T23:59:59.999999Z");
        try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            Chunk chunk =
                    fixture.chunk(List.<Object[]>of(new Object[] {new BigDecimal("12345678901234.5678"), instant}));
            assertThat(chunk.decimals("amount").getDouble(0)).isEqualTo(12345678901234.5678);
            assertThat(chunk.timestamps("instant").getEpochMicros(0)).isEqualTo(-1);
            assertThat(chunk.timestamps("instant").getLocal(0))
                    .isEqualTo(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
    }

    @Test
    void textIsShownWithoutACopy() {
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            StringColumn text = fixture.chunk(List.<Object[]>of(new Object[] {"日本語"}, new Object[] {""}))
                    .strings("text");
            UnsafeBuffer view = new UnsafeBuffer(0, 0);
            text.view(0, view);
            assertThat(view.addressOffset()).isEqualTo(UnsafeApi.getLong(text.valuesAddress()));
            assertThat(view.getStringWithoutLengthUtf8(0, view.capacity())).isEqualTo("日本語");
            assertThat(text.byteLength(0)).isEqualTo(9);
            assertThat(text.byteLength(1)).isZero();
            assertThat(text.get(1)).isEmpty();
        }
    }

    @Test
    void bytesThatAreNotUtf8AreShownAsReplacement() {
        try (OffHeapBuffer bytes = pool.allocate(3, "text");
                ColumnBuffer buffer = new ColumnBuffer(pool, "test", DataType.STRING)) {
            UnsafeApi.putByte(bytes.address(), (byte) 'a');
            UnsafeApi.putByte(bytes.address() + 1, (byte) 0xFF);
            UnsafeApi.putByte(bytes.address() + 2, (byte) 'b');
            buffer.ensureCapacity(1);
            UnsafeApi.putLong(buffer.valuesAddress(), bytes.address());
            UnsafeApi.putInt(buffer.lengthsAddress(), 3);
            buffer.publish(1, 0);
            assertThat(((StringColumn) buffer.column()).get(0)).isEqualTo("a\uFFFDb");
        }
    }
}
