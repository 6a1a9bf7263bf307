package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.math.RoundingMode;
import org.agrona.UnsafeApi;

/**
 * Reads texts as values of one type: every text that a {@link ValueFormatter} writes, and more. A text says exactly one value; where
 * it has digits that the type has no room for, {@link #isExact} says so, and the value is rounded: numbers to the
 * nearest, halves away from zero, unless another rounding is asked for; times are cut off. A time with a zone is no local one. Nothing is allocated for a value. Not thread-safe.
 */
public abstract class ValueReader {

    private ValueReader() {}

    /**
     * Reads a text.
     *
     * @param length its bytes; only these are read
     * @param values address of the values of a column
     * @param row where the value is written; for booleans the bits of rows after it in its word become 0
     * @return whether it is a value; if not, what is written is undefined
     */
    public abstract boolean read(long text, int length, long values, int row);

    /**
     * Says whether the text that was read last has nothing that the value lacks.
     *
     * @return true if nothing was rounded or cut off
     */
    public abstract boolean isExact();

    /**
     * The reader of a type.
     *
     * @param type any but texts and bytes
     * @return a new reader
     */
    public static ValueReader of(DataType type) {
        return of(type, RoundingMode.HALF_UP);
    }

    /**
     * The reader of a type.
     *
     * @param type any but texts and bytes
     * @param rounding what becomes of digits that an integer or a decimal has no room for
     * @return a new reader
     */
    public static ValueReader of(DataType type, RoundingMode rounding) {
        return switch (type.family()) {
            case BOOLEAN -> new Booleans();
            case INTEGER -> new Integers((DataType.Int) type, rounding);
            case FLOATING -> new FloatingPoint(type.layout());
            case DECIMAL -> new Decimals(type, rounding);
            case DATE -> new Times(type, 0);
            case TIME -> new Times(type, ((DataType.Time) type).resolution().fractionDigits());
            case TIMESTAMP ->
                new Times(type, ((DataType.Timestamp) type).resolution().fractionDigits());
            case DURATION ->
                new Durations(((DataType.Duration) type).resolution().fractionDigits());
            case STRING, BINARY -> throw new IllegalArgumentException(type + " has texts of any length");
        };
    }

    private static final class Booleans extends ValueReader {
        @Override
        public boolean read(long text, int length, long values, int row) {
            int outcome = BooleanReader.read(text, length);
            long word = values + (row >>> 6 << 3);
            long bit = 1L << row;
            long others = (row & 63) == 0 ? 0 : UnsafeApi.getLong(word) & bit - 1;
            UnsafeApi.putLong(word, outcome > 0 ? others | bit : others);
            return outcome >= 0;
        }

        @Override
        public boolean isExact() {
            return true;
        }
    }

    /** Those that read numbers. */
    private abstract static class Numbers extends ValueReader {
        final NumberReader number;

        Numbers(RoundingMode rounding) {
            this.number = new NumberReader(rounding);
        }

        @Override
        public boolean isExact() {
            return number.isExact();
        }
    }

    private static final class Integers extends Numbers {
        private final WordAccess access;
        private final boolean signed;
        private final long max;

        Integers(DataType.Int type, RoundingMode rounding) {
            super(rounding);
            this.access = WordAccess.of(type.layout());
            this.signed = type.signed();
            this.max = (signed ? Long.MAX_VALUE : -1L) >>> Long.SIZE - type.bits();
        }

        @Override
        public boolean read(long text, int length, long values, int row) {
            boolean fits =
                    number.scan(text, length) && (signed ? number.asInteger(-max - 1, max) : number.asUnsigned(max));
            access.store(values + (long) access.bytes() * row, number.low());
            return fits;
        }
    }

    private static final class Decimals extends Numbers {
        private final int scale;
        private final int precision;
        private final boolean wide;

        Decimals(DataType type, RoundingMode rounding) {
            super(rounding);
            this.scale = type.scale();
            this.precision = type.precision();
            this.wide = type.layout() == Layout.INT128;
        }

        @Override
        public boolean read(long text, int length, long values, int row) {
            boolean fits = number.scan(text, length) && number.asScaled(scale, precision);
            if (wide) {
                UnsafeApi.putLong(values + 16L * row, number.low());
                UnsafeApi.putLong(values + 16L * row + 8, number.high());
            } else {
                UnsafeApi.putLong(values + 8L * row, number.low());
            }
            return fits;
        }
    }

    /** Also reads {@code nan}, {@code inf} and {@code infinity} in either case; a number beyond the largest one does not fit. */
    private static final class FloatingPoint extends ValueReader {
        private final FloatingReader reader = new FloatingReader();
        private final DoubleAccess access;

        FloatingPoint(Layout layout) {
            this.access = DoubleAccess.of(layout);
        }

        @Override
        public boolean read(long text, int length, long values, int row) {
            boolean fits = reader.read(access, text, length);
            access.storeRow(values, row, reader.value());
            return fits && !reader.isTooLarge();
        }

        @Override
        public boolean isExact() {
            return true;
        }
    }

    private static final class Times extends ValueReader {
        private final TimeReader reader = new TimeReader();
        private final DataType.Kind kind;
        private final boolean isLocal;
        private final int fractionDigits;

        Times(DataType type, int fractionDigits) {
            this.kind = type.kind();
            this.isLocal = type instanceof DataType.Timestamp timestamp && !timestamp.isUtc();
            this.fractionDigits = fractionDigits;
        }

        @Override
        public boolean read(long text, int length, long values, int row) {
            if (kind == DataType.Kind.DATE) {
                boolean date = reader.readDate(text, length);
                UnsafeApi.putInt(values + 4L * row, (int) reader.value());
                return date && reader.value() == (int) reader.value();
            }
            boolean time = kind == DataType.Kind.TIME
                    ? reader.readTime(text, length, fractionDigits)
                    : reader.readTimestamp(text, length, fractionDigits);
            UnsafeApi.putLong(values + 8L * row, reader.value());
            return time && !(isLocal && reader.hasZone());
        }

        @Override
        public boolean isExact() {
            return reader.isExact();
        }
    }

    private static final class Durations extends ValueReader {
        private final DurationReader reader = new DurationReader();
        private final int fractionDigits;

        Durations(int fractionDigits) {
            this.fractionDigits = fractionDigits;
        }

        @Override
        public boolean read(long text, int length, long values, int row) {
            boolean duration = reader.read(text, length, fractionDigits);
            UnsafeApi.putLong(values + 8L * row, reader.value());
            return duration;
        }

        @Override
        public boolean isExact() {
            return reader.isExact();
        }
    }
}
