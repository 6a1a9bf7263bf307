package dev.peristyle.schema;

import java.util.Objects;

/**
 * The type of a column. Instances are immutable and compared by value.
 *
 * <p>A type states once what the rest of the library needs to know about it: its physical {@link Layout}, the
 * {@link Lane} in which loops carry it, and what kind of value it is. Use the constants and factory methods; the records
 * are there to be matched with {@code instanceof}.
 */
public sealed interface DataType permits TypeDefaults {

    /** Logical kinds of values. */
    enum Kind {
        /** True or false. */
        BOOLEAN(Family.BOOLEAN),
        /** 8-bit signed integer. */
        BYTE(Family.INTEGER),
        /** 16-bit signed integer. */
        SHORT(Family.INTEGER),
        /** 32-bit signed integer. */
        INT(Family.INTEGER),
        /** 64-bit signed integer. */
        LONG(Family.INTEGER),
        /** 8-bit unsigned integer. */
        UNSIGNED_BYTE(Family.INTEGER),
        /** 16-bit unsigned integer. */
        UNSIGNED_SHORT(Family.INTEGER),
        /** 32-bit unsigned integer. */
        UNSIGNED_INT(Family.INTEGER),
        /** 64-bit unsigned integer. */
        UNSIGNED_LONG(Family.INTEGER),
        /** IEEE 754 binary16. */
        FLOAT16(Family.FLOATING),
        /** IEEE 754 binary32. */
        FLOAT(Family.FLOATING),
        /** IEEE 754 binary64. */
        DOUBLE(Family.FLOATING),
        /** Exact decimal of at most 38 digits, held as a scaled integer of 64 or 128 bits. */
        DECIMAL(Family.DECIMAL),
        /** Days since 1970-01-01 in the proleptic ISO calendar. */
        DATE(Family.DATE),
        /** Time of day without a date and a zone. */
        TIME(Family.TIME),
        /** Time since 1970-01-01T00:00:00, an instant in UTC or a local date-time. */
        TIMESTAMP(Family.TIMESTAMP),
        /** An amount of time. */
        DURATION(Family.DURATION),
        /** UTF-8 text. */
        STRING(Family.STRING),
        /** Bytes, of any length or of a fixed one. */
        BINARY(Family.BINARY);

        private final Family family;

        Kind(Family family) {
            this.family = family;
        }

        /**
         * Returns the family that it is one of.
         *
         * @return the kinds that differ from it in their width only
         */
        public Family family() {
            return family;
        }
    }

    /** The most digits of a decimal. */
    int MAX_DECIMAL_PRECISION = 38;
    /** The most digits of a decimal that is held as a signed 64-bit integer; one of more digits takes 128 bits. */
    int MAX_LONG_PRECISION = 18;

    /** {@link Kind#BOOLEAN}. */
    DataType BOOLEAN = new Bool();
    /** {@link Kind#BYTE}. */
    DataType BYTE = new Int(8, true);
    /** {@link Kind#SHORT}. */
    DataType SHORT = new Int(16, true);
    /** {@link Kind#INT}. */
    DataType INT = new Int(32, true);
    /** {@link Kind#LONG}. */
    DataType LONG = new Int(64, true);
    /** {@link Kind#UNSIGNED_BYTE}. */
    DataType UNSIGNED_BYTE = new Int(8, false);
    /** {@link Kind#UNSIGNED_SHORT}. */
    DataType UNSIGNED_SHORT = new Int(16, false);
    /** {@link Kind#UNSIGNED_INT}. */
    DataType UNSIGNED_INT = new Int(32, false);
    /** {@link Kind#UNSIGNED_LONG}. */
    DataType UNSIGNED_LONG = new Int(64, false);
    /** {@link Kind#FLOAT}. */
    DataType FLOAT = new Floating(32);
    /** {@link Kind#DOUBLE}. */
    DataType DOUBLE = new Floating(64);
    /** {@link Kind#DATE}. */
    DataType DATE = new Date();
    /** {@link Kind#TIMESTAMP} as an instant: microseconds since the epoch in UTC. */
    DataType TIMESTAMP = new Timestamp(Resolution.MICROS, true);
    /** {@link Kind#TIMESTAMP} without a zone: microseconds since 1970-01-01T00:00:00 on a wall clock. */
    DataType LOCAL_TIMESTAMP = new Timestamp(Resolution.MICROS, false);
    /** {@link Kind#STRING}. */
    DataType STRING = new Utf8();
    /** {@link Kind#BINARY} of any length. */
    DataType BINARY = new Binary(Binary.ANY_LENGTH);

    /** True or false. */
    record Bool() implements TypeDefaults {
        @Override
        public Kind kind() {
            return Kind.BOOLEAN;
        }

        @Override
        public Layout layout() {
            return Layout.BIT;
        }

        @Override
        public String toString() {
            return "boolean";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bool;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /**
     * An integer.
     *
     * @param bits its width: 8, 16, 32 or 64
     * @param signed whether it is a two's complement number; otherwise it is not negative
     */
    record Int(int bits, boolean signed) implements TypeDefaults {

        /**
         * Checks the parts.
         *
         * @param bits 8, 16, 32 or 64
         * @param signed whether it has a sign
         */
        public Int {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("an integer has 8, 16, 32 or 64 bits, but not " + bits);
            }
        }

        @Override
        public Kind kind() {
            return switch (bits) {
                case 8 -> signed ? Kind.BYTE : Kind.UNSIGNED_BYTE;
                case 16 -> signed ? Kind.SHORT : Kind.UNSIGNED_SHORT;
                case 32 -> signed ? Kind.INT : Kind.UNSIGNED_INT;
                default -> signed ? Kind.LONG : Kind.UNSIGNED_LONG;
            };
        }

        @Override
        public Layout layout() {
            return switch (bits) {
                case 8 -> signed ? Layout.INT8 : Layout.UINT8;
                case 16 -> signed ? Layout.INT16 : Layout.UINT16;
                case 32 -> signed ? Layout.INT32 : Layout.UINT32;
                default -> signed ? Layout.INT64 : Layout.UINT64;
            };
        }

        /**
         * Returns how many decimal digits every value of this type fits in.
         *
         * @return 3, 5, 10, 19 or, without a sign, 20
         */
        public int digits() {
            return switch (bits) {
                case 8 -> 3;
                case 16 -> 5;
                case 32 -> 10;
                default -> signed ? 19 : 20;
            };
        }

        @Override
        public boolean isNumeric() {
            return true;
        }

        @Override
        public String toString() {
            String name = switch (bits) {
                case 8 -> "byte";
                case 16 -> "short";
                case 32 -> "int";
                default -> "long";
            };
            return signed ? name : "unsigned " + name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Int that && bits == that.bits && signed == that.signed;
        }

        @Override
        public int hashCode() {
            return signed ? bits : -bits;
        }
    }

    /**
     * A binary floating-point number of IEEE 754.
     *
     * @param bits its width: 16, 32 or 64
     */
    record Floating(int bits) implements TypeDefaults {

        /**
         * Checks the width.
         *
         * @param bits 16, 32 or 64
         */
        public Floating {
            if (bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("a floating-point number has 16, 32 or 64 bits, but not " + bits);
            }
        }

        @Override
        public Kind kind() {
            return bits == 16 ? Kind.FLOAT16 : bits == 32 ? Kind.FLOAT : Kind.DOUBLE;
        }

        @Override
        public Layout layout() {
            return bits == 16 ? Layout.FLOAT16 : bits == 32 ? Layout.FLOAT32 : Layout.FLOAT64;
        }

        @Override
        public boolean isNumeric() {
            return true;
        }

        @Override
        public String toString() {
            return bits == 16 ? "float16" : bits == 32 ? "float" : "double";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floating that && bits == that.bits;
        }

        @Override
        public int hashCode() {
            return 2 + bits;
        }
    }

    /**
     * An exact decimal: an integer divided by 10<sup>scale</sup>.
     *
     * @param precision the most digits of a value, 1 to {@value #MAX_DECIMAL_PRECISION}
     * @param scale digits after the decimal point, 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements TypeDefaults {

        /**
         * Checks the parts.
         *
         * @param precision 1 to {@value #MAX_DECIMAL_PRECISION}
         * @param scale 0 to {@code precision}
         */
        public Decimal {
            if (precision < 1 || precision > MAX_DECIMAL_PRECISION) {
                throw new IllegalArgumentException("decimal precision must be 1 to " + MAX_DECIMAL_PRECISION
                        + ", but is " + precision + "; use DOUBLE for numbers with more digits");
            }
            if (scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal scale must be 0 to the precision " + precision + ", but is " + scale);
            }
        }

        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }

        @Override
        public Layout layout() {
            return precision > MAX_LONG_PRECISION ? Layout.INT128 : Layout.INT64;
        }

        @Override
        public boolean isNumeric() {
            return true;
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Decimal that && precision == that.precision && scale == that.scale;
        }

        @Override
        public int hashCode() {
            return 100 * precision + scale;
        }
    }

    /** UTF-8 text. */
    record Utf8() implements TypeDefaults {
        @Override
        public Kind kind() {
            return Kind.STRING;
        }

        @Override
        public Layout layout() {
            return Layout.VIEW;
        }

        @Override
        public String toString() {
            return "string";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Utf8;
        }

        @Override
        public int hashCode() {
            return 3;
        }
    }

    /**
     * Bytes.
     *
     * @param length the length of every value in bytes, at least 1, or {@link #ANY_LENGTH}
     */
    record Binary(int length) implements TypeDefaults {

        /** The length of a type whose values differ in length. */
        public static final int ANY_LENGTH = 0;

        /**
         * Checks the length.
         *
         * @param length at least 1, or {@link #ANY_LENGTH}
         */
        public Binary {
            if (length < 0) {
                throw new IllegalArgumentException("a length in bytes cannot be negative: " + length);
            }
        }

        /**
         * Says whether all values have one length.
         *
         * @return true for a fixed length
         */
        public boolean isFixed() {
            return length != ANY_LENGTH;
        }

        @Override
        public Kind kind() {
            return Kind.BINARY;
        }

        @Override
        public Layout layout() {
            return Layout.VIEW;
        }

        @Override
        public String toString() {
            return isFixed() ? "binary(" + length + ")" : "binary";
        }
    }

    /** Days since 1970-01-01 in the proleptic ISO calendar. */
    record Date() implements TypeDefaults {
        @Override
        public Kind kind() {
            return Kind.DATE;
        }

        @Override
        public Layout layout() {
            return Layout.INT32;
        }

        @Override
        public String toString() {
            return "date";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Date;
        }

        @Override
        public int hashCode() {
            return 4;
        }
    }

    /**
     * Time of day: units since midnight.
     *
     * @param resolution the unit
     */
    record Time(Resolution resolution) implements TypeDefaults {

        /**
         * Checks the unit.
         *
         * @param resolution not null
         */
        public Time {
            Objects.requireNonNull(resolution, "resolution");
        }

        @Override
        public Kind kind() {
            return Kind.TIME;
        }

        @Override
        public Layout layout() {
            return Layout.INT64;
        }

        @Override
        public String toString() {
            return named("time", resolution);
        }
    }

    /**
     * Units since 1970-01-01T00:00:00.
     *
     * @param resolution the unit
     * @param isUtc whether a value names an instant; otherwise it is what a clock on a wall shows
     */
    record Timestamp(Resolution resolution, boolean isUtc) implements TypeDefaults {

        /**
         * Checks the unit.
         *
         * @param resolution not null
         * @param isUtc whether a value names an instant
         */
        public Timestamp {
            Objects.requireNonNull(resolution, "resolution");
        }

        @Override
        public Kind kind() {
            return Kind.TIMESTAMP;
        }

        @Override
        public Layout layout() {
            return Layout.INT64;
        }

        @Override
        public String toString() {
            return named(isUtc ? "timestamp" : "local timestamp", resolution);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Timestamp that && resolution == that.resolution && isUtc == that.isUtc;
        }

        @Override
        public int hashCode() {
            return 2 * resolution.name().hashCode() + (isUtc ? 1 : 0);
        }
    }

    /**
     * An amount of time in units.
     *
     * @param resolution the unit
     */
    record Duration(Resolution resolution) implements TypeDefaults {

        /**
         * Checks the unit.
         *
         * @param resolution not null
         */
        public Duration {
            Objects.requireNonNull(resolution, "resolution");
        }

        @Override
        public Kind kind() {
            return Kind.DURATION;
        }

        @Override
        public Layout layout() {
            return Layout.INT64;
        }

        @Override
        public String toString() {
            return named("duration", resolution);
        }
    }

    /**
     * Half precision: binary floating-point numbers of 16 bits, read as floats. They take half of the memory of floats, have 11
     * bits of precision, about three digits, and reach to 65,504. Expressions compute with them as floats.
     *
     * @return the type
     */
    static DataType float16() {
        return new Floating(16);
    }

    /**
     * A decimal type. The value of a row is its integer divided by 10<sup>scale</sup>; the integer has 64 bits up to
     * {@value #MAX_LONG_PRECISION} digits and 128 bits beyond.
     *
     * @param precision the most decimal digits of a value, 1 to {@value #MAX_DECIMAL_PRECISION}
     * @param scale digits after the decimal point, 0 to {@code precision}
     * @return the type
     * @throws IllegalArgumentException when precision or scale is out of range
     */
    static DataType decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    /**
     * Bytes of one length.
     *
     * @param length the length of every value in bytes, at least 1
     * @return the type
     * @throws IllegalArgumentException when the length is less than 1
     */
    static DataType fixedBinary(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a fixed length must be at least 1 byte, but is " + length);
        }
        return new Binary(length);
    }

    /**
     * A time of day.
     *
     * @param resolution the unit it counts in
     * @return the type
     */
    static DataType time(Resolution resolution) {
        return new Time(resolution);
    }

    /**
     * An instant.
     *
     * @param resolution the unit it counts in
     * @return the type
     */
    static DataType timestamp(Resolution resolution) {
        return new Timestamp(resolution, true);
    }

    /**
     * A date and time of day without a zone.
     *
     * @param resolution the unit it counts in
     * @return the type
     */
    static DataType localTimestamp(Resolution resolution) {
        return new Timestamp(resolution, false);
    }

    /**
     * An amount of time.
     *
     * @param resolution the unit it counts in
     * @return the type
     */
    static DataType duration(Resolution resolution) {
        return new Duration(resolution);
    }

    /**
     * Returns the logical kind.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Returns the family of the kind.
     *
     * @return the family
     */
    Family family();

    /**
     * Returns the physical layout of a column of this type.
     *
     * @return the layout
     */
    Layout layout();

    /**
     * Returns the lane in which loops carry a value of this type.
     *
     * @return the lane of the layout
     */
    Lane lane();

    /**
     * Returns the precision of a decimal, 0 for any other kind.
     *
     * @return decimal digits
     */
    int precision();

    /**
     * Returns the scale of a decimal, 0 for any other kind.
     *
     * @return digits after the decimal point
     */
    int scale();

    /**
     * Returns the unit of a time, timestamp or duration.
     *
     * @return the unit
     * @throws IllegalStateException for a type that does not count in units of time
     */
    Resolution resolution();

    /**
     * Says whether this is a timestamp that names an instant.
     *
     * @return true for {@link #TIMESTAMP} of any resolution
     */
    boolean isUtc();

    /**
     * Says whether arithmetic is defined: integers, floating-point numbers and decimals.
     *
     * @return true for numbers
     */
    boolean isNumeric();

    /** Returns the name as it is written in error messages and plans, such as {@code decimal(15,2)}. */
    @Override
    String toString();

    private static String named(String name, Resolution resolution) {
        return resolution == Resolution.MICROS ? name : name + "(" + resolution.symbol() + ")";
    }
}
