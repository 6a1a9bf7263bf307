package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.WideKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.sort.kernel.RadixSortKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/**
 * All values of all groups, in the order in which they came, as words that have their order, texts as their numbers; sorted
 * by group and value when the first result is asked for.
 */
final class HeldValues implements ColumnState {

    static final StateKey<HeldValues> KEY = new StateKey<>("values", HeldValues.class, HeldValues::new);

    private static final int ENTRY = 16;

    private final DataType type;
    private final int bytes;
    // null where values are no texts
    private final HeldTexts texts;
    private final ValueNormalizer normalizer;
    private final GrowingBuffer values;
    private final GrowingBuffer groups;
    private final GrowingBuffer entries;
    private final GrowingBuffer scratch;
    private final GrowingBuffer ends;
    private long size;
    private int groupCount;
    private boolean sorted;

    HeldValues(MemoryPool pool, String owner, DataType type) {
        this.type = type;
        this.bytes = type.lane() == Lane.I128 ? 2 * Long.BYTES : Long.BYTES;
        this.texts = type.layout() == Layout.VIEW ? new HeldTexts(pool, owner, type) : null;
        this.normalizer = new ValueNormalizer(pool, owner);
        this.values = new GrowingBuffer(pool, owner);
        this.groups = new GrowingBuffer(pool, owner);
        this.entries = new GrowingBuffer(pool, owner);
        this.scratch = new GrowingBuffer(pool, owner);
        this.ends = new GrowingBuffer(pool, owner);
    }

    @Override
    public void grow(int known, int count) {
        groupCount = count;
    }

    @Override
    public void update(GroupBatch batch, Column argument) {
        long column = words(argument, batch.rows);
        makeRoom(batch.rows);
        long validity = argument.validityAddress();
        for (int row = 0; row < batch.rows; row++) {
            if (Bits.isPresent(validity, row)) {
                append(UnsafeApi.getInt(batch.groups + 4L * row), column + (long) bytes * row);
            }
        }
    }

    private long words(Column argument, int rows) {
        if (texts != null) {
            return texts.numbers(argument, rows);
        }
        return bytes == Long.BYTES ? normalizer.ordered(argument, rows) : normalizer.wide(argument, rows);
    }

    private void makeRoom(long count) {
        values.ensureKept(bytes * (size + count));
        groups.ensureKept(Integer.BYTES * (size + count));
    }

    private void append(int group, long value) {
        UnsafeApi.copyMemory(value, values.address() + bytes * size, bytes);
        UnsafeApi.putInt(groups.address() + Integer.BYTES * size, group);
        size++;
    }

    @Override
    public void merge(GroupState other, GroupMapping mapping) {
        HeldValues that = (HeldValues) other;
        long map = mapping.byOther(that.groupCount);
        long mapped = 0;
        for (long value = 0; value < that.size; value++) {
            mapped += that.group(map, value) == GroupMapping.NONE ? 0 : 1;
        }
        makeRoom(mapped);
        if (texts != null) {
            texts.beginTaking(that.texts);
        }
        for (long value = 0; value < that.size; value++) {
            int group = that.group(map, value);
            if (group != GroupMapping.NONE) {
                long word = that.values.address() + bytes * value;
                append(group, texts == null ? word : texts.take(that.texts, (int) UnsafeApi.getLong(word)));
            }
        }
    }

    private int group(long map, long value) {
        return UnsafeApi.getInt(map + 4L * UnsafeApi.getInt(groups.address() + Integer.BYTES * value));
    }

    @Override
    public long growth(GroupBatch batch, Column argument) {
        return (texts == null ? 0 : texts.growth(argument, batch.rows))
                + values.growth(bytes * (size + batch.rows))
                + groups.growth(Integer.BYTES * (size + batch.rows));
    }

    @Override
    public void finish() {
        if (!sorted && size > 0) {
            sort();
        }
    }

    /** Stable sorts, from the lowest word of a value to its group. */
    private void sort() {
        long first = entries.ensure(ENTRY * size);
        long room = scratch.ensure(ENTRY * size);
        long[] counters = new long[RadixSortKernel.COUNTERS];
        if (texts != null) {
            texts.sort(values.address(), size);
        }
        for (long value = 0; value < size; value++) {
            UnsafeApi.putLong(first + ENTRY * value + 8, value);
        }
        for (int word = 0; word < bytes / Long.BYTES; word++) {
            long flip = word == bytes / Long.BYTES - 1 ? Long.MIN_VALUE : 0;
            for (long entry = first; entry < first + ENTRY * size; entry += ENTRY) {
                long value = values.address() + bytes * UnsafeApi.getLong(entry + 8) + (long) Long.BYTES * word;
                UnsafeApi.putLong(entry, UnsafeApi.getLong(value) ^ flip);
            }
            RadixSortKernel.sort(first, room, size, counters);
        }
        for (long entry = first; entry < first + ENTRY * size; entry += ENTRY) {
            long group = groups.address() + Integer.BYTES * UnsafeApi.getLong(entry + 8);
            UnsafeApi.putLong(entry, UnsafeApi.getInt(group));
        }
        RadixSortKernel.sort(first, room, size, counters);
        scratch.close();
        findEnds(first);
        sorted = true;
    }

    private void findEnds(long first) {
        long end = 0;
        ends.ensure(8L * groupCount);
        for (int group = 0; group < groupCount; group++) {
            while (end < size && UnsafeApi.getLong(first + ENTRY * end) == group) {
                end++;
            }
            UnsafeApi.putLong(ends.address() + 8L * group, end);
        }
    }

    private long end(int group) {
        return group < 0 ? 0 : UnsafeApi.getLong(ends.address() + 8L * group);
    }

    long count(int group) {
        if (!sorted && size > 0) {
            sort();
        }
        return size == 0 ? 0 : end(group) - end(group - 1);
    }

    /** The address of a value of a group, counted from the least. */
    long address(int group, long place) {
        return valueAt(end(group - 1) + place);
    }

    /** A value of a group, counted from the least, as the nearest double. */
    double number(int group, long place) {
        long address = address(group, place);
        return type.lane() == Lane.F64
                ? floating(UnsafeApi.getLong(address))
                : new BigDecimal(WideKernel.integer(address, bytes / 8), type.scale()).doubleValue();
    }

    /** Whether two values of a group, counted from the least, are equal. */
    boolean same(int group, long first, long second) {
        long left = address(group, first);
        long right = address(group, second);
        return UnsafeApi.getLong(left) == UnsafeApi.getLong(right)
                && (bytes == Long.BYTES
                        || UnsafeApi.getLong(left + Long.BYTES) == UnsafeApi.getLong(right + Long.BYTES));
    }

    /** Writes a value of a group, counted from the least, into a column of its type. */
    void write(int group, long place, ColumnBuffer out, int row) {
        long address = address(group, place);
        Layout layout = type.layout();
        if (texts != null) {
            texts.write(UnsafeApi.getLong(address), out, row);
        } else if (bytes == Long.BYTES) {
            WordCells.storeOrdered(layout, out.valuesAddress(), row, UnsafeApi.getLong(address));
        } else {
            UnsafeApi.copyMemory(address, out.valuesAddress() + (long) row * layout.bytes(), layout.bytes());
        }
    }

    double median(int group) {
        long before = end(group - 1) + end(group);
        long lower = valueAt((before - 1) / 2);
        long upper = valueAt(before / 2);
        return type.lane() == Lane.F64
                ? middle(floating(UnsafeApi.getLong(lower)), floating(UnsafeApi.getLong(upper)))
                : middle(WideKernel.integer(lower, bytes / 8), WideKernel.integer(upper, bytes / 8));
    }

    private long valueAt(long place) {
        return values.address() + bytes * UnsafeApi.getLong(entries.address() + ENTRY * place + 8);
    }

    private double floating(long ordered) {
        Layout layout = type.layout();
        return DoubleAccess.of(layout).ofWord(WordAccess.of(layout).ofOrder(ordered));
    }

    private static double middle(double lower, double upper) {
        double sum = lower + upper;
        // the sum of two large numbers is infinite where their mean is not
        return Double.isInfinite(sum) ? lower / 2 + upper / 2 : sum / 2;
    }

    private double middle(BigInteger lower, BigInteger upper) {
        return new BigDecimal(lower.add(upper), type.scale())
                .divide(BigDecimal.valueOf(2))
                .doubleValue();
    }

    @Override
    public void close() {
        if (texts != null) {
            texts.close();
        }
        normalizer.close();
        values.close();
        groups.close();
        entries.close();
        scratch.close();
        ends.close();
    }
}
