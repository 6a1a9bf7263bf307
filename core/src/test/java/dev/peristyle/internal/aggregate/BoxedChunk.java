package dev.peristyle.internal.aggregate;

import dev.peristyle.column.BooleanColumn;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.DateColumn;
import dev.peristyle.column.DecimalColumn;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.FloatColumn;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.TimestampColumn;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Rows of boxed values as columns, and back. A row is a list with a Boolean, Integer (int, date), Long (long, decimal
 * unscaled, timestamp), Float, Double or String a column, or null. What stands at nulls is garbage on purpose.
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
        long textAddress = type.kind() == DataType.Kind.STRING ? textsEndingAtAPage(pool, values) : 0;
        // bits past the last row may be anything
        for (int row = values.size(); row < buffer.capacity(); row++) {
            CellWriter.writeBit(buffer.validityAddress(), row, row % 3 == 0);
        }
        int nulls = 0;
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            if (value == null) {
                CellWriter.writeBit(buffer.validityAddress(), row, false);
                putGarbage(buffer, type, row);
                nulls++;
            } else if (value instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(textAddress + position, bytes[position]);
                }
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, textAddress);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, bytes.length);
                textAddress += bytes.length;
            } else {
                CellWriter.write(type.layout(), buffer.valuesAddress(), row, raw(value));
            }
        }
        buffer.publish(values.size(), nulls);
        return buffer;
    }

    /** Lets the last text end where a page ends, because what follows may not be readable. */
    private long textsEndingAtAPage(MemoryPool pool, List<Object> values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += value == null ? 0 : ((String) value).getBytes(StandardCharsets.UTF_8).length;
        }
        OffHeapBuffer memory = pool.allocate(bytes + PAGE, "test text");
        texts.add(memory);
        long end = (memory.address() + bytes + PAGE) & -PAGE;
        return end - bytes;
    }

    private static void putGarbage(ColumnBuffer buffer, DataType type, int row) {
        CellWriter.write(type.layout(), buffer.valuesAddress(), row, 0x7E57_7E57_7E57_7E57L);
        if (type.kind() == DataType.Kind.STRING) {
            UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, 0x7E57_7E57);
        }
    }

    private static long raw(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Float number) {
            return Float.floatToRawIntBits(number);
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
            case FLOAT -> ((FloatColumn) column).get(row);
            case DOUBLE -> ((DoubleColumn) column).get(row);
            case DECIMAL -> ((DecimalColumn) column).getUnscaled(row);
            case DATE -> ((DateColumn) column).getEpochDay(row);
            case TIMESTAMP -> ((TimestampColumn) column).getEpochMicros(row);
            case STRING -> ((StringColumn) column).get(row);
        };
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
