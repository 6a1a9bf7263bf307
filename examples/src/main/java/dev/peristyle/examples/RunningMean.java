package dev.peristyle.examples;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The mean of numbers: exact sums of integers and decimals, a compensated one of fractions (Neumaier, 1974). */
final class RunningMean {

    /** More digits would say nothing of a column. */
    private static final MathContext SHOWN = new MathContext(12);

    private long count;
    private long sum;
    private BigInteger sumBeyond = BigInteger.ZERO;
    private BigDecimal wideSum = BigDecimal.ZERO;
    private double fractionSum;
    private double error;
    private boolean fractions;

    /** Adds an integer, or a decimal without its point. */
    void add(long value) {
        count++;
        long next = sum + value;
        if (((sum ^ next) & (value ^ next)) < 0) {
            sumBeyond = sumBeyond.add(BigInteger.valueOf(sum));
            next = value;
        }
        sum = next;
    }

    void add(BigDecimal value) {
        count++;
        wideSum = wideSum.add(value);
    }

    void add(double value) {
        count++;
        fractions = true;
        double next = fractionSum + value;
        error += Math.abs(fractionSum) >= Math.abs(value) ? fractionSum - next + value : value - next + fractionSum;
        fractionSum = next;
    }

    /**
     * Writes the mean in up to 12 digits.
     *
     * @param scale digits behind the point of what was added as integers
     * @return nothing if there was no number
     */
    String text(int scale) {
        if (count == 0) {
            return "";
        }
        if (fractions) {
            // an infinity among them has no error
            double total = Double.isFinite(fractionSum) ? fractionSum + error : fractionSum;
            double mean = total / count;
            return Double.isFinite(mean) ? plain(BigDecimal.valueOf(mean).round(SHOWN)) : Double.toString(mean);
        }
        BigDecimal integers = new BigDecimal(sumBeyond.add(BigInteger.valueOf(sum)), scale);
        return plain(integers.add(wideSum).divide(BigDecimal.valueOf(count), SHOWN));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
