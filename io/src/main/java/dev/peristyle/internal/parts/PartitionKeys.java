package dev.peristyle.internal.parts;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.value.BinaryFormatter;
import dev.peristyle.internal.value.ValueFormatter;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
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
public final class PartitionKeys {
    private static final int NULL_LENGTH = -1;

    private final Schema schema;
    private final int maxPartitions;
    private final List<Column> columns = new ArrayList<>();

    /** One for each column, null for texts and bytes. */
    private final List<ValueFormatter> formatters = new ArrayList<>();

    private final List<byte[]> keys = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private int[] slots = new int[64];

    /**
     * No keys yet.
     *
     * @param schema the columns to divide by
     */
    public PartitionKeys(Schema schema, int maxPartitions) {
        this.schema = schema;
        this.maxPartitions = maxPartitions;
        for (Field field : schema.fields()) {
            boolean hasAnyLength = field.type().layout() == Layout.VIEW;
            formatters.add(hasAnyLength ? null : ValueFormatter.of(field.type()));
        }
    }

    /** Takes the rows of a chunk. */
    public void bind(Chunk chunk) {
        columns.clear();
        for (String name : schema.names()) {
            columns.add(chunk.column(name));
        }
    }

    /** What {@link #number} may write for a row. */
    public long maxBytes(int row) {
        long bytes = 4L * schema.size();
        for (int column = 0; column < formatters.size(); column++) {
            ValueFormatter formatter = formatters.get(column);
            bytes += formatter != null
                    ? formatter.maxBytes()
                    : isNull(column, row)
                            ? 0
                            : (int) Math.min(Integer.MAX_VALUE, BinaryFormatter.textBytes(length(column, row)));
        }
        return bytes;
    }

    private boolean isNull(int column, int row) {
        return Bits.isNull(columns.get(column).validityAddress(), row);
    }

    private int length(int column, int row) {
        return UnsafeApi.getInt(((ViewColumn) columns.get(column)).lengthsAddress() + 4L * row);
    }

    /**
     * The number of the key of a row.
     *
     * @param scratch address of as many bytes as {@link #maxBytes} says
     */
    public int number(int row, long scratch) {
        long end = scratch;
        for (int column = 0; column < schema.size(); column++) {
            long text = end + 4;
            boolean isNull = isNull(column, row);
            long textEnd = isNull ? text : text(column, row, text);
            UnsafeApi.putInt(end, isNull ? NULL_LENGTH : (int) (textEnd - text));
            end = textEnd;
        }
        return find(scratch, (int) (end - scratch));
    }

    private long text(int column, int row, long out) {
        long values = columns.get(column).valuesAddress();
        if (formatters.get(column) != null) {
            return formatters.get(column).format(values, row, out);
        }
        long address = UnsafeApi.getLong(values + 8L * row);
        int length = length(column, row);
        if (columns.get(column).type().kind() == DataType.Kind.BINARY) {
            return BinaryFormatter.format(address, length, out);
        }
        UnsafeApi.copyMemory(address, out, length);
        return out + length;
    }

    /** Where the rows of a key belong, below the directory of all. */
    public String directory(int number) {
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

    public static ComputationException tooMany(List<String> columns, int max) {
        return new ComputationException("the values of " + ShownNames.of(columns) + " make more than " + max
                + " directories. Divide by columns with fewer values, or allow more: Parts.maxPartitions(...)");
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
