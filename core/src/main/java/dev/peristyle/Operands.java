package dev.peristyle;

import dev.peristyle.internal.expression.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/** Turns what a user passes as an operand into a node. */
final class Operands {

    private static final Set<Class<?>> LITERALS = Set.of(
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Boolean.class,
            String.class,
            BigDecimal.class,
            LocalDate.class,
            LocalTime.class,
            Duration.class,
            Instant.class,
            LocalDateTime.class);

    private Operands() {}

    /** The node of an expression or of a literal; null is refused because it is a mistake more often than not. */
    static Node node(Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "null as an operand: write lit(null) for the null of SQL, isNull() to test for it");
        }
        if (value instanceof Expression expression) {
            return expression.node();
        }
        if (value instanceof Short || value instanceof Byte) {
            return new Node.Literal(((Number) value).intValue());
        }
        if (value instanceof Character) {
            return new Node.Literal(value.toString());
        }
        if (value instanceof byte[] bytes) {
            return new Node.Literal(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
        }
        if (value instanceof BigInteger integer) {
            return new Node.Literal(new BigDecimal(integer));
        }
        if (LITERALS.contains(value.getClass())) {
            return new Node.Literal(value);
        }
        throw new IllegalArgumentException(
                "a value of " + value.getClass().getName() + " cannot be part of an expression; use a number, boolean,"
                        + " String, byte[], LocalDate, LocalTime, LocalDateTime, Instant or Duration");
    }
}
