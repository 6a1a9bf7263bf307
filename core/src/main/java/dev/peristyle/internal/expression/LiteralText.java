package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;

/** Reads text beside a date, timestamp or decimal as such a value. */
final class LiteralText {

    private LiteralText() {}

    /** The operand as a constant of the other operand's type if it is text that stands for one, else as it is. */
    static Bound parse(Bound operand, DataType other, Node node) {
        if (!(operand instanceof Constant constant) || !(constant.value() instanceof String text)) {
            return operand;
        }
        if (other == null
                || (other.kind() != Kind.DECIMAL && other.kind() != Kind.DATE && other.kind() != Kind.TIMESTAMP)) {
            return operand;
        }
        if (other.kind() == Kind.DECIMAL) {
            try {
                return Constants.decimal(new BigDecimal(text.trim()));
            } catch (NumberFormatException failure) {
                throw bad(text, other, node, "such as 12.50");
            }
        }
        Bound parsed = Folding.apply(Function.TRY_CAST, other, operand);
        if (Constants.isNull(parsed)) {
            throw bad(
                    text,
                    other,
                    node,
                    other.kind() == Kind.DATE ? "such as 1995-01-31" : "such as 1995-01-31 23:59:00");
        }
        return parsed;
    }

    private static IllegalArgumentException bad(String text, DataType type, Node node, String example) {
        return new IllegalArgumentException(
                node.describe() + ": '" + text + "' is not a " + type + "; write a value " + example);
    }
}
