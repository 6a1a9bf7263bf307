package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The same answers by the plainest means: objects, a {@code LinkedHashMap} and exact arithmetic. */
final class AggregateOracle {

    private static final MathContext DIGITS = new MathContext(60);

    private AggregateOracle() {}

    /** Groups by the first columns of each row; aggregate i takes column {@code arguments[i]}, -1 for none. */
    static List<List<Object>> group(
            List<List<Object>> rows, int keys, List<BoundAggregate> aggregates, int[] arguments) {
        Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
        if (keys == 0) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (List<Object> row : rows) {
            List<Object> key = new ArrayList<>();
            row.subList(0, keys).forEach(value -> key.add(normalized(value)));
            groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(row);
        }
        List<List<Object>> results = new ArrayList<>();
        groups.forEach((key, members) -> {
            List<Object> result = new ArrayList<>(key);
            for (int position = 0; position < arguments.length; position++) {
                int argument = arguments[position];
                List<Object> values = new ArrayList<>();
                members.forEach(row -> values.add(argument < 0 ? true : row.get(argument)));
                result.add(aggregate(aggregates.get(position), values));
            }
            results.add(result);
        });
        return results;
    }

    private static Object normalized(Object value) {
        if (value instanceof Double number) {
            return number + 0.0;
        }
        return value instanceof Float number ? Float.valueOf(number + 0.0f) : value;
    }

    private static Object aggregate(BoundAggregate aggregate, List<Object> all) {
        DataType type = aggregate.argumentType();
        List<Object> values = all.stream().filter(Objects::nonNull).toList();
        switch (aggregate.kind()) {
            case COUNT:
                return (long) values.size();
            case COUNT_DISTINCT:
                return (long) new HashSet<>(
                                values.stream().map(AggregateOracle::normalized).toList())
                        .size();
            case FIRST:
                return all.isEmpty() ? null : all.get(0);
            case LAST:
                return all.isEmpty() ? null : all.get(all.size() - 1);
            case MIN:
                return values.stream().min(order()).orElse(null);
            case MAX:
                return values.stream().max(order()).orElse(null);
            case SUM:
                return values.isEmpty() ? null : sum(type, values);
            case MEAN:
                return values.isEmpty() ? null : mean(type, values);
            default:
                return values.size() < 2 ? null : deviation(aggregate.kind(), type, values);
        }
    }

    private static Comparator<Object> order() {
        return (left, right) -> {
            if (left instanceof String leftText) {
                return Arrays.compareUnsigned(
                        leftText.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
            }
            if (left instanceof Boolean truth) {
                return truth.compareTo((Boolean) right);
            }
            if (left instanceof Double number) {
                return number.compareTo((Double) right);
            }
            if (left instanceof Float number) {
                return number.compareTo((Float) right);
            }
            return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
        };
    }

    private static boolean floating(DataType type) {
        return type.kind() == DataType.Kind.DOUBLE || type.kind() == DataType.Kind.FLOAT;
    }

    private static boolean anyNonFinite(List<Object> values) {
        return values.stream().anyMatch(value -> !Double.isFinite(((Number) value).doubleValue()));
    }

    private static Object sum(DataType type, List<Object> values) {
        if (floating(type)) {
            return anyNonFinite(values)
                    ? values.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .reduce(0, Double::sum)
                    : exactSum(type, values).doubleValue();
        }
        return exactSum(type, values).unscaledValue().longValueExact();
    }

    private static Object mean(DataType type, List<Object> values) {
        if (floating(type) && anyNonFinite(values)) {
            return (double) sum(type, values) / values.size();
        }
        return exactSum(type, values)
                .divide(BigDecimal.valueOf(values.size()), DIGITS)
                .doubleValue();
    }

    private static Object deviation(AggregateKind kind, DataType type, List<Object> values) {
        if (floating(type) && anyNonFinite(values)) {
            return Double.NaN;
        }
        BigDecimal mean = exactSum(type, values).divide(BigDecimal.valueOf(values.size()), DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (Object value : values) {
            BigDecimal difference = exact(type, value).subtract(mean);
            squares = squares.add(difference.multiply(difference));
        }
        BigDecimal variance = squares.divide(BigDecimal.valueOf(values.size() - 1), DIGITS);
        return kind == AggregateKind.STDDEV ? variance.sqrt(DIGITS).doubleValue() : variance.doubleValue();
    }

    private static BigDecimal exactSum(DataType type, List<Object> values) {
        BigDecimal sum = BigDecimal.valueOf(0, type.scale());
        for (Object value : values) {
            sum = sum.add(exact(type, value));
        }
        return sum;
    }

    private static BigDecimal exact(DataType type, Object value) {
        return floating(type)
                ? new BigDecimal(((Number) value).doubleValue())
                : new BigDecimal(BigInteger.valueOf(((Number) value).longValue()), type.scale());
    }
}
