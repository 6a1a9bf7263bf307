package dev.peristyle.internal.ground;

/**
 * A number of about 106 bits: the sum of a double and of what its rounding lost. Sums after Knuth (The Art of Computer
 * Programming 2, 4.2.2), products with the fused operation, quotients by one step of correction, as Dekker has them (A
 * Floating-Point Technique for Extending the Available Precision, 1971). Immutable.
 *
 * @param high the nearest double
 * @param low what is left
 */
public record DoublePair(double high, double low) {

    /** A double. */
    public static DoublePair of(double value) {
        return new DoublePair(value, 0);
    }

    /** The exact difference of two doubles. */
    public static DoublePair difference(double left, double right) {
        return of(left).plus(of(-right));
    }

    /** The sum. */
    public DoublePair plus(DoublePair other) {
        double sum = high + other.high;
        double part = sum - high;
        double lost = (high - (sum - part)) + (other.high - part);
        return normalized(sum, lost + (low + other.low));
    }

    /** The difference. */
    public DoublePair minus(DoublePair other) {
        return plus(new DoublePair(-other.high, -other.low));
    }

    /** The product. */
    public DoublePair times(DoublePair other) {
        double product = high * other.high;
        double lost = Math.fma(high, other.high, -product) + (high * other.low + low * other.high);
        return normalized(product, lost);
    }

    /** The product. */
    public DoublePair times(double other) {
        return times(of(other));
    }

    /** The quotient. */
    public DoublePair dividedBy(double other) {
        double quotient = high / other;
        double rest = Math.fma(-quotient, other, high) + low;
        return normalized(quotient, rest / other);
    }

    /** The quotient. */
    public DoublePair dividedBy(DoublePair other) {
        double quotient = high / other.high;
        DoublePair rest = minus(other.times(quotient));
        return normalized(quotient, rest.high / other.high);
    }

    private static DoublePair normalized(double sum, double lost) {
        double high = sum + lost;
        return new DoublePair(high, lost - (high - sum));
    }
}
