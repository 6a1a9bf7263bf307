package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.ZoneKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.agrona.UnsafeApi;

/** The least and the greatest value of a column in some rows, while they are written. Not thread-safe. */
abstract sealed class Zone {

    /** Of a text, so many bytes are kept: they tell most values apart, and a footer has them for each batch. */
    static final int TEXT_BYTES = 24;

    /** The zone of a column of a type, without a value. */
    static Zone of(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> new OfBits();
            case STRING -> new OfText();
            case BINARY -> new Nothing();
            default -> type.layout() == Layout.INT128 ? new OfWide() : new OfWords(type.layout());
        };
    }

    /** Looks at rows {@code [from, from + count)} of a column. */
    abstract void add(Column column, int from, int count);

    /** Takes over what another zone of the same type knows. */
    abstract void add(Zone other);

    /** Forgets all values. */
    abstract void clear();

    /** Writes the least and the greatest value, or that there is none, as {@link ZoneMaps} has it. */
    abstract void write(DataOutputStream out) throws IOException;

    private static long valuesOf(Column column, int from) {
        return column.valuesAddress() + (long) column.type().layout().bytes() * from;
    }

    /** Of what is not compared. */
    private static final class Nothing extends Zone {
        @Override
        void add(Column column, int from, int count) {}

        @Override
        void add(Zone other) {}

        @Override
        void clear() {}

        @Override
        void write(DataOutputStream out) throws IOException {
            out.writeByte(ZoneMaps.NO_RANGE);
        }
    }

    /** Of truth values. */
    private static final class OfBits extends Zone {
        private boolean isTrue;
        private boolean isFalse;

        @Override
        void add(Column column, int from, int count) {
            for (int row = from; row < from + count && !(isTrue && isFalse); row++) {
                if (Bits.isPresent(column.validityAddress(), row)) {
                    boolean set = Bits.isSet(column.valuesAddress(), row);
                    isTrue |= set;
                    isFalse |= !set;
                }
            }
        }

        @Override
        void add(Zone other) {
            isTrue |= ((OfBits) other).isTrue;
            isFalse |= ((OfBits) other).isFalse;
        }

        @Override
        void clear() {
            isTrue = false;
            isFalse = false;
        }

        @Override
        void write(DataOutputStream out) throws IOException {
            if (!isTrue && !isFalse) {
                out.writeByte(ZoneMaps.NO_RANGE);
                return;
            }
            out.writeByte(ZoneMaps.RANGE);
            out.writeByte(isFalse ? 0 : 1);
            out.writeByte(isTrue ? 1 : 0);
        }
    }

    /** Of numbers and times of up to eight bytes. */
    private static final class OfWords extends Zone {
        private final Layout layout;
        private final WordAccess access;
        private final long[] range = new long[2];

        OfWords(Layout layout) {
            this.layout = layout;
            this.access = WordAccess.of(layout);
            clear();
        }

        @Override
        void add(Column column, int from, int count) {
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
        void add(Zone other) {
            range[0] = Math.min(range[0], ((OfWords) other).range[0]);
            range[1] = Math.max(range[1], ((OfWords) other).range[1]);
        }

        @Override
        void clear() {
            range[0] = Long.MAX_VALUE;
            range[1] = Long.MIN_VALUE;
        }

        @Override
        void write(DataOutputStream out) throws IOException {
            if (range[0] > range[1]) {
                out.writeByte(ZoneMaps.NO_RANGE);
                return;
            }
            out.writeByte(ZoneMaps.RANGE);
            out.writeLong(access.ofOrder(range[0]));
            out.writeLong(access.ofOrder(range[1]));
        }
    }

    /** Of decimals of sixteen bytes. */
    private static final class OfWide extends Zone {
        private final long[] range = new long[4];

        OfWide() {
            clear();
        }

        @Override
        void add(Column column, int from, int count) {
            ZoneKernel.wide(valuesOf(column, from), column.validityAddress(), from, count, range);
        }

        @Override
        void add(Zone other) {
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
        void clear() {
            range[0] = -1;
            range[1] = Long.MAX_VALUE;
            range[2] = 0;
            range[3] = Long.MIN_VALUE;
        }

        @Override
        void write(DataOutputStream out) throws IOException {
            if (ZoneKernel.isLess(range[2], range[3], range[0], range[1])) {
                out.writeByte(ZoneMaps.NO_RANGE);
                return;
            }
            out.writeByte(ZoneMaps.RANGE);
            for (long word : range) {
                out.writeLong(word);
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

        @Override
        void add(Column column, int from, int count) {
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
        void add(Zone other) {
            OfText more = (OfText) other;
            if (!more.hasValue) {
                return;
            }
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
        void clear() {
            hasValue = false;
            isCut = false;
            minLength = 0;
            maxLength = 0;
        }

        @Override
        void write(DataOutputStream out) throws IOException {
            if (!hasValue) {
                out.writeByte(ZoneMaps.NO_RANGE);
                return;
            }
            out.writeByte(isCut ? ZoneMaps.CUT_RANGE : ZoneMaps.RANGE);
            out.writeByte(minLength);
            out.write(min, 0, minLength);
            out.writeByte(maxLength);
            out.write(max, 0, maxLength);
        }
    }
}
