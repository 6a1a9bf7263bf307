package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An expression as the user wrote it: names are not resolved and types are not checked. Immutable, compared by value,
 * of any depth.
 */
public sealed interface Node extends Tree {

    /** The value of a column. */
    record ColumnReference(String name) implements Node {

        /** Checks the name. */
        public ColumnReference {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ColumnReference that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /**
     * The same value for every row.
     *
     * @param value a Boolean, Integer, Long, Float, Double, BigDecimal, String, LocalDate, LocalTime, Instant,
     *     LocalDateTime, Duration, ByteBuffer (not to be changed) or null
     */
    record Literal(Object value) implements Node {
        @Override
        public boolean equals(Object other) {
            return other instanceof Literal that && Objects.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(value);
        }
    }

    /** A function applied to arguments. */
    final class Call implements Node {

        private final ScalarFunction function;
        private final List<Node> arguments;
        private final int hash;

        /**
         * Applies a function.
         *
         * @param arguments the arguments in order
         */
        public Call(ScalarFunction function, List<Node> arguments) {
            this.function = function;
            this.arguments = List.copyOf(arguments);
            this.hash = 31 * function.hashCode() + this.arguments.hashCode();
        }

        /** The function. */
        public ScalarFunction function() {
            return function;
        }

        /** The arguments in order. */
        public List<Node> arguments() {
            return arguments;
        }

        @Override
        public List<Node> parts() {
            return arguments;
        }

        @Override
        public boolean looksLike(Tree other) {
            return other instanceof Call call && function.equals(call.function);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Call call && Tree.same(this, call);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** A conversion to another type. */
    final class Cast implements Node {

        private final Node operand;
        private final DataType type;
        private final boolean orNull;
        private final RoundingMode rounding;
        private final int hash;

        /**
         * Converts an expression, with the rounding that the types have.
         *
         * @param operand what is converted
         * @param type the wanted type
         * @param orNull true when a value that cannot be converted becomes null, false when it is an error
         */
        public Cast(Node operand, DataType type, boolean orNull) {
            this(operand, type, orNull, null);
        }

        /**
         * Converts an expression.
         *
         * @param operand what is converted
         * @param type the wanted type
         * @param orNull true when a value that cannot be converted becomes null, false when it is an error
         * @param rounding what becomes of digits that the type has no room for; null for what the types have
         */
        public Cast(Node operand, DataType type, boolean orNull, RoundingMode rounding) {
            this.operand = operand;
            this.type = Objects.requireNonNull(type, "type");
            this.orNull = orNull;
            this.rounding = rounding;
            this.hash = 31 * (31 * operand.hashCode() + type.hashCode() + (orNull ? 1 : 0))
                    + Objects.toString(rounding).hashCode();
        }

        /** What is converted. */
        public Node operand() {
            return operand;
        }

        /** The wanted type. */
        public DataType type() {
            return type;
        }

        /** Whether a value that cannot be converted becomes null. */
        public boolean orNull() {
            return orNull;
        }

        /** What becomes of digits that the type has no room for; null for what the types have. */
        public RoundingMode rounding() {
            return rounding;
        }

        @Override
        public List<Node> parts() {
            return List.of(operand);
        }

        @Override
        public boolean looksLike(Tree other) {
            return other instanceof Cast cast
                    && type.equals(cast.type)
                    && orNull == cast.orNull
                    && rounding == cast.rounding;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Cast cast && Tree.same(this, cast);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    @Override
    default List<Node> parts() {
        return List.of();
    }

    @Override
    default boolean looksLike(Tree other) {
        return equals(other);
    }

    /**
     * The expression as infix text, for plans and messages.
     *
     * @return one line
     */
    default String describe() {
        return NodeText.of(this);
    }

    /**
     * The columns that expressions read.
     *
     * @return names in the order of their first use
     */
    static Set<String> columnsOf(Iterable<Node> nodes) {
        Set<String> names = new LinkedHashSet<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> waiting = new ArrayDeque<>();
        for (Node root : nodes) {
            waiting.push(root);
            while (!waiting.isEmpty()) {
                Node node = waiting.pop();
                if (node instanceof ColumnReference reference) {
                    names.add(reference.name());
                } else if (seen.add(node)) {
                    List<Node> parts = node.parts();
                    for (int part = parts.size() - 1; part >= 0; part--) {
                        waiting.push(parts.get(part));
                    }
                }
            }
        }
        return names;
    }

    /**
     * The same expression with other names for its columns.
     *
     * @param names new names by old ones; what is not among them stays
     * @return the expression
     */
    static Node rename(Node root, Map<String, String> names) {
        return PostOrder.compute(root, (node, parts) -> {
            if (node instanceof ColumnReference reference) {
                return new ColumnReference(names.getOrDefault(reference.name(), reference.name()));
            }
            if (node instanceof Call call) {
                return new Call(call.function(), parts);
            }
            return node instanceof Cast cast
                    ? new Cast(parts.get(0), cast.type(), cast.orNull(), cast.rounding())
                    : node;
        });
    }
}
