package dev.peristyle.spi;

import dev.peristyle.internal.ground.DoubleOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** The order of constants, as {@link Condition} describes it. */
final class ValueOrder {

    private ValueOrder() {}

    /**
     * Says whether two constants can be compared.
     *
     * @return true for two numbers and for two values of one class
     */
    static boolean comparable(Object left, Object right) {
        return isNumber(left) ? isNumber(right) : left.getClass() == right.getClass();
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number;
    }

    /**
     * Compares.
     *
     * @return less than, equal to or greater than 0
     * @throws IllegalArgumentException if the two cannot be compared
     */
    static int compare(Object left, Object right) {
        if (left instanceof Number first && right instanceof Number second) {
            return numbers(first, second);
        }
        if (left instanceof String first && right instanceof String second) {
            return texts(first, second);
        }
        if (left instanceof Boolean first && right instanceof Boolean second) {
            return Boolean.compare(first, second);
        }
        if (left instanceof LocalDate first && right instanceof LocalDate second) {
            return first.compareTo(second);
        }
        if (left instanceof Instant first && right instanceof Instant second) {
            return first.compareTo(second);
        }
        if (left instanceof LocalDateTime first && right instanceof LocalDateTime second) {
            return first.compareTo(second);
        }
        throw new IllegalArgumentException(left + " (" + left.getClass().getSimpleName() + ") cannot be compared with "
                + right + " (" + right.getClass().getSimpleName() + ")");
    }

    private static int numbers(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double first = left.doubleValue();
        double second = right.doubleValue();
        if (!isFinite(left) || !isFinite(right)) {
            return DoubleOrder.compare(asOrdered(left, first), asOrdered(right, second));
        }
        return exact(left).compareTo(exact(right));
    }

    /** A BigDecimal out of the range of a double is finite all the same. */
    private static double asOrdered(Number number, double value) {
        return isFinite(number) && Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return isWhole(number) ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    /** By code points, which is the order of the bytes in UTF-8; that of chars differs above U+D7FF. */
    private static int texts(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int position = 0; position < shorter; position++) {
            char first = left.charAt(position);
            char second = right.charAt(position);
            if (first != second) {
                boolean lower = first < second;
                boolean mixed = Character.isSurrogate(first) != Character.isSurrogate(second);
                boolean turned = mixed && Math.min(first, second) >= Character.MIN_SURROGATE;
                return lower == turned ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
