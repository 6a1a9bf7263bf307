package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;

/** The types of functions of dates and timestamps. */
final class Dates {

    private Dates() {}

    static Bound part(Function function, Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.INT, null);
        }
        boolean ofTime = function == Function.HOUR || function == Function.MINUTE || function == Function.SECOND;
        require(argument, ofTime, node);
        return Folding.apply(function, DataType.INT, argument);
    }

    static Bound truncate(Function function, Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return argument;
        }
        boolean ofTime = function == Function.TRUNCATE_HOUR
                || function == Function.TRUNCATE_MINUTE
                || function == Function.TRUNCATE_SECOND;
        require(argument, ofTime, node);
        if (function == Function.TRUNCATE_DAY && argument.type().kind() == Kind.DATE) {
            return argument;
        }
        return Folding.apply(function, argument.type(), argument);
    }

    private static void require(Bound argument, boolean ofTime, Node node) {
        Kind kind = argument.type().kind();
        if (kind == Kind.TIMESTAMP || kind == Kind.DATE && !ofTime) {
            return;
        }
        throw TypeErrors.mismatch(
                node,
                ofTime ? "needs a timestamp" : "needs a date or timestamp",
                kind == Kind.DATE ? "a date has no time of day" : "cast the operand to one",
                argument);
    }
}
