package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.ArrayList;
import java.util.List;

/** The types of functions of text. */
final class Texts {

    private Texts() {}

    static Bound bind(Function function, List<Bound> arguments, Node node) {
        int texts = function == Function.SUBSTRING ? 1 : arguments.size();
        List<Bound> checked = new ArrayList<>();
        for (int position = 0; position < arguments.size(); position++) {
            checked.add(position < texts ? text(arguments.get(position), node) : arguments.get(position));
        }
        return switch (function) {
            case LENGTH -> Folding.apply(function, DataType.INT, checked.get(0));
            case CONTAINS, STARTS_WITH, ENDS_WITH, LIKE ->
                Folding.apply(function, DataType.BOOLEAN, checked.get(0), checked.get(1));
            case SUBSTRING -> substring(checked, node);
            default -> Folding.apply(function, DataType.STRING, checked.toArray(Bound[]::new));
        };
    }

    private static Bound substring(List<Bound> arguments, Node node) {
        int length = (Integer) ((Constant) arguments.get(2)).value();
        if (length < 0) {
            throw new IllegalArgumentException(node.describe() + ": the length must not be negative: " + length);
        }
        return Folding.apply(Function.SUBSTRING, DataType.STRING, arguments.toArray(Bound[]::new));
    }

    private static Bound text(Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.STRING, null);
        }
        if (argument.type().kind() != Kind.STRING) {
            throw TypeErrors.mismatch(node, "needs text", "cast the operand to string", argument);
        }
        return argument;
    }

    /** The constant argument of an application, as a number. */
    static int number(Apply apply, int position) {
        return (Integer) ((Constant) apply.arguments().get(position)).value();
    }
}
