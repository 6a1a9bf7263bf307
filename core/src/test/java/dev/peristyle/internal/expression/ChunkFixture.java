package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * A chunk made of boxed values as {@link Bound.Constant} holds them. The pool is dirty and what lies under a null is
 * garbage.
 */
final class ChunkFixture implements AutoCloseable {

    private static final byte DIRT = (byte) 0xA5;

    private final MemoryPool pool =
            MemoryPool.builder("test").traceAllocations(true).fillWith(DIRT).build();
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final List<OffHeapBuffer> texts = new ArrayList<>();
    private final Chunk chunk;

    ChunkFixture(Schema schema, List<List<Object>> columns) {
        List<Column> shown = new ArrayList<>();
        for (int position = 0; position < schema.size(); position++) {
            shown.add(column(schema, position, columns.get(position)));
        }
        ChunkWriter writer = new ChunkWriter(schema, shown);
        writer.publish(columns.isEmpty() ? 1 : columns.get(0).size());
        chunk = writer.chunk();
    }

    MemoryPool pool() {
        return pool;
    }

    Chunk chunk() {
        return chunk;
    }

    private Column column(Schema schema, int position, List<Object> values) {
        ColumnBuffer buffer =
                new ColumnBuffer(pool, "fixture", schema.field(position).type());
        buffers.add(buffer);
        buffer.ensureCapacity(Math.max(1, values.size()));
        Layout layout = schema.field(position).type().layout();
        int nulls = 0;
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            setBit(buffer.validityAddress(), row, value != null);
            if (value == null) {
                nulls++;
            } else {
                put(buffer, layout, row, value);
            }
        }
        buffer.publish(values.size(), nulls);
        return buffer.column();
    }

    private void put(ColumnBuffer buffer, Layout layout, int row, Object value) {
        long eight = buffer.valuesAddress() + 8L * row;
        long four = buffer.valuesAddress() + 4L * row;
        switch (layout) {
            case BIT -> setBit(buffer.valuesAddress(), row, (Boolean) value);
            case INT8, UINT8 -> UnsafeApi.putByte(buffer.valuesAddress() + row, ((Integer) value).byteValue());
            case INT16, UINT16 -> UnsafeApi.putShort(buffer.valuesAddress() + 2L * row, ((Integer) value).shortValue());
            case UINT32 -> UnsafeApi.putInt(four, ((Long) value).intValue());
            case UINT64 -> UnsafeApi.putLong(eight, ((BigInteger) value).longValue());
            case INT128 -> WideInteger.put(buffer.valuesAddress() + 16L * row, (BigInteger) value);
            case INT32 -> UnsafeApi.putInt(four, (Integer) value);
            case INT64 -> UnsafeApi.putLong(eight, (Long) value);
            case FLOAT16 -> DoubleAccess.of(layout).storeRow(buffer.valuesAddress(), row, (Float) value);
            case FLOAT32 -> UnsafeApi.putFloat(four, (Float) value);
            case FLOAT64 -> UnsafeApi.putDouble(eight, (Double) value);
            case VIEW -> {
                byte[] bytes = TextConstant.bytes(new Bound.Constant(null, value));
                OffHeapBuffer text = pool.allocate(bytes.length, "text");
                texts.add(text);
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(text.address() + position, bytes[position]);
                }
                UnsafeApi.putLong(eight, text.address());
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, bytes.length);
            }
        }
    }

    private static void setBit(long bitmap, int row, boolean value) {
        int old = UnsafeApi.getByte(bitmap + (row >> 3));
        int bit = 1 << (row & 7);
        UnsafeApi.putByte(bitmap + (row >> 3), (byte) (value ? old | bit : old & ~bit));
    }

    /** The values of a column as boxed values. */
    static List<Object> boxed(Column column) {
        List<Object> values = new ArrayList<>();
        int nulls = 0;
        for (int row = 0; row < column.rowCount(); row++) {
            Object value = ValueText.raw(column, row);
            nulls += value == null ? 1 : 0;
            values.add(value);
        }
        if (nulls != column.nullCount()) {
            throw new AssertionError("null count is " + column.nullCount() + ", but there are " + nulls);
        }
        return values;
    }

    /** Evaluates an expression over the chunk. */
    List<Object> evaluate(Node node) {
        try (Evaluator evaluator = Binder.bind(node, chunk.schema()).open(pool)) {
            evaluator.evaluate(chunk);
            return boxed(evaluator.evaluate(chunk));
        }
    }

    /** Frees everything and fails on leaks. */
    @Override
    public void close() {
        buffers.forEach(ColumnBuffer::close);
        texts.forEach(OffHeapBuffer::close);
        pool.close();
        if (pool.used() != 0) {
            throw new AssertionError(pool.report());
        }
    }
}
