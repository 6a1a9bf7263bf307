package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import java.util.List;

/** Times as the number of units since 1970, and such numbers as instants. The second argument is the name of the unit. */
public final class Epoch extends WordFunction {

    public static final ScalarFunction TO_EPOCH = new Epoch("toEpoch");
    public static final ScalarFunction FROM_EPOCH = new Epoch("fromEpoch");

    private Epoch(String symbol) {
        super(symbol);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Resolution unit = Resolution.valueOf((String) ((Constant) arguments.get(1)).value());
        Bound argument = arguments.get(0);
        if (this == FROM_EPOCH) {
            Bound count = Conversions.implicit(Integers.of(argument, node), DataType.LONG, node);
            return Folding.apply(this, DataType.timestamp(unit), count, arguments.get(1));
        }
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.LONG, null);
        }
        return Folding.apply(
                this,
                DataType.LONG,
                Conversions.implicit(argument, counted(argument, unit, node), node),
                arguments.get(1));
    }

    private static DataType counted(Bound argument, Resolution unit, Node node) {
        DataType type = argument.type();
        if (type.kind() == Kind.DATE) {
            return DataType.localTimestamp(unit);
        }
        if (!Timed.hasUnit(type)) {
            throw TypeErrors.mismatch(
                    node, "needs a date, timestamp, time or duration", "cast the operand to one", argument);
        }
        return Timed.withUnit(type, unit);
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return Same.SAME;
    }

    private enum Same implements WordPairOperation {
        SAME;

        @Override
        public long apply(long value, long same) {
            return value;
        }
    }
}
