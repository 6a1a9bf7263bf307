package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.FloatingConversion;
import dev.peristyle.internal.expression.kernel.IntegerConversion;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.DataType.Layout;

/** Conversions between numbers, and from boolean to a number. Fractions are rounded, halves away from zero. */
final class NumberConversion {

    private NumberConversion() {}

    static Conversion of(DataType source, DataType target) {
        if (source.kind() == Kind.BOOLEAN) {
            return fromBoolean(target);
        }
        boolean fourBytes = source.layout().bytes() == Integer.BYTES;
        if (source.kind() == Kind.FLOAT || source.kind() == Kind.DOUBLE) {
            return fromFloating(fourBytes, target);
        }
        return switch (target.kind()) {
            case DOUBLE ->
                (from, to, impossible, rows) -> {
                    IntegerConversion.toDoubles(
                            from.values(), fourBytes, PowersOfTen.of(source.scale()), to.values(), rows);
                    return false;
                };
            case FLOAT ->
                (from, to, impossible, rows) -> {
                    IntegerConversion.toFloats(
                            from.values(), fourBytes, PowersOfTen.of(source.scale()), to.values(), rows);
                    return false;
                };
            default -> rescale(source, target);
        };
    }

    private static Conversion fromBoolean(DataType target) {
        long one = switch (target.kind()) {
            case FLOAT -> Float.floatToRawIntBits(1);
            case DOUBLE -> Double.doubleToRawLongBits(1);
            default -> PowersOfTen.of(target.scale());
        };
        boolean fourBytes = target.layout().bytes() == Integer.BYTES;
        boolean fits = target.kind() != Kind.DECIMAL || target.precision() > target.scale();
        return (from, to, impossible, rows) -> {
            IntegerConversion.fromBits(from.values(), one, to.values(), fourBytes, rows);
            if (!fits) {
                Bitmaps.copy(from.values(), impossible, rows);
            }
            return !fits;
        };
    }

    /** Between int, long and decimal: times or divided by a power of ten. */
    private static Conversion rescale(DataType source, DataType target) {
        boolean sourceInts = source.layout() == Layout.INT32;
        boolean targetInts = target.layout() == Layout.INT32;
        long limit = largest(target);
        long lowest = target.kind() == Kind.DECIMAL ? -limit : -limit - 1;
        int digits = target.scale() - source.scale();
        if (digits < 0) {
            long divisor = PowersOfTen.of(-digits);
            return (from, to, impossible, rows) -> IntegerConversion.divide(
                    from.values(), sourceInts, divisor, lowest, limit, to.values(), targetInts, impossible, rows);
        }
        long factor = PowersOfTen.of(digits);
        return (from, to, impossible, rows) -> IntegerConversion.multiply(
                from.values(),
                sourceInts,
                factor,
                lowest / factor,
                limit / factor,
                to.values(),
                targetInts,
                impossible,
                rows);
    }

    private static long largest(DataType type) {
        return switch (type.kind()) {
            case INT -> Integer.MAX_VALUE;
            case DECIMAL -> PowersOfTen.of(type.precision()) - 1;
            default -> Long.MAX_VALUE;
        };
    }

    private static Conversion fromFloating(boolean fourBytes, DataType target) {
        return switch (target.kind()) {
            case FLOAT ->
                (from, to, impossible, rows) ->
                        FloatingConversion.toFloats(from.values(), to.values(), impossible, rows);
            case DOUBLE ->
                (from, to, impossible, rows) -> {
                    FloatingConversion.toDoubles(from.values(), to.values(), rows);
                    return false;
                };
            case DECIMAL -> {
                double factor = PowersOfTen.of(target.scale());
                double limit = PowersOfTen.of(target.precision());
                yield (from, to, impossible, rows) -> FloatingConversion.toDecimals(
                        from.values(), fourBytes, factor, limit, to.values(), impossible, rows);
            }
            default -> {
                boolean targetInts = target.layout() == Layout.INT32;
                double limit = targetInts ? 0x1p31 : 0x1p63;
                yield (from, to, impossible, rows) -> FloatingConversion.toIntegers(
                        from.values(), fourBytes, limit, to.values(), targetInts, impossible, rows);
            }
        };
    }
}
