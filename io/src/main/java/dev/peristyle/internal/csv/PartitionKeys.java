package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Numbers the combinations of values that rows are divided by, in the order in which they are met, and names the directory of each. Nothing is
 * allocated for a row whose values were met before. Not thread-safe.
 */
final class PartitionKeys {
    private static final int NULL_LENGTH = -1;

    private final Schema schema;
    private final int maxPartitions;
    private final RowFormatter values;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private int[] slots = new int[64];

    /**
     * No keys yet.
     *
     * @param schema the columns to divide by
     */
    PartitionKeys(Schema schema, int maxPartitions) {
        this.schema = schema;
        this.maxPartitions = maxPartitions;
        this.values = new RowFormatter(WriteSettings.plain(',', '"', true), schema);
    }

    /** Takes the rows of a chunk. */
    void bind(Chunk chunk) {
        List<Column> columns = new ArrayList<>();
        for (String name : schema.names()) {
            columns.add(chunk.column(name));
        }
        ChunkWriter projected = new ChunkWriter(schema, columns);
        projected.publish(chunk.rowCount());
        values.bind(projected.chunk());
    }

    /** What {@link #number} may write for a row. */
    long maxBytes(int row) {
        return values.maxBytes(row, row + 1) + 4L * schema.size();
    }

    /**
     * The number of the key of a row.
     *
     * @param scratch address of as many bytes as {@link #maxBytes} says
     */
    int number(int row, long scratch) {
        long end = scratch;
        for (int column = 0; column < schema.size(); column++) {
            long text = end + 4;
            long textEnd = values.isNull(column, row) ? text : text(column, row, text);
            UnsafeApi.putInt(end, values.isNull(column, row) ? NULL_LENGTH : (int) (textEnd - text));
            end = textEnd;
        }
        return find(scratch, (int) (end - scratch));
    }

    private long text(int column, int row, long out) {
        if (!values.isText(column)) {
            return values.value(column, row, out);
        }
        int length = values.length(column, row);
        UnsafeApi.copyMemory(UnsafeApi.getLong(values.valuesAddress(column) + 8L * row), out, length);
        return out + length;
    }

    /** Where the rows of a key belong, below the directory of all. */
    String directory(int number) {
        return directories.get(number);
    }

    private int find(long key, int length) {
        int slot = slot(hash(key, length));
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (equal(keys.get(number), key, length)) {
                return number;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return add(key, length, slot);
    }

    private int add(long key, int length, int slot) {
        if (keys.size() == maxPartitions) {
            throw tooMany(schema.names(), maxPartitions);
        }
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, key, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        keys.add(bytes);
        directories.add(directory(bytes));
        slots[slot] = keys.size();
        if (keys.size() > slots.length / 2) {
            grow();
        }
        return keys.size() - 1;
    }

    static ComputationException tooMany(List<String> columns, int max) {
        return new ComputationException("csv: the values of " + ShownNames.of(columns) + " make more than " + max
                + " directories. Divide by columns with fewer values, or allow more: CsvParts.maxPartitions(...)");
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < keys.size(); number++) {
            int slot = slot(Arrays.hashCode(keys.get(number)));
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & slots.length - 1;
    }

    /** As {@link Arrays#hashCode(byte[])}. */
    private static int hash(long key, int length) {
        int hash = 1;
        for (int position = 0; position < length; position++) {
            hash = 31 * hash + UnsafeApi.getByte(key + position);
        }
        return hash;
    }

    private static boolean equal(byte[] bytes, long key, int length) {
        if (bytes.length != length) {
            return false;
        }
        for (int position = 0; position < length; position++) {
            if (bytes[position] != UnsafeApi.getByte(key + position)) {
                return false;
            }
        }
        return true;
    }

    private String directory(byte[] key) {
        StringBuilder path = new StringBuilder();
        ByteBuffer parts = ByteBuffer.wrap(key).order(ByteOrder.nativeOrder());
        for (String name : schema.names()) {
            int length = parts.getInt();
            String value =
                    length == NULL_LENGTH ? null : new String(key, parts.position(), length, StandardCharsets.UTF_8);
            parts.position(parts.position() + Math.max(0, length));
            if (path.length() > 0) {
                path.append('/');
            }
            path.append(DirectoryName.of(name, value));
        }
        return path.toString();
    }
}
