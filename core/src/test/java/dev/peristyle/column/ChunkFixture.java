package dev.peristyle.column;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
                bytes += isView(value) ? bytes(value).length : 0;
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
            } else if (isView(value)) {
                byte[] bytes = bytes(value);
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

    private static boolean isView(Object value) {
        return value instanceof String || value instanceof byte[];
    }

    private static byte[] bytes(Object value) {
        return value instanceof String string ? string.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
    }

    private static void poison(ColumnBuffer buffer, int row) {
        Layout layout = buffer.column().type().layout();
        if (layout == Layout.BIT) {
            setBit(buffer.valuesAddress(), row, (row & 1) == 0);
        } else if (layout == Layout.VIEW) {
            UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, NOWHERE);
            UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, 1 << 30);
        } else {
            for (int part = 0; part < layout.bytes(); part++) {
                UnsafeApi.putByte(buffer.valuesAddress() + (long) layout.bytes() * row + part, (byte) 0xDE);
            }
        }
    }

    private static void put(ColumnBuffer buffer, int row, Object value) {
        DataType type = buffer.column().type();
        if (value instanceof Boolean truth) {
            setBit(buffer.valuesAddress(), row, truth);
            return;
        }
        BigInteger bits = bits(type, value);
        int width = type.layout().bytes();
        for (int part = 0; part < width; part++) {
            UnsafeApi.putByte(
                    buffer.valuesAddress() + (long) width * row + part,
                    bits.shiftRight(8 * part).byteValue());
        }
    }

    /** The value as an integer, of which a column holds as many bits as it is wide. */
    private static BigInteger bits(DataType type, Object value) {
        if (value instanceof Float number) {
            return BigInteger.valueOf(
                    type.layout() == Layout.FLOAT16
                            ? DoubleAccess.of(Layout.FLOAT16).toWord(number.doubleValue())
                            : Float.floatToRawIntBits(number));
        } else if (value instanceof Double number) {
            return BigInteger.valueOf(Double.doubleToRawLongBits(number));
        } else if (value instanceof BigDecimal decimal) {
            return decimal.setScale(type.scale()).unscaledValue();
        } else if (value instanceof BigInteger integer) {
            return integer;
        } else if (value instanceof Number number) {
            return BigInteger.valueOf(number.longValue());
        } else if (value instanceof LocalDate date) {
            return BigInteger.valueOf(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            return BigInteger.valueOf(time.toNanoOfDay() / type.resolution().nanos());
        } else if (value instanceof Duration amount) {
            return units(type, amount.getSeconds(), amount.getNano());
        }
        Instant instant = value instanceof Instant utc ? utc : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
        return units(type, instant.getEpochSecond(), instant.getNano());
    }

    private static BigInteger units(DataType type, long seconds, int nanos) {
        return BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(type.resolution().perSecond()))
                .add(BigInteger.valueOf(nanos / type.resolution().nanos()));
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
