package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.internal.loop.ScalarComparison;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.math.RoundingMode;
import java.util.function.LongUnaryOperator;

/** Conversions between numbers, and from boolean to a number. Fractions are rounded as is asked for, else halves away from zero. */
final class NumberConversion {

    private NumberConversion() {}

    /** {@code rounding} is null for the one that the types have. */
    static Conversion of(DataType source, DataType target, RoundingMode rounding) {
        if (source.kind() == Kind.BOOLEAN) {
            return fromBoolean(target);
        }
        if (target.kind() == Kind.BOOLEAN) {
            return isNotZero(source.layout());
        }
        if (source instanceof DataType.Int && !CommonType.computing(source).equals(source)) {
            return widen(source.layout(), target.layout());
        }
        if (source instanceof DataType.Floating) {
            return fromFloating(source.layout(), target, rounding);
        }
        if (target instanceof DataType.Floating) {
            long divisor = PowersOfTen.asLong(source.scale());
            return Conversion.of(
                    source.layout(),
                    new FloatingConversions.OfInteger(divisor, DoubleAccess.of(target.layout())),
                    target.layout());
        }
        return rescale(source, target, rounding == null ? RoundingMode.HALF_UP : rounding);
    }

    private static Conversion widen(Layout source, Layout target) {
        RowLoop loop = Loops.words(source, LongUnaryOperator.identity(), target);
        return (from, to, impossible, rows) -> loop.run(from.values(), 0, to.values(), 0, rows) != 0;
    }

    private static Conversion isNotZero(Layout source) {
        ScalarComparison zero = ScalarComparison.of(source, Relation.EQ, -1, 0);
        return (from, to, impossible, rows) -> {
            zero.run(from.values(), to.values(), rows);
            return false;
        };
    }

    private static Conversion fromBoolean(DataType target) {
        WordAccess access = WordAccess.of(target.layout());
        long one = target instanceof DataType.Floating
                ? DoubleAccess.of(target.layout()).toWord(1L)
                : PowersOfTen.asLong(target.scale());
        boolean fits = target.kind() != Kind.DECIMAL || target.precision() > target.scale();
        return (from, to, impossible, rows) -> {
            for (int row = 0; row < rows; row++) {
                access.storeRow(to.values(), row, one & -(long) Bits.at(from.values(), row));
            }
            if (!fits) {
                Bitmaps.copy(from.values(), impossible, rows);
            }
            return !fits;
        };
    }

    /** Between integers and decimals: times or divided by a power of ten. */
    private static Conversion rescale(DataType source, DataType target, RoundingMode rounding) {
        long low = low(target);
        long high = high(target);
        int digits = target.scale() - source.scale();
        if (digits < 0) {
            long divisor = PowersOfTen.asLong(-digits);
            return Conversion.of(
                    source.layout(), new IntegerConversions.Quotient(divisor, rounding, low, high), target.layout());
        }
        long factor = PowersOfTen.asLong(digits);
        return Conversion.of(
                source.layout(), new IntegerConversions.Times(factor, low / factor, high / factor), target.layout());
    }

    private static long high(DataType type) {
        if (type instanceof DataType.Int integer) {
            return (integer.signed() ? Long.MAX_VALUE : -1L) >>> Long.SIZE - integer.bits();
        }
        return PowersOfTen.asLong(type.precision()) - 1;
    }

    private static long low(DataType type) {
        return type instanceof DataType.Int integer ? integer.signed() ? -high(type) - 1 : 0 : -high(type);
    }

    private static Conversion fromFloating(Layout source, DataType target, RoundingMode rounding) {
        DoubleAccess bits = DoubleAccess.of(source);
        if (target instanceof DataType.Floating) {
            return Conversion.of(
                    source, new FloatingConversions.Resized(bits, DoubleAccess.of(target.layout())), target.layout());
        }
        if (rounding != null) {
            double factor = PowersOfTen.asLong(target.scale());
            return Conversion.of(
                    source,
                    new FloatingConversions.ToRounded(bits, factor, rounding, low(target), high(target)),
                    target.layout());
        }
        if (target.kind() == Kind.DECIMAL) {
            double factor = PowersOfTen.asLong(target.scale());
            long limit = PowersOfTen.asLong(target.precision());
            return Conversion.of(source, new FloatingConversions.ToDecimal(bits, factor, limit), target.layout());
        }
        double limit = Math.scalb(1.0, target.layout().bytes() * Byte.SIZE - 1);
        return Conversion.of(source, new FloatingConversions.ToInteger(bits, limit), target.layout());
    }
}
