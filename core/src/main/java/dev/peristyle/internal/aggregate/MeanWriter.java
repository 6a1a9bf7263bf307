package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Writes means of integers and decimals: the exact sum divided once, so that the double is the nearest one. */
final class MeanWriter implements ResultWriter {

    private static final long EXACT_IN_DOUBLE = 1L << 53;
    // enough that rounding twice shows in no double
    private static final MathContext DIGITS = new MathContext(60);

    private final ExactSums sums;
    private final int scale;
    private final long power;
    private final IntToLongFunction present;

    MeanWriter(ExactSums sums, int scale, IntToLongFunction present) {
        this.sums = sums;
        this.scale = scale;
        this.power = BigInteger.TEN.pow(scale).longValueExact();
        this.present = present;
    }

    @Override
    public boolean write(int group, ColumnBuffer out, int row) {
        long count = present.applyAsLong(group);
        if (count == 0) {
            return false;
        }
        UnsafeApi.putDouble(out.valuesAddress() + 8L * row, mean(group, count));
        return true;
    }

    private double mean(int group, long count) {
        long sum = sums.low(group);
        boolean exact = sums.high(group) == 0
                && Math.abs(sum) <= EXACT_IN_DOUBLE
                && sum != Long.MIN_VALUE
                && count <= EXACT_IN_DOUBLE / power;
        if (exact) {
            return (double) sum / (double) (count * power);
        }
        return new BigDecimal(integer(sums, group), scale)
                .divide(BigDecimal.valueOf(count), DIGITS)
                .doubleValue();
    }

    static BigInteger integer(ExactSums sums, int group) {
        return BigInteger.valueOf(sums.high(group)).shiftLeft(Long.SIZE).add(BigInteger.valueOf(sums.low(group)));
    }
}
