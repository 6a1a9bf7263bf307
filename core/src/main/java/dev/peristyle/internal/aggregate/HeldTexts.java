package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.TextPrefixKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/**
 * The different texts of {@link HeldValues}, each once and numbered as they come; when no more come, numbered again in their order, so that
 * values of texts are sorted as those of integers. Not thread-safe.
 */
final class HeldTexts implements AutoCloseable {

    private final DataType type;
    private final TextDictionary texts;
    private final GrowingBuffer codes;
    private final GrowingBuffer words;
    private final GrowingBuffer taken;
    private final GrowingBuffer order;
    private final GrowingBuffer scratch;
    private final GrowingBuffer ranks;
    private final ColumnBuffer one;

    HeldTexts(MemoryPool pool, String owner, DataType type) {
        this.type = type;
        this.codes = new GrowingBuffer(pool, owner);
        this.words = new GrowingBuffer(pool, owner);
        this.taken = new GrowingBuffer(pool, owner);
        this.order = new GrowingBuffer(pool, owner);
        this.scratch = new GrowingBuffer(pool, owner);
        this.ranks = new GrowingBuffer(pool, owner);
        this.one = new ColumnBuffer(pool, owner, type);
        this.texts = new TextDictionary(pool, owner);
    }

    /** The address of the number of the text of each row, as longs, until the next call. */
    long numbers(Column column, int rows) {
        long numbers = codes.ensure(4L * rows);
        long wide = words.ensure(8L * rows);
        texts.encode(rows, column, numbers);
        for (int row = 0; row < rows; row++) {
            UnsafeApi.putLong(wide + 8L * row, UnsafeApi.getInt(numbers + 4L * row));
        }
        return wide;
    }

    /** What {@link #numbers} may take. */
    long growth(Column column, int rows) {
        return texts.growth(rows, column) + codes.growth(4L * rows) + words.growth(8L * rows);
    }

    /** To be called before texts of another are taken. */
    void beginTaking(HeldTexts other) {
        long bytes = 4L * other.texts.size();
        UnsafeApi.setMemory(taken.ensure(Math.max(1, bytes)), bytes, (byte) 0);
        one.ensureCapacity(1);
        codes.ensure(Integer.BYTES);
    }

    /** The address of the number, as a long, that the text of another has here; of each only those that are asked for are copied. */
    long take(HeldTexts other, int number) {
        long place = taken.address() + 4L * number;
        long code = codes.address();
        long wide = words.ensure(Long.BYTES);
        if (UnsafeApi.getInt(place) == 0) {
            UnsafeApi.putInt(code, number);
            one.publish(1, other.texts.decode(1, code, one));
            texts.encode(1, one.column(), code);
            UnsafeApi.putInt(place, UnsafeApi.getInt(code) + 1);
        }
        UnsafeApi.putLong(wide, UnsafeApi.getInt(place) - 1);
        return wide;
    }

    /** Numbers the texts in their order: the words, which have their numbers so far, get the new ones. No more may come. */
    void sort(long values, long count) {
        int size = texts.size();
        long from = order.ensure(4L * Math.max(1, size));
        long to = scratch.ensure(4L * Math.max(1, size));
        for (int code = 0; code < size; code++) {
            UnsafeApi.putInt(from + 4L * code, code);
        }
        for (long width = 1; width < size; width *= 2) {
            for (long start = 0; start < size; start += 2 * width) {
                merge(from, to, start, Math.min(size, start + width), Math.min(size, start + 2 * width));
            }
            long sorted = to;
            to = from;
            from = sorted;
        }
        if (from != order.address()) {
            UnsafeApi.copyMemory(from, order.address(), 4L * size);
        }
        scratch.close();
        long ranked = ranks.ensure(4L * Math.max(1, size));
        for (int rank = 0; rank < size; rank++) {
            UnsafeApi.putInt(ranked + 4L * UnsafeApi.getInt(order.address() + 4L * rank), rank);
        }
        for (long value = values; value < values + 8L * count; value += 8) {
            UnsafeApi.putLong(value, UnsafeApi.getInt(ranked + 4L * UnsafeApi.getLong(value)));
        }
        ranks.close();
    }

    private void merge(long from, long to, long start, long middle, long end) {
        long left = start;
        long right = middle;
        for (long place = start; place < end; place++) {
            boolean takesLeft = right == end || left < middle && compare(from, left, right) <= 0;
            UnsafeApi.putInt(to + 4 * place, UnsafeApi.getInt(from + 4 * (takesLeft ? left++ : right++)));
        }
    }

    private int compare(long codes, long left, long right) {
        int first = UnsafeApi.getInt(codes + 4 * left);
        int second = UnsafeApi.getInt(codes + 4 * right);
        return TextPrefixKernel.compare(
                texts.address(first), texts.length(first), texts.address(second), texts.length(second));
    }

    /** Writes the text of a number in their order. */
    void write(long rank, ColumnBuffer out, int row) {
        int code = UnsafeApi.getInt(order.address() + 4L * rank);
        ByteViews.write(type.layout(), texts.address(code), texts.length(code), out, row);
    }

    @Override
    public void close() {
        texts.close();
        codes.close();
        words.close();
        taken.close();
        order.close();
        scratch.close();
        ranks.close();
        one.close();
    }
}
