package dev.peristyle.internal.value;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * Writes values of one type as text: the one text that a value has, in a cast and in a file alike. It reads back as the same value.
 * Without state; texts and bytes, which have no largest length, are left to their users.
 */
public abstract class ValueFormatter {

    private final int maxBytes;

    private ValueFormatter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Returns what a value may need.
     *
     * @return the most bytes that {@link #format} writes to
     */
    public final int maxBytes() {
        return maxBytes;
    }

    /**
     * Writes a value.
     *
     * @param values address of the values of a column
     * @param row which of them; it is not null
     * @param out address of at least {@link #maxBytes} bytes
     * @return the address after the text
     */
    public abstract long format(long values, int row, long out);

    /**
     * The formatter of a type.
     *
     * @param type any but texts and bytes
     * @return a formatter for any number of columns
     */
    public static ValueFormatter of(DataType type) {
        return switch (type.family()) {
            case BOOLEAN ->
                new ValueFormatter(BooleanFormatter.MAX_BYTES) {
                    @Override
                    public long format(long values, int row, long out) {
                        return BooleanFormatter.format(Bits.isSet(values, row), out);
                    }
                };
            case FLOATING -> floating(type.layout());
            case INTEGER -> integers(type.layout());
            case DECIMAL -> type.layout() == Layout.INT128 ? wideDecimals(type.scale()) : decimals(type.scale());
            case DATE ->
                new ValueFormatter(DateFormatter.MAX_BYTES) {
                    @Override
                    public long format(long values, int row, long out) {
                        return DateFormatter.format(UnsafeApi.getInt(values + 4L * row), out);
                    }
                };
            case TIME -> times(((DataType.Time) type).resolution().fractionDigits());
            case TIMESTAMP ->
                timestamps(((DataType.Timestamp) type).resolution().fractionDigits(), type.isUtc());
            case DURATION -> durations(((DataType.Duration) type).resolution().fractionDigits());
            case STRING, BINARY -> throw new IllegalArgumentException(type + " has texts of any length");
        };
    }

    private static ValueFormatter floating(Layout layout) {
        DoubleAccess access = DoubleAccess.of(layout);
        WordAccess words = WordAccess.of(layout);
        return new ValueFormatter(DoubleFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                if (layout == Layout.FLOAT64) {
                    return DoubleFormatter.format(UnsafeApi.getDouble(values + 8L * row), out);
                }
                if (layout == Layout.FLOAT32) {
                    return DoubleFormatter.format(UnsafeApi.getFloat(values + 4L * row), out);
                }
                return DoubleFormatter.format(words.loadRow(values, row), access, out);
            }
        };
    }

    private static ValueFormatter integers(Layout layout) {
        if (layout == Layout.UINT64) {
            return new ValueFormatter(IntegerFormatter.MAX_BYTES) {
                @Override
                public long format(long values, int row, long out) {
                    return IntegerFormatter.formatUnsigned(UnsafeApi.getLong(values + 8L * row), out);
                }
            };
        }
        WordAccess access = WordAccess.of(layout);
        return new ValueFormatter(IntegerFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                long value = access.load(values + (long) access.bytes() * row);
                return IntegerFormatter.format(value, out);
            }
        };
    }

    private static ValueFormatter decimals(int scale) {
        return new ValueFormatter(DecimalFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                return DecimalFormatter.format(UnsafeApi.getLong(values + 8L * row), scale, out);
            }
        };
    }

    private static ValueFormatter wideDecimals(int scale) {
        return new ValueFormatter(DecimalFormatter.MAX_WIDE_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                long value = values + 16L * row;
                return DecimalFormatter.format(UnsafeApi.getLong(value), UnsafeApi.getLong(value + 8), scale, out);
            }
        };
    }

    private static ValueFormatter times(int fractionDigits) {
        return new ValueFormatter(TimeFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                return TimeFormatter.format(UnsafeApi.getLong(values + 8L * row), fractionDigits, out);
            }
        };
    }

    private static ValueFormatter timestamps(int fractionDigits, boolean utc) {
        return new ValueFormatter(TimestampFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                return TimestampFormatter.format(UnsafeApi.getLong(values + 8L * row), fractionDigits, utc, out);
            }
        };
    }

    private static ValueFormatter durations(int fractionDigits) {
        return new ValueFormatter(DurationFormatter.MAX_BYTES) {
            @Override
            public long format(long values, int row, long out) {
                return DurationFormatter.format(UnsafeApi.getLong(values + 8L * row), fractionDigits, out);
            }
        };
    }
}
