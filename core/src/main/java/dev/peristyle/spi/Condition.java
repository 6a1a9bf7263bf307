package dev.peristyle.spi;

import dev.peristyle.internal.check.Arguments;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * The parts of a {@link Predicate} that a source can inspect, in SQL's three-valued logic: a row passes where the condition
 * is true, not where it is false or null. Whatever compares with a null is null.
 *
 * <p>Constants are never null. They are a Boolean, Integer, Long, Float, Double, {@link BigDecimal}, String,
 * {@link java.time.LocalDate}, {@link java.time.Instant} or {@link java.time.LocalDateTime}. Numbers compare by their exact
 * values, whatever the type of the column; −0.0 equals 0.0, NaN equals itself and is greater than everything; text compares
 * by its bytes in UTF-8.
 */
public sealed interface Condition {

    /**
     * All parts hold.
     *
     * @param parts two or more
     */
    record And(List<Condition> parts) implements Condition {

        /**
         * Copies the list.
         *
         * @param parts two or more
         */
        public And {
            parts = Arguments.list("parts", parts);
        }
    }

    /**
     * At least one part holds.
     *
     * @param parts two or more
     */
    record Or(List<Condition> parts) implements Condition {

        /**
         * Copies the list.
         *
         * @param parts two or more
         */
        public Or {
            parts = Arguments.list("parts", parts);
        }
    }

    /**
     * The part is false; where it is null, so is this.
     *
     * @param part what must not hold
     */
    record Not(Condition part) implements Condition {

        /**
         * Checks the part.
         *
         * @param part what must not hold
         */
        public Not {
            Objects.requireNonNull(part, "part");
        }
    }

    /** How a column is compared with a constant that is written on its right. */
    enum Operator {
        /** Equal. */
        EQ("="),
        /** Not equal. */
        NE("<>"),
        /** Less. */
        LT("<"),
        /** Less or equal. */
        LE("<="),
        /** Greater. */
        GT(">"),
        /** Greater or equal. */
        GE(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /**
         * Returns how it is written in SQL.
         *
         * @return one or two characters
         */
        public String symbol() {
            return symbol;
        }

        /**
         * Returns what holds where this does not and nothing is null.
         *
         * @return the opposite
         */
        public Operator negated() {
            return switch (this) {
                case EQ -> NE;
                case NE -> EQ;
                case LT -> GE;
                case LE -> GT;
                case GT -> LE;
                case GE -> LT;
            };
        }
    }

    /**
     * A column compared with a constant.
     *
     * @param column its name
     * @param operator how
     * @param value the constant on the right
     */
    record Comparison(String column, Operator operator, Object value) implements Condition {

        /**
         * Checks that nothing is null.
         *
         * @param column its name
         * @param operator how
         * @param value the constant on the right
         */
        public Comparison {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A column equals one of some constants.
     *
     * @param column its name
     * @param values one or more
     */
    record In(String column, List<Object> values) implements Condition {

        /**
         * Copies the list.
         *
         * @param column its name
         * @param values one or more
         */
        public In {
            Objects.requireNonNull(column, "column");
            values = Arguments.list("values", values);
        }
    }

    /**
     * A column has no value.
     *
     * @param column its name
     */
    record IsNull(String column) implements Condition {

        /**
         * Checks the name.
         *
         * @param column its name
         */
        public IsNull {
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * Something that only an {@link Predicate.Evaluator} knows.
     *
     * @param text how it is shown in plans
     * @param columns the columns it reads
     */
    record Opaque(String text, List<String> columns) implements Condition {

        /**
         * Copies the list.
         *
         * @param text how it is shown in plans
         * @param columns the columns it reads
         */
        public Opaque {
            Objects.requireNonNull(text, "text");
            columns = Arguments.list("columns", columns);
        }
    }
}
