package dev.peristyle.internal.record;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.Hash;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import org.agrona.UnsafeApi;

/** One column of a {@link RecordStore}: values that can be set, inserted and taken away. Text is in blocks that it shares. */
final class StoredColumn implements AutoCloseable {

    private static final int LENGTH = Integer.BYTES;

    private final Column column;
    private final ViewColumn views;

    /** Bytes of a value; 0 for bits. */
    private final int width;

    private final GrowingBuffer values;
    private final GrowingBuffer lengths;
    private final GrowingBuffer validity;
    private int nulls;

    StoredColumn(Field field, MemoryPool pool, String owner) {
        this.column = ColumnBinder.create(field.type());
        this.views = column instanceof ViewColumn view ? view : null;
        this.width = views != null ? Long.BYTES : field.type().layout().bytes();
        this.values = new GrowingBuffer(pool, owner);
        this.lengths = new GrowingBuffer(pool, owner);
        this.validity = new GrowingBuffer(pool, owner);
    }

    Column column() {
        return column;
    }

    /** Makes room for so many rows. What has moved for that, also where there is no room for all, is to be {@linkplain #show shown}. */
    void reserve(long rows) {
        values.ensureKept(bytes(rows, width));
        validity.ensureKept(bitmap(rows));
        if (views != null) {
            lengths.ensureKept(rows * LENGTH);
        }
    }

    /** Takes no more memory than so many rows need. */
    void trim(int rows) {
        trim(values, bytes(rows, width));
        trim(validity, bitmap(rows));
        if (views != null) {
            trim(lengths, (long) rows * LENGTH);
        }
    }

    private static void trim(GrowingBuffer buffer, long bytes) {
        if (bytes == 0) {
            buffer.close();
        } else if (bytes < buffer.capacity()) {
            buffer.replace(bytes, bytes);
        }
    }

    /** Shows so many rows. */
    void show(int rows) {
        if (views != null) {
            ColumnBinder.bindViews(views, rows, values.address(), lengths.address(), validity.address(), nulls);
        } else {
            ColumnBinder.bind(column, rows, values.address(), validity.address(), nulls);
        }
    }

    /** Shows the same to who makes records. */
    void show(StoredRow row, int position) {
        row.bind(position, values.address(), lengths.address(), nulls == 0 ? 0 : validity.address());
    }

    /** Moves rows {@code [from, to)} so many places, into rows that are not needed. */
    void move(int from, int to, int by) {
        if (to == from) {
            return;
        }
        if (width == 0) {
            BitCopyKernel.move(values.address(), from, (long) from + by, (long) to - from);
        } else {
            moveBytes(values.address(), width, from, to, by);
        }
        if (views != null) {
            moveBytes(lengths.address(), LENGTH, from, to, by);
        }
        BitCopyKernel.move(validity.address(), from, (long) from + by, (long) to - from);
    }

    private static void moveBytes(long address, int width, int from, int to, int by) {
        UnsafeApi.copyMemory(
                address + (long) from * width, address + ((long) from + by) * width, (long) (to - from) * width);
    }

    /** Takes over the first row of another column of the type, in place of none. */
    void put(int row, Column source, TextBlocks text) {
        boolean isNull = source.isNull(0);
        setBit(validity.address(), row, !isNull);
        nulls += isNull ? 1 : 0;
        long from = source.valuesAddress();
        if (width == 0) {
            setBit(values.address(), row, !isNull && Bits.isSet(from, 0));
        } else if (views == null) {
            UnsafeApi.copyMemory(from, values.address() + (long) row * width, width);
        } else {
            int length = isNull ? 0 : UnsafeApi.getInt(((ViewColumn) source).lengthsAddress());
            UnsafeApi.putLong(values.address() + 8L * row, isNull ? 0 : text.add(UnsafeApi.getLong(from), length));
            UnsafeApi.putInt(lengths.address() + 4L * row, length);
        }
    }

    /** Bytes of text that the first row of another column takes. */
    static long textOf(Column source) {
        return source instanceof ViewColumn view && !source.isNull(0) ? view.byteLength(0) : 0;
    }

    /** Whether a row has the value that the first row of another column of the type has; null is the same as null. */
    boolean isSame(int row, Column source) {
        boolean isNull = isNull(row);
        if (isNull || source.isNull(0)) {
            return isNull == source.isNull(0);
        }
        long from = source.valuesAddress();
        long address = values.address() + (long) row * width;
        if (views != null) {
            int length = UnsafeApi.getInt(lengths.address() + 4L * row);
            return length == UnsafeApi.getInt(((ViewColumn) source).lengthsAddress())
                    && isSame(UnsafeApi.getLong(address), UnsafeApi.getLong(from), length);
        }
        return width == 0 ? Bits.at(values.address(), row) == Bits.at(from, 0) : isSame(address, from, width);
    }

    private static boolean isSame(long one, long other, int length) {
        int position = 0;
        for (; position <= length - Long.BYTES; position += Long.BYTES) {
            if (UnsafeApi.getLong(one + position) != UnsafeApi.getLong(other + position)) {
                return false;
            }
        }
        for (; position < length; position++) {
            if (UnsafeApi.getByte(one + position) != UnsafeApi.getByte(other + position)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a row of a column of integers has a number, of as many bits as they have. */
    boolean isWord(int row, long word) {
        return width == Long.BYTES
                ? UnsafeApi.getLong(values.address() + 8L * row) == word
                : UnsafeApi.getInt(values.address() + 4L * row) == word;
    }

    private boolean isNull(int row) {
        return nulls > 0 && !Bits.isSet(validity.address(), row);
    }

    /** Takes the value of a row into a hash. */
    long hash(long hash, int row) {
        return isNull(row) ? hashOfNull(hash) : hash(hash, values.address(), lengths.address(), row);
    }

    /** Takes the value of the first row of another column of the type into a hash. */
    long hash(long hash, Column source) {
        if (source.isNull(0)) {
            return hashOfNull(hash);
        }
        long sourceLengths = source instanceof ViewColumn view ? view.lengthsAddress() : 0;
        return hash(hash, source.valuesAddress(), sourceLengths, 0);
    }

    private static long hashOfNull(long hash) {
        return Hash.mix(hash, Long.MIN_VALUE);
    }

    private long hash(long hash, long at, long lengthsAt, int row) {
        if (views != null) {
            int length = UnsafeApi.getInt(lengthsAt + 4L * row);
            return Hash.mix(hash, Hash.ofText(UnsafeApi.getLong(at + 8L * row), length));
        }
        return switch (width) {
            case 0 -> Hash.mix(hash, Bits.at(at, row));
            case 1 -> Hash.mix(hash, UnsafeApi.getByte(at + row));
            case 2 -> Hash.mix(hash, UnsafeApi.getShort(at + 2L * row));
            case 4 -> Hash.mix(hash, UnsafeApi.getInt(at + 4L * row));
            case 8 -> Hash.mix(hash, UnsafeApi.getLong(at + 8L * row));
            case 16 ->
                Hash.mix(Hash.mix(hash, UnsafeApi.getLong(at + 16L * row)), UnsafeApi.getLong(at + 16L * row + 8));
            default -> throw new IllegalStateException("no column has values of " + width + " bytes");
        };
    }

    private static void setBit(long bitmap, int row, boolean set) {
        long word = bitmap + (row >>> 6 << 3);
        long bit = 1L << row;
        UnsafeApi.putLong(word, set ? UnsafeApi.getLong(word) | bit : UnsafeApi.getLong(word) & ~bit);
    }

    /** Rows are not needed any more. */
    void drop(int from, int to, TextBlocks text) {
        nulls -= (int) (to - from - BitCopyKernel.count(validity.address(), from, to - from));
        if (views != null) {
            for (int row = from; row < to; row++) {
                text.drop(UnsafeApi.getInt(lengths.address() + 4L * row));
            }
        }
    }

    /**
     * Loads some of each row, so that all of it is near when it is read. In a loop that does nothing else many rows are on their way at a time.
     *
     * @param rows address of ints, the numbers of rows
     * @return what nobody needs, so that it is loaded
     */
    long touch(long rows, int count) {
        long sum = touch(values.address(), width, rows, count);
        if (nulls > 0) {
            sum += touch(validity.address(), 0, rows, count);
        }
        if (views != null) {
            sum += touch(lengths.address(), LENGTH, rows, count);
            for (int number = 0; number < count; number++) {
                long row = UnsafeApi.getInt(rows + 4L * number);
                if (UnsafeApi.getInt(lengths.address() + LENGTH * row) > 0) {
                    sum += UnsafeApi.getByte(UnsafeApi.getLong(values.address() + Long.BYTES * row));
                }
            }
        }
        return sum;
    }

    private static long touch(long values, int width, long rows, int count) {
        long sum = 0;
        for (int number = 0; number < count; number++) {
            long row = UnsafeApi.getInt(rows + 4L * number);
            sum += UnsafeApi.getByte(values + (width == 0 ? row >> 3 : width * row));
        }
        return sum;
    }

    /** Puts all text into other blocks. */
    void moveText(TextBlocks to, int rows) {
        if (views != null) {
            for (int row = 0; row < rows; row++) {
                long at = values.address() + 8L * row;
                UnsafeApi.putLong(at, to.add(UnsafeApi.getLong(at), UnsafeApi.getInt(lengths.address() + 4L * row)));
            }
        }
    }

    /**
     * Puts the rows into another order.
     *
     * @param order address of ints: which row comes to each place
     * @param before address of {@link #bytesToReorder} bytes, whose content is lost
     */
    void reorder(long order, int rows, long before) {
        reorder(values.address(), width, order, rows, before);
        if (views != null) {
            reorder(lengths.address(), LENGTH, order, rows, before);
        }
        if (nulls > 0) {
            reorder(validity.address(), 0, order, rows, before);
        }
    }

    /** Bytes that are needed besides while so many rows are put into another order. */
    long bytesToReorder(int rows) {
        return bytes(rows, width);
    }

    private static void reorder(long values, int width, long order, int rows, long before) {
        UnsafeApi.copyMemory(values, before, bytes(rows, width));
        switch (width) {
            case 0 -> SelectionKernel.gatherBits(before, order, rows, values);
            case 1 -> SelectionKernel.gather1(before, order, rows, values);
            case 2 -> SelectionKernel.gather2(before, order, rows, values);
            case 4 -> SelectionKernel.gather4(before, order, rows, values);
            case 8 -> SelectionKernel.gather8(before, order, rows, values);
            case 16 -> SelectionKernel.gather16(before, order, rows, values);
            default -> throw new IllegalStateException("no column has values of " + width + " bytes");
        }
    }

    private static long bytes(long rows, int width) {
        return width == 0 ? bitmap(rows) : rows * width;
    }

    private static long bitmap(long rows) {
        return (rows + 63) / 64 * Long.BYTES;
    }

    @Override
    public void close() {
        ColumnBinder.invalidate(column);
        values.close();
        lengths.close();
        validity.close();
    }
}
