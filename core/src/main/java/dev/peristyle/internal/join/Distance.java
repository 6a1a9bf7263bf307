package dev.peristyle.internal.join;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How far values are from each other, as a number of 128 bits without a sign: in units of their type, exactly; of numbers with a
 * fraction the bits of their difference, which have its order. Not thread-safe: what was {@link #measure measured} last stays here.
 */
final class Distance {

    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal NANOS_PER_DAY = BigDecimal.valueOf(86_400_000_000_000L);

    private final WordAccess words;
    private final DoubleAccess doubles;
    private long high;
    private long low;

    /** Between values of a type that {@link #isKnown has distances}. */
    Distance(DataType type) {
        boolean isFraction = type.lane() == Lane.F64;
        this.words = isFraction ? null : WordAccess.of(type.layout());
        this.doubles = isFraction ? DoubleAccess.of(type.layout()) : null;
    }

    /** Whether values of a type have a distance: numbers and times. */
    static boolean isKnown(DataType type) {
        return type.isNumeric() || isTime(type);
    }

    private static boolean isTime(DataType type) {
        return type.equals(DataType.DATE) || hasUnit(type);
    }

    private static boolean hasUnit(DataType type) {
        return type instanceof DataType.Time || type instanceof DataType.Timestamp || type instanceof DataType.Duration;
    }

    /**
     * The greatest distance between values of a type that is not greater than an amount.
     *
     * @param amount a Duration, or a BigDecimal; not negative
     * @return the distance, or null where the amount says nothing of the type
     */
    static BigInteger of(DataType type, Object amount) {
        if (amount instanceof Duration duration) {
            if (!isTime(type)) {
                return null;
            }
            BigDecimal nanos = BigDecimal.valueOf(duration.getSeconds())
                    .multiply(NANOS_PER_SECOND)
                    .add(BigDecimal.valueOf(duration.getNano()));
            BigDecimal unit =
                    hasUnit(type) ? BigDecimal.valueOf(type.resolution().nanos()) : NANOS_PER_DAY;
            return nanos.divideToIntegralValue(unit).toBigInteger();
        }
        if (!type.isNumeric()) {
            return null;
        }
        BigDecimal number = (BigDecimal) amount;
        if (type.lane() == Lane.F64) {
            return BigInteger.valueOf(Double.doubleToRawLongBits(number.doubleValue()));
        }
        int scale = type instanceof DataType.Decimal ? type.scale() : 0;
        return number.setScale(scale, RoundingMode.FLOOR).unscaledValue().min(MAX);
    }

    /** Measures how far a value is from one that is not greater; neither is null. */
    void measure(Column greater, int greaterRow, Column smaller, int smallerRow) {
        if (doubles != null) {
            double one = doubles.loadRow(greater.valuesAddress(), greaterRow);
            double other = doubles.loadRow(smaller.valuesAddress(), smallerRow);
            // infinity from itself and NaN from itself
            boolean isSame = one == other || (Double.isNaN(one) && Double.isNaN(other));
            double difference = isSame ? 0 : one - other;
            high = 0;
            low = Double.doubleToRawLongBits(Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            return;
        }
        int bytes = words.bytes();
        long one = greater.valuesAddress() + (long) bytes * greaterRow;
        long other = smaller.valuesAddress() + (long) bytes * smallerRow;
        long oneLow = words.load(one);
        long otherLow = words.load(other);
        low = oneLow - otherLow;
        high = bytes > Long.BYTES
                ? words.high(one) - words.high(other) - (Long.compareUnsigned(oneLow, otherLow) < 0 ? 1 : 0)
                : 0;
    }

    /** Whether what was measured last is greater than a distance. */
    boolean exceeds(long limitHigh, long limitLow) {
        int order = Long.compareUnsigned(high, limitHigh);
        return order == 0 ? Long.compareUnsigned(low, limitLow) > 0 : order > 0;
    }

    /** The upper half of what was measured last. */
    long high() {
        return high;
    }

    /** The lower half of what was measured last. */
    long low() {
        return low;
    }
}
