package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Literals as typed constants. */
final class Constants {

    /** A null that takes the type of what stands beside it. */
    static final Constant UNTYPED_NULL = new Constant(null, null);

    static final Constant TRUE = new Constant(DataType.BOOLEAN, true);
    static final Constant FALSE = new Constant(DataType.BOOLEAN, false);

    private Constants() {}

    static Constant of(Object value) {
        if (value == null) {
            return UNTYPED_NULL;
        }
        if (value instanceof Boolean flag) {
            return flag ? TRUE : FALSE;
        }
        if (value instanceof Integer) {
            return new Constant(DataType.INT, value);
        }
        if (value instanceof Long) {
            return new Constant(DataType.LONG, value);
        }
        if (value instanceof Float) {
            return new Constant(DataType.FLOAT, value);
        }
        if (value instanceof Double) {
            return new Constant(DataType.DOUBLE, value);
        }
        if (value instanceof String) {
            return new Constant(DataType.STRING, value);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (value instanceof LocalDate date) {
            return new Constant(DataType.DATE, Math.toIntExact(date.toEpochDay()));
        }
        if (value instanceof Instant instant) {
            return new Constant(DataType.TIMESTAMP, micros(instant));
        }
        if (value instanceof LocalDateTime local) {
            return new Constant(DataType.LOCAL_TIMESTAMP, micros(local.toInstant(ZoneOffset.UTC)));
        }
        throw new IllegalArgumentException("not a literal: " + value);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
    }

    /** A decimal with just the precision and scale that the value needs. */
    static Constant decimal(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int precision = Math.max(plain.precision(), Math.max(1, plain.scale()));
        if (precision > DataType.MAX_DECIMAL_PRECISION) {
            throw new IllegalArgumentException(
                    "the decimal " + value.toPlainString() + " has " + precision + " digits, but at most "
                            + DataType.MAX_DECIMAL_PRECISION + " are possible; round it or use a double");
        }
        DataType type = DataType.decimal(precision, plain.scale());
        return new Constant(type, plain.unscaledValue().longValueExact());
    }

    /** The exact value of an int, long or decimal. */
    static BigDecimal exact(Constant constant) {
        long unscaled = ((Number) constant.value()).longValue();
        return BigDecimal.valueOf(unscaled, constant.type().scale());
    }

    /** Whether it is an int, long or decimal that is not null. */
    static boolean isExactNumber(Bound bound) {
        return bound instanceof Constant constant
                && !constant.isNull()
                && switch (constant.type().kind()) {
                    case INT, LONG, DECIMAL -> true;
                    default -> false;
                };
    }

    static boolean isNull(Bound bound) {
        return bound instanceof Constant constant && constant.isNull();
    }

    static boolean isUntyped(Bound bound) {
        return bound instanceof Constant constant && constant.type() == null;
    }

    /** Whether a number lies in the range of a long. */
    static boolean fitsLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }

    /** A value of four or eight bytes as it lies in memory; 0 for null. */
    static long bits(Constant constant) {
        if (constant.isNull()) {
            return 0;
        }
        if (constant.value() instanceof Double value) {
            return Double.doubleToRawLongBits(value);
        }
        if (constant.value() instanceof Float value) {
            return Float.floatToRawIntBits(value);
        }
        return ((Number) constant.value()).longValue();
    }
}
