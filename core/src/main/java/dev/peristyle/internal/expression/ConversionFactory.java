package dev.peristyle.internal.expression;

import dev.peristyle.internal.loop.WordConversion;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Lane;
import java.math.RoundingMode;

/** Chooses how to convert one type to another. */
final class ConversionFactory {

    private ConversionFactory() {}

    /** {@code rounding} is null for what the types have. */
    static Conversion of(Compiler compiler, DataType source, DataType target, RoundingMode rounding) {
        if (source.kind() == Kind.STRING) {
            return TextParsing.of(target, rounding, compiler);
        }
        if (target.kind() == Kind.STRING) {
            return TextFormatting.of(source, compiler.newArena());
        }
        if (isTime(source)) {
            return time(source, target, rounding == null ? RoundingMode.FLOOR : rounding);
        }
        if (source.kind() == Kind.BINARY) {
            return BinaryConversion.of(target);
        }
        return source.lane() == Lane.I128 || target.lane() == Lane.I128
                ? WideConversion.of(source, target, rounding)
                : NumberConversion.of(source, target, rounding);
    }

    static boolean isTime(DataType type) {
        return type instanceof DataType.Date
                || type instanceof DataType.Time
                || type instanceof DataType.Timestamp
                || type instanceof DataType.Duration;
    }

    /** Between dates, timestamps, times of day and durations. */
    private static Conversion time(DataType source, DataType target, RoundingMode rounding) {
        if (source.kind() == Kind.DATE) {
            long perDay = target.resolution().perDay();
            long limit = Long.MAX_VALUE / perDay;
            return words(source, new IntegerConversions.Times(perDay, -limit, limit), target);
        }
        if (target.kind() == Kind.DATE) {
            return words(
                    source,
                    new IntegerConversions.Quotient(
                            source.resolution().perDay(), rounding, Integer.MIN_VALUE, Integer.MAX_VALUE),
                    target);
        }
        Conversion resolution = resolution(source, target, rounding);
        if (source.kind() != Kind.TIMESTAMP || target.kind() != Kind.TIME) {
            return resolution;
        }
        Conversion ofDay = words(
                source, new IntegerConversions.Remainder(source.resolution().perDay()), target);
        return (from, to, impossible, rows) -> {
            ofDay.convert(from, to, impossible, rows);
            return resolution.convert(to, to, impossible, rows);
        };
    }

    /** To a coarser unit times are rounded, those of day to less than a day; to a finer one they may not reach. */
    private static Conversion resolution(DataType source, DataType target, RoundingMode rounding) {
        long nanos = source.resolution().nanos();
        long targetNanos = target.resolution().nanos();
        if (nanos < targetNanos) {
            boolean ofDay = target.kind() == Kind.TIME;
            long high = ofDay ? target.resolution().perDay() - 1 : Long.MAX_VALUE;
            return words(
                    source,
                    new IntegerConversions.Quotient(targetNanos / nanos, rounding, ofDay ? 0 : Long.MIN_VALUE, high),
                    target);
        }
        long factor = nanos / targetNanos;
        return words(
                source, new IntegerConversions.Times(factor, Long.MIN_VALUE / factor, Long.MAX_VALUE / factor), target);
    }

    private static Conversion words(DataType source, WordConversion conversion, DataType target) {
        return Conversion.of(source.layout(), conversion, target.layout());
    }
}
