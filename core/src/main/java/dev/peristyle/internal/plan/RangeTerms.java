package dev.peristyle.internal.plan;

import dev.peristyle.internal.over.Frame;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How far the frame of a row goes along its key.
 *
 * @param before a number or a duration, not negative
 * @param after a number or a duration, not negative
 */
public record RangeTerms(Object before, Object after) {

    private static final String ADVICE =
            "; numbers go with numbers and with dates as days, durations with dates, times,"
                    + " timestamps and durations";

    /** The frames along a key of a type. */
    Frame.Range bind(DataType type) {
        if (type.lane() != Lane.I64 && type.lane() != Lane.F64) {
            throw new IllegalArgumentException(
                    "a range needs a key that is a number of up to 64 bits with a sign, a date or a time, but this one is of"
                            + " type " + type + "; cast it, or use rows");
        }
        return new Frame.Range(distance(before, type), distance(after, type), describe());
    }

    private static long distance(Object distance, DataType type) {
        boolean isTime = !type.isNumeric();
        if (distance instanceof Duration duration) {
            if (!isTime) {
                throw new IllegalArgumentException(
                        "a range of " + distance + " does not go with a key of type " + type + ADVICE);
            }
            return type instanceof DataType.Date ? days(duration) : units(duration, type);
        }
        if (isTime && !(type instanceof DataType.Date)) {
            throw new IllegalArgumentException(
                    "a range of " + distance + " does not go with a key of type " + type + ADVICE);
        }
        if (type.lane() == Lane.F64) {
            return Double.doubleToRawLongBits(((Number) distance).doubleValue());
        }
        try {
            return new BigDecimal(distance.toString())
                    .setScale(type.scale())
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException(
                    "a range of " + distance + " cannot be counted exactly in the key's type " + type
                            + "; cast the key to one that can",
                    inexact);
        }
    }

    private static long days(Duration duration) {
        if (!duration.equals(Duration.ofDays(duration.toDays()))) {
            throw new IllegalArgumentException("a range of " + duration + " along dates has to be whole days");
        }
        return duration.toDays();
    }

    private static long units(Duration duration, DataType type) {
        long nanos = type.resolution().nanos();
        if (duration.getNano() % nanos != 0) {
            throw new IllegalArgumentException("a range of " + duration
                    + " cannot be counted exactly in the key's type " + type + "; cast the key to one of a finer unit");
        }
        try {
            return Math.addExact(
                    Math.multiplyExact(duration.getSeconds(), type.resolution().perSecond()),
                    duration.getNano() / nanos);
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "a range of " + duration + " is too long for the key's type " + type, tooLong);
        }
    }

    /** The two as text. */
    String describe() {
        return before + " before to " + after + " after";
    }
}
