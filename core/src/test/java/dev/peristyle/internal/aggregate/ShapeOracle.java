package dev.peristyle.internal.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Moments and products by exact arithmetic. */
final class ShapeOracle {

    private static final MathContext DIGITS = new MathContext(60);

    private ShapeOracle() {}

    /** G1 or G2 of finite values. */
    static Object aggregate(String function, List<Double> values) {
        int count = values.size();
        if (count < (function.equals("skewness") ? 3 : 4)) {
            return null;
        }
        BigDecimal size = BigDecimal.valueOf(count);
        BigDecimal second = moment(values, 2);
        if (second.signum() == 0) {
            return null;
        }
        if (function.equals("skewness")) {
            BigDecimal third = moment(values, 3);
            BigDecimal biased = third.divide(second.sqrt(DIGITS).pow(3), DIGITS);
            // beside 1 that is not seen with 106 bits
            if (biased.abs().compareTo(new BigDecimal("1e-22")) < 0) {
                return 0.0;
            }
            return biased.multiply(
                            BigDecimal.valueOf((long) count * (count - 1)).sqrt(DIGITS))
                    .divide(BigDecimal.valueOf(count - 2), DIGITS)
                    .doubleValue();
        }
        BigDecimal biased = moment(values, 4).divide(second.pow(2), DIGITS).subtract(BigDecimal.valueOf(3));
        return biased.multiply(size.add(BigDecimal.ONE))
                .add(BigDecimal.valueOf(6))
                .multiply(BigDecimal.valueOf(count - 1))
                .divide(BigDecimal.valueOf((count - 2L) * (count - 3L)), DIGITS)
                .doubleValue();
    }

    private static BigDecimal moment(List<Double> values, int power) {
        BigDecimal mean = BigDecimal.ZERO;
        for (double value : values) {
            mean = mean.add(new BigDecimal(value));
        }
        mean = mean.divide(BigDecimal.valueOf(values.size()), DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value).subtract(mean).pow(power, DIGITS));
        }
        return sum.divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    static Object product(List<Double> values) {
        BigDecimal product = BigDecimal.ONE;
        for (double value : values) {
            product = product.multiply(new BigDecimal(value), DIGITS);
        }
        return product.doubleValue();
    }
}
