package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Literals as typed constants. */
public final class Constants {

    /** A null that takes the type of what is beside it. */
    public static final Constant UNTYPED_NULL = new Constant(null, null);

    public static final Constant TRUE = new Constant(DataType.BOOLEAN, true);
    public static final Constant FALSE = new Constant(DataType.BOOLEAN, false);

    private Constants() {}

    public static Constant of(Object value) {
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
        if (value instanceof ByteBuffer) {
            return new Constant(DataType.BINARY, value);
        }
        if (value instanceof LocalDate date) {
            return new Constant(DataType.DATE, Math.toIntExact(date.toEpochDay()));
        }
        if (value instanceof Instant instant) {
            return time(instant.getEpochSecond(), instant.getNano(), value, DataType::timestamp);
        }
        if (value instanceof LocalDateTime local) {
            return time(local.toEpochSecond(ZoneOffset.UTC), local.getNano(), value, DataType::localTimestamp);
        }
        if (value instanceof LocalTime day) {
            return time(
                    day.toNanoOfDay() / 1_000_000_000,
                    (int) (day.toNanoOfDay() % 1_000_000_000),
                    value,
                    DataType::time);
        }
        if (value instanceof Duration duration) {
            return time(duration.getSeconds(), duration.getNano(), value, DataType::duration);
        }
        throw new IllegalArgumentException("not a literal: " + value);
    }

    /** In microseconds if these are exact and reach so far, else in the unit that is exact. */
    private static Constant time(long seconds, int nanos, Object value, Function<Resolution, DataType> type) {
        BigInteger exact = BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(Resolution.NANOS.perSecond()))
                .add(BigInteger.valueOf(nanos));
        for (Resolution unit : List.of(Resolution.MICROS, Resolution.NANOS, Resolution.MILLIS, Resolution.SECONDS)) {
            BigInteger[] units = exact.divideAndRemainder(BigInteger.valueOf(unit.nanos()));
            if (units[1].signum() == 0 && fitsLong(units[0])) {
                return new Constant(type.apply(unit), units[0].longValueExact());
            }
        }
        throw new IllegalArgumentException(
                value + " has more digits than 64 bits hold; cut it to whole seconds, or stay"
                        + " within the years 1677 to 2262 for nanoseconds and -290307 to 294246 for microseconds");
    }

    /** A decimal with just the precision and scale that the value needs. */
    public static Constant decimal(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int precision = Math.max(plain.precision(), Math.max(1, plain.scale()));
        if (precision > DataType.MAX_DECIMAL_PRECISION) {
            throw new IllegalArgumentException(
                    "the decimal " + value.toPlainString() + " has " + precision + " digits, but at most "
                            + DataType.MAX_DECIMAL_PRECISION + " are possible; round it or use a double");
        }
        return scaled(DataType.decimal(precision, plain.scale()), plain.unscaledValue());
    }

    /** An integer or unscaled value as a constant of a type. */
    public static Constant scaled(DataType type, BigInteger value) {
        if (type.lane() == Lane.I128) {
            return new Constant(type, value);
        }
        return WordAccess.of(type.layout()).isInt()
                ? new Constant(type, value.intValueExact())
                : new Constant(type, value.longValueExact());
    }

    /** The exact value of an integer or decimal. */
    public static BigDecimal exact(Constant constant) {
        BigInteger unscaled = constant.value() instanceof BigInteger wide
                ? wide
                : BigInteger.valueOf(((Number) constant.value()).longValue());
        return new BigDecimal(unscaled, constant.type().scale());
    }

    /** Whether it is an integer or decimal that is not null. */
    public static boolean isExactNumber(Bound bound) {
        return bound instanceof Constant constant
                && !constant.isNull()
                && (constant.type() instanceof DataType.Int || constant.type() instanceof DataType.Decimal);
    }

    public static boolean isNull(Bound bound) {
        return bound instanceof Constant constant && constant.isNull();
    }

    public static boolean isUntyped(Bound bound) {
        return bound instanceof Constant constant && constant.type() == null;
    }

    /** Whether a number lies in the range of a long. */
    public static boolean fitsLong(BigInteger value) {
        return value.bitLength() < Long.SIZE;
    }

    /** A number of at most eight bytes as it lies in memory; 0 for null. */
    public static long bits(Constant constant) {
        if (constant.isNull()) {
            return 0;
        }
        Number value = (Number) constant.value();
        return constant.type().lane() == Lane.F64
                ? DoubleAccess.of(constant.type().layout()).toWord(value.doubleValue())
                : value.longValue();
    }
}
