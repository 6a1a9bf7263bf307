package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Objects;

/** An expression as the user wrote it: names are not resolved and types are not checked. Immutable. */
public sealed interface Node {

    /**
     * The value of a column.
     *
     * @param name the column's name
     */
    record ColumnReference(String name) implements Node {

        /** Checks the name. */
        public ColumnReference {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * The same value for every row.
     *
     * @param value a Boolean, Integer, Long, Float, Double, BigDecimal, String, LocalDate, Instant, LocalDateTime or null
     */
    record Literal(Object value) implements Node {}

    /**
     * A function applied to arguments. {@link Function#CASE} takes conditions and results by turns and last what holds
     * otherwise; {@link Function#IN} takes the operand and then the values.
     *
     * @param function the function
     * @param arguments the arguments in order
     */
    record Call(Function function, List<Node> arguments) implements Node {

        /** Copies the list. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A conversion to another type.
     *
     * @param operand what is converted
     * @param type the wanted type
     * @param orNull true when a value that cannot be converted becomes null, false when it is an error
     */
    record Cast(Node operand, DataType type, boolean orNull) implements Node {

        /** Checks the type. */
        public Cast {
            Objects.requireNonNull(type, "type");
        }
    }

    /**
     * The expression as infix text, for plans and messages.
     *
     * @return one line
     */
    default String describe() {
        return NodeText.of(this);
    }
}
