package dev.peristyle.schema;

import java.util.Locale;
import java.util.Objects;

/**
 * The type of a column. Instances are immutable and compared by value.
 *
 * <p>Each type has one physical {@link Layout}: how a value lies in a column buffer.
 */
public final class DataType {

    /** Logical kinds of values. */
    public enum Kind {
        /** True or false. */
        BOOLEAN,
        /** 32-bit signed integer. */
        INT,
        /** 64-bit signed integer. */
        LONG,
        /** IEEE 754 binary32. */
        FLOAT,
        /** IEEE 754 binary64. */
        DOUBLE,
        /** Exact decimal of at most 18 digits, held as a scaled 64-bit integer. */
        DECIMAL,
        /** Days since 1970-01-01 in the proleptic ISO calendar. */
        DATE,
        /** Microseconds since 1970-01-01T00:00:00, an instant in UTC or a local date-time. */
        TIMESTAMP,
        /** UTF-8 text. */
        STRING
    }

    /** How one value lies in memory. All layouts are little-endian. */
    public enum Layout {
        /** One bit a row, least significant bit first. */
        BIT(0),
        /** Four bytes a row, a signed integer. */
        INT32(4),
        /** Eight bytes a row, a signed integer. */
        INT64(8),
        /** Four bytes a row, IEEE 754. */
        FLOAT32(4),
        /** Eight bytes a row, IEEE 754. */
        FLOAT64(8),
        /** A view: an eight-byte address, and in a second buffer a four-byte length, a row. */
        VIEW(8);

        private final int bytes;

        Layout(int bytes) {
            this.bytes = bytes;
        }

        /**
         * Returns the bytes that one value takes in the values buffer; 0 for {@link #BIT}.
         *
         * @return bytes a row
         */
        public int bytes() {
            return bytes;
        }
    }

    /** The largest precision of a decimal: what a signed 64-bit integer holds for certain. */
    public static final int MAX_DECIMAL_PRECISION = 18;

    /** {@link Kind#BOOLEAN}. */
    public static final DataType BOOLEAN = new DataType(Kind.BOOLEAN, Layout.BIT, 0, 0, false);
    /** {@link Kind#INT}. */
    public static final DataType INT = new DataType(Kind.INT, Layout.INT32, 0, 0, false);
    /** {@link Kind#LONG}. */
    public static final DataType LONG = new DataType(Kind.LONG, Layout.INT64, 0, 0, false);
    /** {@link Kind#FLOAT}. */
    public static final DataType FLOAT = new DataType(Kind.FLOAT, Layout.FLOAT32, 0, 0, false);
    /** {@link Kind#DOUBLE}. */
    public static final DataType DOUBLE = new DataType(Kind.DOUBLE, Layout.FLOAT64, 0, 0, false);
    /** {@link Kind#DATE}. */
    public static final DataType DATE = new DataType(Kind.DATE, Layout.INT32, 0, 0, false);
    /** {@link Kind#TIMESTAMP} as an instant: microseconds since the epoch in UTC. */
    public static final DataType TIMESTAMP = new DataType(Kind.TIMESTAMP, Layout.INT64, 0, 0, true);
    /** {@link Kind#TIMESTAMP} without a zone: microseconds since 1970-01-01T00:00:00 on a wall clock. */
    public static final DataType LOCAL_TIMESTAMP = new DataType(Kind.TIMESTAMP, Layout.INT64, 0, 0, false);
    /** {@link Kind#STRING}. */
    public static final DataType STRING = new DataType(Kind.STRING, Layout.VIEW, 0, 0, false);

    private final Kind kind;
    private final Layout layout;
    private final int precision;
    private final int scale;
    private final boolean utc;

    private DataType(Kind kind, Layout layout, int precision, int scale, boolean utc) {
        this.kind = kind;
        this.layout = layout;
        this.precision = precision;
        this.scale = scale;
        this.utc = utc;
    }

    /**
     * A decimal type. The value of a row is its 64-bit integer divided by 10<sup>scale</sup>.
     *
     * @param precision the most decimal digits of a value, 1 to {@value #MAX_DECIMAL_PRECISION}
     * @param scale digits after the decimal point, 0 to {@code precision}
     * @return the type
     * @throws IllegalArgumentException when precision or scale is out of range
     */
    public static DataType decimal(int precision, int scale) {
        if (precision < 1 || precision > MAX_DECIMAL_PRECISION) {
            throw new IllegalArgumentException("decimal precision must be 1 to " + MAX_DECIMAL_PRECISION + ", but is "
                    + precision + "; use DOUBLE for numbers with more digits");
        }
        if (scale < 0 || scale > precision) {
            throw new IllegalArgumentException(
                    "decimal scale must be 0 to the precision " + precision + ", but is " + scale);
        }
        return new DataType(Kind.DECIMAL, Layout.INT64, precision, scale, false);
    }

    /**
     * Returns the logical kind.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the physical layout of a column of this type.
     *
     * @return the layout
     */
    public Layout layout() {
        return layout;
    }

    /**
     * Returns the precision of a decimal, 0 for any other kind.
     *
     * @return decimal digits
     */
    public int precision() {
        return precision;
    }

    /**
     * Returns the scale of a decimal, 0 for any other kind.
     *
     * @return digits after the decimal point
     */
    public int scale() {
        return scale;
    }

    /**
     * Says whether this is a timestamp that names an instant.
     *
     * @return true for {@link #TIMESTAMP}
     */
    public boolean isUtc() {
        return utc;
    }

    /**
     * Says whether arithmetic is defined: int, long, float, double and decimal.
     *
     * @return true for numbers
     */
    public boolean isNumeric() {
        return switch (kind) {
            case INT, LONG, FLOAT, DOUBLE, DECIMAL -> true;
            case BOOLEAN, DATE, TIMESTAMP, STRING -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataType that
                && kind == that.kind
                && precision == that.precision
                && scale == that.scale
                && utc == that.utc;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, precision, scale, utc);
    }

    /** Returns the name as it is written in error messages and plans, such as {@code decimal(15,2)}. */
    @Override
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "decimal(" + precision + "," + scale + ")";
            case TIMESTAMP -> utc ? "timestamp" : "local timestamp";
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, DATE, STRING -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
