package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.OrderKernel;
import dev.peristyle.internal.columnfile.kernel.ZoneKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.UnsafeApi;

/** The least and the greatest value of a column in some rows, and whether they are in order, while they are written. Not thread-safe. */
abstract sealed class Zone {

    /** Of a text, so many bytes are kept: they tell most values apart, and a footer has them for each batch. */
    static final int TEXT_BYTES = 24;

    /** The zone of a column of a type, without a value. */
    static Zone of(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> new OfBits(type);
            case STRING -> new OfText(type);
            case BINARY -> new Nothing(type);
            default -> type.layout() == Layout.INT128 ? new OfWide(type) : new OfWords(type);
        };
    }

    private final DataType type;

    /** Of the rows that are looked at now. */
    private Zone part;

    private boolean isAscending = true;
    private boolean isDescending = true;

    private Zone(DataType type) {
        this.type = type;
    }

    /** Adds rows {@code [from, from + count)} of a column. */
    final void add(Column column, int from, int count) {
        if (!isAscending && !isDescending) {
            look(column, from, count);
            return;
        }
        if (part == null) {
            part = of(type);
        }
        part.clear();
        part.look(column, from, count);
        part.isAscending = isAscending && part.isInOrder(column, from, count, true);
        part.isDescending = isDescending && part.isInOrder(column, from, count, false);
        add(part);
    }

    /** Adds the rows of another zone of the same type, which come after those of this one. */
    final void add(Zone other) {
        if (other.isEmpty()) {
            return;
        }
        isAscending &= other.isAscending && (isEmpty() || isBefore(other));
        isDescending &= other.isDescending && (isEmpty() || other.isBefore(this));
        take(other);
    }

    /** Forgets all values. */
    final void clear() {
        isAscending = true;
        isDescending = true;
        forget();
    }

    /** Writes what is known as {@link ZoneMaps} has it. */
    final void write(DataOutputStream out) throws IOException {
        if (isEmpty()) {
            out.writeByte(ZoneMaps.NO_RANGE);
            return;
        }
        out.writeByte((isCut() ? ZoneMaps.CUT_RANGE : ZoneMaps.RANGE)
                | (isAscending ? ZoneMaps.ASCENDING : 0)
                | (isDescending ? ZoneMaps.DESCENDING : 0));
        writeRange(out);
    }

    /** Reads what was written, in place of what is known. */
    final void read(ByteBuffer in) {
        clear();
        int kind = in.get();
        if ((kind & ZoneMaps.KIND) != ZoneMaps.NO_RANGE) {
            isAscending = (kind & ZoneMaps.ASCENDING) != 0;
            isDescending = (kind & ZoneMaps.DESCENDING) != 0;
            readRange(in, (kind & ZoneMaps.KIND) == ZoneMaps.CUT_RANGE);
        }
    }

    /** Whether no value is less, or none is greater, than the one before it. */
    final boolean isSorted() {
        return isAscending || isDescending;
    }

    /** Whether no value is known. */
    abstract boolean isEmpty();

    /** Widens the range by rows of a column. */
    abstract void look(Column column, int from, int count);

    /** Whether the values of rows follow each other upwards, or downwards; nulls are passed over. */
    abstract boolean isInOrder(Column column, int from, int count, boolean isUpwards);

    /** Whether it is known that no value is greater than any of another zone. */
    abstract boolean isBefore(Zone other);

    /** Widens the range by another one, which is not empty. */
    abstract void take(Zone other);

    abstract void forget();

    /** Whether the greatest value is cut off. */
    boolean isCut() {
        return false;
    }

    abstract void writeRange(DataOutputStream out) throws IOException;

    abstract void readRange(ByteBuffer in, boolean cut);

    private static long valuesOf(Column column, int from) {
        return column.valuesAddress() + (long) column.type().layout().bytes() * from;
    }

    /** Of what is not compared. */
    private static final class Nothing extends Zone {
        Nothing(DataType type) {
            super(type);
        }

        @Override
        boolean isEmpty() {
            return true;
        }

        @Override
        void look(Column column, int from, int count) {}

        @Override
        boolean isInOrder(Column column, int from, int count, boolean isUpwards) {
            return false;
        }

        @Override
        boolean isBefore(Zone other) {
            return false;
        }

        @Override
        void take(Zone other) {}

        @Override
        void forget() {}

        @Override
        void writeRange(DataOutputStream out) {}

        @Override
        void readRange(ByteBuffer in, boolean cut) {}
    }

    /** Of truth values, whose order is not looked for. */
    private static final class OfBits extends Zone {
        private boolean isTrue;
        private boolean isFalse;

        OfBits(DataType type) {
            super(type);
        }

        @Override
        boolean isEmpty() {
            return !isTrue && !isFalse;
        }

        @Override
        void look(Column column, int from, int count) {
            for (int row = from; row < from + count && !(isTrue && isFalse); row++) {
                if (Bits.isPresent(column.validityAddress(), row)) {
                    boolean set = Bits.isSet(column.valuesAddress(), row);
                    isTrue |= set;
                    isFalse |= !set;
                }
            }
        }

        @Override
        boolean isInOrder(Column column, int from, int count, boolean isUpwards) {
            return false;
        }

        @Override
        boolean isBefore(Zone other) {
            return false;
        }

        @Override
        void take(Zone other) {
            isTrue |= ((OfBits) other).isTrue;
            isFalse |= ((OfBits) other).isFalse;
        }

        @Override
        void forget() {
            isTrue = false;
            isFalse = false;
        }

        @Override
        void writeRange(DataOutputStream out) throws IOException {
            out.writeByte(isFalse ? 0 : 1);
            out.writeByte(isTrue ? 1 : 0);
        }

        @Override
        void readRange(ByteBuffer in, boolean cut) {
            isFalse = in.get() == 0;
            isTrue = in.get() != 0;
        }
    }

    /** Of numbers and times of up to eight bytes. */
    private static final class OfWords extends Zone {
        private final Layout layout;
        private final WordAccess access;
        private final long[] range = new long[2];

        OfWords(DataType type) {
            super(type);
            this.layout = type.layout();
            this.access = WordAccess.of(layout);
            forget();
        }

        @Override
        boolean isEmpty() {
            return range[0] > range[1];
        }

        @Override
        void look(Column column, int from, int count) {
            long values = valuesOf(column, from);
            if (column.validityAddress() == 0 && layout == Layout.INT64) {
                ZoneKernel.longs(values, count, range);
            } else if (column.validityAddress() == 0 && layout == Layout.INT32) {
                ZoneKernel.ints(values, count, range);
            } else {
                ZoneKernel.words(access, values, column.validityAddress(), from, count, range);
            }
        }

        @Override
        boolean isInOrder(Column column, int from, int count, boolean isUpwards) {
            return OrderKernel.words(access, valuesOf(column, from), column.validityAddress(), from, count, isUpwards);
        }

        @Override
        boolean isBefore(Zone other) {
            return range[1] <= ((OfWords) other).range[0];
        }

        @Override
        void take(Zone other) {
            range[0] = Math.min(range[0], ((OfWords) other).range[0]);
            range[1] = Math.max(range[1], ((OfWords) other).range[1]);
        }

        @Override
        void forget() {
            range[0] = Long.MAX_VALUE;
            range[1] = Long.MIN_VALUE;
        }

        @Override
        void writeRange(DataOutputStream out) throws IOException {
            out.writeLong(access.ofOrder(range[0]));
            out.writeLong(access.ofOrder(range[1]));
        }

        @Override
        void readRange(ByteBuffer in, boolean cut) {
            range[0] = access.toOrder(in.getLong());
            range[1] = access.toOrder(in.getLong());
        }
    }

    /** Of decimals of sixteen bytes. */
    private static final class OfWide extends Zone {
        private final long[] range = new long[4];

        OfWide(DataType type) {
            super(type);
            forget();
        }

        @Override
        boolean isEmpty() {
            return ZoneKernel.isLess(range[2], range[3], range[0], range[1]);
        }

        @Override
        void look(Column column, int from, int count) {
            ZoneKernel.wide(valuesOf(column, from), column.validityAddress(), from, count, range);
        }

        @Override
        boolean isInOrder(Column column, int from, int count, boolean isUpwards) {
            return OrderKernel.wide(valuesOf(column, from), column.validityAddress(), from, count, isUpwards);
        }

        @Override
        boolean isBefore(Zone other) {
            long[] later = ((OfWide) other).range;
            return !ZoneKernel.isLess(later[0], later[1], range[2], range[3]);
        }

        @Override
        void take(Zone other) {
            long[] more = ((OfWide) other).range;
            if (ZoneKernel.isLess(more[0], more[1], range[0], range[1])) {
                range[0] = more[0];
                range[1] = more[1];
            }
            if (ZoneKernel.isLess(range[2], range[3], more[2], more[3])) {
                range[2] = more[2];
                range[3] = more[3];
            }
        }

        @Override
        void forget() {
            range[0] = -1;
            range[1] = Long.MAX_VALUE;
            range[2] = 0;
            range[3] = Long.MIN_VALUE;
        }

        @Override
        void writeRange(DataOutputStream out) throws IOException {
            for (long word : range) {
                out.writeLong(word);
            }
        }

        @Override
        void readRange(ByteBuffer in, boolean cut) {
            for (int word = 0; word < range.length; word++) {
                range[word] = in.getLong();
            }
        }
    }

    /**
     * Of texts: their first bytes. Those of the least one are a lower limit as they are. Those of the greatest one are an upper
     * limit only if that is all of it.
     */
    private static final class OfText extends Zone {
        private final byte[] min = new byte[TEXT_BYTES];
        private final byte[] max = new byte[TEXT_BYTES];
        private int minLength;
        private int maxLength;
        private boolean isCut;
        private boolean hasValue;

        OfText(DataType type) {
            super(type);
        }

        @Override
        boolean isEmpty() {
            return !hasValue;
        }

        @Override
        boolean isCut() {
            return isCut;
        }

        @Override
        boolean isInOrder(Column column, int from, int count, boolean isUpwards) {
            return OrderKernel.texts(
                    column.valuesAddress(),
                    ((ViewColumn) column).lengthsAddress(),
                    column.validityAddress(),
                    from,
                    count,
                    isUpwards);
        }

        /** Of equal beginnings, that which is all of a text is not after the other. */
        @Override
        boolean isBefore(Zone other) {
            OfText later = (OfText) other;
            int order = Arrays.compareUnsigned(max, 0, maxLength, later.min, 0, later.minLength);
            return order < 0 || order == 0 && !isCut;
        }

        @Override
        void look(Column column, int from, int count) {
            long validity = column.validityAddress();
            long views = column.valuesAddress();
            long lengths = ((ViewColumn) column).lengthsAddress();
            for (int row = from; row < from + count; row++) {
                if (Bits.isPresent(validity, row)) {
                    add(UnsafeApi.getLong(views + 8L * row), UnsafeApi.getInt(lengths + 4L * row));
                }
            }
        }

        private void add(long text, int length) {
            if (!hasValue || ZoneKernel.compare(text, length, TEXT_BYTES, min, minLength) < 0) {
                minLength = copy(text, length, min);
            }
            int order = hasValue ? ZoneKernel.compare(text, length, TEXT_BYTES, max, maxLength) : 1;
            if (order > 0) {
                maxLength = copy(text, length, max);
                isCut = length > TEXT_BYTES;
            } else if (order == 0) {
                isCut |= length > TEXT_BYTES;
            }
            hasValue = true;
        }

        private static int copy(long text, int length, byte[] target) {
            int bytes = Math.min(length, TEXT_BYTES);
            for (int at = 0; at < bytes; at++) {
                target[at] = UnsafeApi.getByte(text + at);
            }
            return bytes;
        }

        @Override
        void take(Zone other) {
            OfText more = (OfText) other;
            if (!hasValue || Arrays.compareUnsigned(more.min, 0, more.minLength, min, 0, minLength) < 0) {
                System.arraycopy(more.min, 0, min, 0, more.minLength);
                minLength = more.minLength;
            }
            int order = hasValue ? Arrays.compareUnsigned(more.max, 0, more.maxLength, max, 0, maxLength) : 1;
            if (order > 0) {
                System.arraycopy(more.max, 0, max, 0, more.maxLength);
                maxLength = more.maxLength;
                isCut = more.isCut;
            } else if (order == 0) {
                isCut |= more.isCut;
            }
            hasValue = true;
        }

        @Override
        void forget() {
            hasValue = false;
            isCut = false;
            minLength = 0;
            maxLength = 0;
        }

        @Override
        void writeRange(DataOutputStream out) throws IOException {
            out.writeByte(minLength);
            out.write(min, 0, minLength);
            out.writeByte(maxLength);
            out.write(max, 0, maxLength);
        }

        @Override
        void readRange(ByteBuffer in, boolean cut) {
            minLength = in.get();
            in.get(min, 0, minLength);
            maxLength = in.get();
            in.get(max, 0, maxLength);
            isCut = cut;
            hasValue = true;
        }
    }
}
