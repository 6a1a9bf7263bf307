package dev.peristyle.internal.aggregate;

import dev.peristyle.column.BooleanColumn;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.DateColumn;
import dev.peristyle.column.DecimalColumn;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.FloatColumn;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Rows of boxed values as columns, and back. A row is a list with a Boolean, Integer (int, date), BigInteger (unsigned long,
 * unscaled decimal of more than 18 digits), Float, Double, String, {@link Binary} or Long (all else) a column, or null. What
 * is at nulls is garbage on purpose.
 */
final class BoxedChunk implements AutoCloseable {

    private static final int PAGE = 4096;

    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final List<OffHeapBuffer> texts = new ArrayList<>();

    BoxedChunk(MemoryPool pool, Schema schema, List<List<Object>> rows) {
        for (int position = 0; position < schema.size(); position++) {
            List<Object> values = new ArrayList<>(rows.size());
            for (List<Object> row : rows) {
                values.add(row.get(position));
            }
            buffers.add(fill(pool, schema.field(position).type(), values));
        }
    }

    /** The columns as a chunk. */
    Chunk chunk(Schema schema) {
        ChunkWriter writer = ChunkWriter.over(schema, buffers);
        writer.publish(buffers.get(0).column().rowCount());
        return writer.chunk();
    }

    Column column(int position) {
        return buffers.get(position).column();
    }

    Column[] columns(int from, int to) {
        Column[] columns = new Column[to - from];
        for (int position = from; position < to; position++) {
            columns[position - from] = column(position);
        }
        return columns;
    }

    private ColumnBuffer fill(MemoryPool pool, DataType type, List<Object> values) {
        ColumnBuffer buffer = new ColumnBuffer(pool, "test column", type);
        buffer.ensureCapacity(Math.max(1, values.size()));
        buffer.setAllPresent();
        long textAddress = type.layout() == Layout.VIEW ? textsEndingAtAPage(pool, values) : 0;
        // bits past the last row may be anything
        for (int row = values.size(); row < buffer.capacity(); row++) {
            WordCells.setBit(buffer.validityAddress(), row, row % 3 == 0);
        }
        int nulls = 0;
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value == null) {
                WordCells.setBit(buffer.validityAddress(), row, false);
                putGarbage(buffer, type, row);
                nulls++;
            } else if (type.layout() == Layout.VIEW) {
                byte[] bytes = bytes(value);
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(textAddress + position, bytes[position]);
                }
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, textAddress);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, bytes.length);
                textAddress += bytes.length;
            } else if (type.layout() == Layout.INT128) {
                BigInteger number = (BigInteger) value;
                UnsafeApi.putLong(buffer.valuesAddress() + 16L * row, number.longValue());
                UnsafeApi.putLong(
                        buffer.valuesAddress() + 16L * row + 8,
                        number.shiftRight(64).longValue());
            } else {
                WordCells.store(type.layout(), buffer.valuesAddress(), row, raw(type, value));
            }
        }
        buffer.publish(values.size(), nulls);
        return buffer;
    }

    /** Lets the last text end where a page ends, because what follows may not be readable. */
    private long textsEndingAtAPage(MemoryPool pool, List<Object> values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += value == null ? 0 : bytes(value).length;
        }
        OffHeapBuffer memory = pool.allocate(bytes + PAGE, "test text");
        texts.add(memory);
        long end = (memory.address() + bytes + PAGE) & -PAGE;
        return end - bytes;
    }

    static byte[] bytes(Object value) {
        return value instanceof Binary binary ? binary.array() : ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    private static void putGarbage(ColumnBuffer buffer, DataType type, int row) {
        switch (type.layout()) {
            case VIEW -> {
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, 0x7E57_7E57_7E57_7E57L);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, 0x7E57_7E57);
            }
            case INT128 -> {
                UnsafeApi.putLong(buffer.valuesAddress() + 16L * row, 0x7E57_7E57_7E57_7E57L);
                UnsafeApi.putLong(buffer.valuesAddress() + 16L * row + 8, 0x7E57_7E57_7E57_7E57L);
            }
            default -> WordCells.store(type.layout(), buffer.valuesAddress(), row, 0x7E57_7E57_7E57_7E57L);
        }
    }

    private static long raw(DataType type, Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Float number) {
            return type.layout() == Layout.FLOAT16
                    ? DoubleAccess.of(Layout.FLOAT16).toWord(number)
                    : Float.floatToRawIntBits(number);
        }
        if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        return ((Number) value).longValue();
    }

    /** The rows of a chunk. */
    static List<List<Object>> rows(Chunk chunk) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < chunk.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (int position = 0; position < chunk.schema().size(); position++) {
                values.add(value(chunk.column(position), row));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column.type().kind()) {
            case BOOLEAN -> ((BooleanColumn) column).get(row);
            case INT -> ((IntColumn) column).get(row);
            case LONG -> ((LongColumn) column).get(row);
            case FLOAT16, FLOAT -> ((FloatColumn) column).get(row);
            case DOUBLE -> ((DoubleColumn) column).get(row);
            case DECIMAL ->
                column.type().layout() == Layout.INT128
                        ? wide(column.valuesAddress() + 16L * row)
                        : (Object) ((DecimalColumn) column).getUnscaled(row);
            case DATE -> ((DateColumn) column).getEpochDay(row);
            case STRING -> ((StringColumn) column).get(row);
            case BINARY -> Binary.of(bytes((ViewColumn) column, row));
            case UNSIGNED_LONG ->
                new BigInteger(Long.toUnsignedString(UnsafeApi.getLong(column.valuesAddress() + 8L * row)));
            default -> WordCells.load(column.type().layout(), column.valuesAddress(), row);
        };
    }

    private static BigInteger wide(long address) {
        return BigInteger.valueOf(UnsafeApi.getLong(address + 8))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(UnsafeApi.getLong(address))));
    }

    private static byte[] bytes(ViewColumn column, int row) {
        byte[] bytes = new byte[UnsafeApi.getInt(column.lengthsAddress() + 4L * row)];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(UnsafeApi.getLong(column.valuesAddress() + 8L * row) + position);
        }
        return bytes;
    }

    static Schema schema(DataType... types) {
        List<Field> fields = new ArrayList<>();
        for (DataType type : types) {
            fields.add(new Field("c" + fields.size(), type));
        }
        return Schema.of(fields);
    }

    @Override
    public void close() {
        buffers.forEach(ColumnBuffer::close);
        texts.forEach(OffHeapBuffer::close);
    }
}
