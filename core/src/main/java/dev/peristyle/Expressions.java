package dev.peristyle;

import dev.peristyle.internal.expression.Function;
import dev.peristyle.internal.expression.Node;
import java.util.List;

/** Where expressions begin; meant to be imported statically. */
public final class Expressions {

    private Expressions() {}

    /**
     * The value of a column.
     *
     * @param name its name; that it exists is checked when the expression becomes part of a pipeline
     * @return the expression
     */
    public static Expression col(String name) {
        return new Expression(new Node.ColumnReference(name));
    }

    /**
     * The same value for every row.
     *
     * @param value an {@code Integer} (or Short or Byte), {@code Long}, {@code Double}, {@code Float}, {@code Boolean},
     *     {@code String}, {@code Character}, {@code BigDecimal}, {@code BigInteger}, {@code LocalDate}, {@code Instant},
     *     {@code LocalDateTime}, or null
     * @return the expression
     * @throws IllegalArgumentException when the value is of another type
     */
    public static Expression lit(Object value) {
        return new Expression(value == null ? new Node.Literal(null) : Operands.node(value));
    }

    /**
     * Starts a choice: {@code when(condition).then(value).otherwise(other)}.
     *
     * @param condition a boolean expression
     * @return the choice, waiting for the condition's value
     */
    public static When when(Expression condition) {
        return new When(List.of(), condition);
    }

    /**
     * The first argument that is not null.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression
     */
    public static Expression coalesce(Object first, Object... others) {
        return Expression.call(Function.COALESCE, Operands.node(first), others);
    }

    /**
     * One text after the other; null where one of them is null, as SQL's {@code ||}.
     *
     * @param first an expression, or a value as for {@link #lit}
     * @param others more of them
     * @return the expression
     */
    public static Expression concat(Object first, Object... others) {
        return Expression.call(Function.CONCAT, Operands.node(first), others);
    }

    /**
     * True where the condition is false, false where it is true, null where it is null.
     *
     * @param condition a boolean expression
     * @return the expression
     */
    public static Expression not(Expression condition) {
        return condition.not();
    }
}
