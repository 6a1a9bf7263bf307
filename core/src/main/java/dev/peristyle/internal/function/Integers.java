package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;

/** The types of functions of integers. */
final class Integers {

    private Integers() {}

    /** A function of integers that gives their common type: int or long. */
    static Bound bind(ScalarFunction function, List<Bound> arguments, Node node) {
        DataType common = DataType.INT;
        for (Bound argument : arguments) {
            common = of(argument, node).type().equals(DataType.LONG) ? DataType.LONG : common;
        }
        List<Bound> converted = new ArrayList<>(arguments.size());
        for (Bound argument : arguments) {
            converted.add(Conversions.implicit(of(argument, node), common, node));
        }
        return Folding.apply(new Apply(function, common, converted));
    }

    /** An integer as an int or long. */
    static Bound of(Bound argument, Node node) {
        Bound computed =
                Constants.isUntyped(argument) ? new Constant(DataType.INT, null) : CommonType.computed(argument, node);
        if (!computed.type().equals(DataType.INT) && !computed.type().equals(DataType.LONG)) {
            throw TypeErrors.mismatch(node, "needs integers", "cast the operand to long", argument);
        }
        return computed;
    }

    /** What to do where a result of the type is too small for its value. */
    static String advice(DataType type) {
        return type.equals(DataType.INT) ? "cast an operand to long" : "cast an operand to decimal(38,0) or double";
    }
}
