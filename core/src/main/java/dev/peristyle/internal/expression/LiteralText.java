package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;
import java.util.Map;

/** Reads text beside a date, timestamp or decimal as such a value. */
public final class LiteralText {

    /** The types that text beside them is read as. */
    private static final Map<Kind, String> EXAMPLES = Map.of(
            Kind.DECIMAL, "12.50",
            Kind.DATE, "1995-01-31",
            Kind.TIMESTAMP, "1995-01-31 23:59:00",
            Kind.TIME, "23:59:00",
            Kind.DURATION, "PT1H30M");

    private LiteralText() {}

    /** The operand as a constant of the other operand's type if it is text that can be read as one, else as it is. */
    public static Bound parse(Bound operand, DataType other, Node node) {
        if (!(operand instanceof Constant constant) || !(constant.value() instanceof String text)) {
            return operand;
        }
        if (other == null || EXAMPLES.get(other.kind()) == null) {
            return operand;
        }
        if (other.kind() == Kind.DECIMAL) {
            try {
                return Constants.decimal(new BigDecimal(text.trim()));
            } catch (NumberFormatException failure) {
                throw bad(text, other, node);
            }
        }
        Bound parsed = Folding.apply(CastFunction.TRY_CAST, other, operand);
        if (Constants.isNull(parsed)) {
            throw bad(text, other, node);
        }
        return parsed;
    }

    private static IllegalArgumentException bad(String text, DataType type, Node node) {
        return new IllegalArgumentException(node.describe() + ": '" + text + "' is not a " + type
                + "; write a value such as " + EXAMPLES.get(type.kind()));
    }
}
