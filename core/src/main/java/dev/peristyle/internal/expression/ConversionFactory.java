package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.kernel.IntegerConversion;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;

/** Chooses how to convert one type to another. */
final class ConversionFactory {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private ConversionFactory() {}

    static Step create(Compiler compiler, Apply apply, Scope scope) {
        Vector source = compiler.vector(apply.first(), scope);
        Conversion conversion = conversion(compiler, source.type(), apply.type());
        boolean orNull = apply.function() == Function.TRY_CAST;
        return new CastStep(apply.type(), source, conversion, orNull, scope.mask(), compiler.newScratch());
    }

    private static Conversion conversion(Compiler compiler, DataType source, DataType target) {
        if (source.kind() == Kind.STRING) {
            return TextParsing.of(target);
        }
        if (target.kind() == Kind.STRING) {
            return TextFormatting.of(source, compiler.newArena());
        }
        if (source.kind() == Kind.DATE) {
            return dateToTimestamp();
        }
        if (source.kind() == Kind.TIMESTAMP) {
            return target.kind() == Kind.DATE ? timestampToDate() : timestampToTimestamp();
        }
        return NumberConversion.of(source, target);
    }

    private static Conversion dateToTimestamp() {
        long limit = Long.MAX_VALUE / MICROS_PER_DAY;
        return (from, to, impossible, rows) -> IntegerConversion.multiply(
                from.values(), true, MICROS_PER_DAY, -limit, limit, to.values(), false, impossible, rows);
    }

    private static Conversion timestampToDate() {
        return (from, to, impossible, rows) -> {
            IntegerConversion.divideDirected(from.values(), MICROS_PER_DAY, false, to.values(), true, rows);
            return false;
        };
    }

    private static Conversion timestampToTimestamp() {
        return (from, to, impossible, rows) -> IntegerConversion.multiply(
                from.values(), false, 1, Long.MIN_VALUE, Long.MAX_VALUE, to.values(), false, impossible, rows);
    }
}
