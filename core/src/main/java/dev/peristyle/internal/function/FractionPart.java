package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.List;

/** What is past the second of a timestamp or time of day, in thousandths, millionths or billionths of it, as an int. */
public final class FractionPart extends WordFunction {

    public static final ScalarFunction MILLISECOND = new FractionPart("millisecond", Resolution.MILLIS);
    public static final ScalarFunction MICROSECOND = new FractionPart("microsecond", Resolution.MICROS);
    public static final ScalarFunction NANOSECOND = new FractionPart("nanosecond", Resolution.NANOS);

    private final Resolution unit;

    private FractionPart(String symbol, Resolution unit) {
        super(symbol);
        this.unit = unit;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.INT, null);
        }
        Timed.require(argument, true, node);
        return Folding.apply(this, DataType.INT, argument);
    }

    @Override
    WordPairOperation operation(Apply apply) {
        long perSecond = apply.first().type().resolution().perSecond();
        return perSecond <= unit.perSecond()
                ? new Fraction(perSecond, unit.perSecond() / perSecond, 1)
                : new Fraction(perSecond, 1, perSecond / unit.perSecond());
    }

    private record Fraction(long perSecond, long factor, long divisor) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Fraction.class, perSecond, factor, divisor);
        }

        @Override
        public long apply(long value, long same) {
            return Math.floorMod(value, perSecond) * factor / divisor;
        }
    }
}
