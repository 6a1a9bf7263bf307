package dev.peristyle.internal.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Aggregates of two columns by the plainest means. */
final class PairOracle {

    private static final MathContext DIGITS = new MathContext(60);

    private PairOracle() {}

    static Object aggregate(BoundAggregate aggregate, List<Object> first, List<Object> second) {
        List<Object> left = new ArrayList<>();
        List<Object> right = new ArrayList<>();
        for (int row = 0; row < first.size(); row++) {
            if (first.get(row) != null && second.get(row) != null) {
                left.add(first.get(row));
                right.add(second.get(row));
            }
        }
        switch (aggregate.function()) {
            case "argMin", "argMax":
                return left.isEmpty() ? null : extreme(aggregate.function().equals("argMin") ? 1 : -1, left, right);
            case "covariancePopulation", "covarianceSample", "correlation":
                return numeric(
                        aggregate.function(),
                        AggregateOracle.doubles(aggregate.argumentTypes().get(0), left),
                        AggregateOracle.doubles(aggregate.argumentTypes().get(1), right));
            default:
                throw new IllegalArgumentException("the oracle knows no " + aggregate.function());
        }
    }

    private static Object extreme(int sign, List<Object> values, List<Object> order) {
        int best = 0;
        for (int row = 1; row < order.size(); row++) {
            Object known = AggregateOracle.normalized(order.get(best));
            Object next = AggregateOracle.normalized(order.get(row));
            if (sign * AggregateOracle.order().compare(next, known) < 0) {
                best = row;
            }
        }
        return AggregateOracle.normalized(values.get(best));
    }

    private static Object numeric(String function, List<Double> left, List<Double> right) {
        int count = left.size();
        if (count < (function.equals("covarianceSample") ? 2 : 1)) {
            return null;
        }
        BigDecimal products = products(left, right);
        if (function.equals("correlation")) {
            BigDecimal size = products(left, left).multiply(products(right, right));
            return size.signum() == 0
                    ? Double.NaN
                    : products.divide(size.sqrt(DIGITS), DIGITS).doubleValue();
        }
        int divisor = function.equals("covarianceSample") ? count - 1 : count;
        return products.divide(BigDecimal.valueOf(divisor), DIGITS).doubleValue();
    }

    /** The sum of the products of differences to the means, times the number of values: that is exact. */
    private static BigDecimal products(List<Double> left, List<Double> right) {
        BigDecimal lefts = BigDecimal.ZERO;
        BigDecimal rights = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        for (int row = 0; row < left.size(); row++) {
            BigDecimal x = new BigDecimal(left.get(row));
            BigDecimal y = new BigDecimal(right.get(row));
            lefts = lefts.add(x);
            rights = rights.add(y);
            products = products.add(x.multiply(y));
        }
        BigDecimal count = BigDecimal.valueOf(left.size());
        return products.multiply(count).subtract(lefts.multiply(rights)).divide(count, DIGITS);
    }
}
