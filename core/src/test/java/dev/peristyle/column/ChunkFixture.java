package dev.peristyle.column;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Turns boxed rows into chunks. What the contracts leave undefined is hostile: values of rows without a value are garbage,
 * views among them point nowhere, and bits after the last row are set at random. Each chunk has exactly the memory that it
 * needs, so that a view never continues in the next one's bytes.
 */
public final class ChunkFixture implements AutoCloseable {

    private static final long NOWHERE = 0x10;

    private final MemoryPool pool;
    private final Schema schema;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final Chunk chunk;
    private OffHeapBuffer text;

    public ChunkFixture(MemoryPool pool, Schema schema) {
        this.pool = pool;
        this.schema = schema;
        List<Column> columns = new ArrayList<>();
        schema.fields().forEach(field -> {
            ColumnBuffer buffer = new ColumnBuffer(pool, "fixture", field.type());
            buffers.add(buffer);
            columns.add(buffer.column());
        });
        this.chunk = new Chunk(schema, columns);
    }

    /** A chunk of rows; reused by the next call. */
    public Chunk chunk(List<Object[]> rows) {
        if (text != null) {
            text.close();
        }
        long bytes = 0;
        for (Object[] row : rows) {
            for (Object value : row) {
                bytes += value instanceof String string ? string.getBytes(StandardCharsets.UTF_8).length : 0;
            }
        }
        text = pool.allocate(bytes, "fixture: text");
        long end = text.address();
        for (int column = 0; column < schema.size(); column++) {
            end = fill(column, rows, end);
        }
        chunk.publish(rows.size());
        return chunk;
    }

    private long fill(int column, List<Object[]> rows, long textEnd) {
        ColumnBuffer buffer = buffers.get(column);
        buffer.ensureCapacity(rows.size());
        long end = textEnd;
        int nulls = 0;
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.get(row)[column];
            setBit(buffer.validityAddress(), row, value != null);
            if (value == null) {
                nulls++;
                poison(buffer, row);
            } else if (value instanceof String string) {
                byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(end + position, bytes[position]);
                }
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, end);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, bytes.length);
                end += bytes.length;
            } else {
                put(buffer, row, value);
            }
        }
        buffer.publish(rows.size(), nulls);
        return end;
    }

    private static void poison(ColumnBuffer buffer, int row) {
        switch (buffer.column().type().layout()) {
            case BIT -> setBit(buffer.valuesAddress(), row, (row & 1) == 0);
            case INT32, FLOAT32 -> UnsafeApi.putInt(buffer.valuesAddress() + 4L * row, 0xDEADBEEF);
            case INT64, FLOAT64 -> UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, 0xDEADBEEFDEADBEEFL);
            case VIEW -> {
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, NOWHERE);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, 1 << 30);
            }
        }
    }

    private static void put(ColumnBuffer buffer, int row, Object value) {
        long values = buffer.valuesAddress();
        DataType type = buffer.column().type();
        switch (type.kind()) {
            case BOOLEAN -> setBit(values, row, (Boolean) value);
            case INT -> UnsafeApi.putInt(values + 4L * row, (Integer) value);
            case LONG -> UnsafeApi.putLong(values + 8L * row, (Long) value);
            case FLOAT -> UnsafeApi.putInt(values + 4L * row, Float.floatToRawIntBits((Float) value));
            case DOUBLE -> UnsafeApi.putLong(values + 8L * row, Double.doubleToRawLongBits((Double) value));
            case DECIMAL ->
                UnsafeApi.putLong(
                        values + 8L * row,
                        ((BigDecimal) value)
                                .setScale(type.scale())
                                .unscaledValue()
                                .longValueExact());
            case DATE -> UnsafeApi.putInt(values + 4L * row, (int) ((LocalDate) value).toEpochDay());
            case TIMESTAMP -> UnsafeApi.putLong(values + 8L * row, micros(value));
            case STRING -> throw new IllegalArgumentException("text is written as views");
        }
    }

    private static long micros(Object value) {
        Instant instant = value instanceof Instant utc ? utc : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private static void setBit(long bitmap, int row, boolean value) {
        long address = bitmap + (row >> 3);
        int bit = 1 << (row & 7);
        int held = UnsafeApi.getByte(address);
        UnsafeApi.putByte(address, (byte) (value ? held | bit : held & ~bit));
    }

    @Override
    public void close() {
        buffers.forEach(ColumnBuffer::close);
        if (text != null) {
            text.close();
        }
    }
}
