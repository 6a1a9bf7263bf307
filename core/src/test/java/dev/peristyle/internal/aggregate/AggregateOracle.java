package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
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

    /** Groups by the first columns of each row; aggregates take the columns of {@code arguments} in turn, -1 for none. */
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
            int place = 0;
            for (BoundAggregate aggregate : aggregates) {
                int argument = arguments[place];
                List<Object> values = new ArrayList<>();
                members.forEach(row -> values.add(argument < 0 ? true : row.get(argument)));
                if (aggregate.slots() == 2) {
                    int second = arguments[place + 1];
                    result.add(PairOracle.aggregate(
                            aggregate,
                            values,
                            members.stream().map(row -> row.get(second)).toList()));
                } else {
                    result.add(aggregate(aggregate, values));
                }
                place += aggregate.slots();
            }
            results.add(result);
        });
        return results;
    }

    static Object normalized(Object value) {
        if (value instanceof Double number) {
            return number + 0.0;
        }
        return value instanceof Float number ? Float.valueOf(number + 0.0f) : value;
    }

    private static Object aggregate(BoundAggregate aggregate, List<Object> all) {
        DataType type = aggregate.argumentType();
        List<Object> values = all.stream().filter(Objects::nonNull).toList();
        switch (aggregate.function()) {
            case "count":
                return (long) values.size();
            case "countDistinct":
                return (long) new HashSet<>(
                                values.stream().map(AggregateOracle::normalized).toList())
                        .size();
            case "first":
                return all.isEmpty() ? null : all.get(0);
            case "last":
                return all.isEmpty() ? null : all.get(all.size() - 1);
            case "min", "any", "boolAnd":
                // both zeros are one number: it comes out as 0.0, as it does as a key
                return values.stream()
                        .map(AggregateOracle::normalized)
                        .min(order())
                        .orElse(null);
            case "max", "boolOr":
                return values.stream()
                        .map(AggregateOracle::normalized)
                        .max(order())
                        .orElse(null);
            case "sum":
                return values.isEmpty() ? null : sum(aggregate, values);
            case "median":
                return values.isEmpty() ? null : median(type, values);
            case "quantile(0.25)":
                return values.isEmpty() ? null : quantile(type, values);
            case "quantileDiscrete(0.75)":
                return values.isEmpty()
                        ? null
                        : sorted(values).get((int) Math.max(0, Math.ceil(values.size() * 0.75) - 1));
            case "mode":
                return values.isEmpty() ? null : mode(sorted(values));
            case "bitAnd", "bitOr", "bitXor":
                return values.isEmpty() ? null : bits(aggregate.function(), values);
            case "mean":
                return values.isEmpty() ? null : mean(type, values);
            case "variance", "stddev":
                return values.size() < 2 ? null : deviation(aggregate.function(), type, values);
            case "stringJoin(1048576, ', ')":
                return values.isEmpty() ? null : String.join(", ", values.toArray(String[]::new));
            case "skewness", "kurtosis":
                return ShapeOracle.aggregate(aggregate.function(), doubles(type, values));
            case "product":
                return values.isEmpty() ? null : ShapeOracle.product(doubles(type, values));
            default:
                throw new IllegalArgumentException("the oracle knows no " + aggregate.function());
        }
    }

    static Comparator<Object> order() {
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
            if (left instanceof Binary bytes) {
                return bytes.compareTo((Binary) right);
            }
            if (left instanceof BigInteger number) {
                return number.compareTo((BigInteger) right);
            }
            return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
        };
    }

    private static boolean floating(DataType type) {
        return type instanceof DataType.Floating;
    }

    private static boolean anyNonFinite(List<Object> values) {
        return values.stream().anyMatch(value -> !Double.isFinite(((Number) value).doubleValue()));
    }

    private static Object sum(BoundAggregate aggregate, List<Object> values) {
        DataType type = aggregate.argumentType();
        if (floating(type)) {
            return anyNonFinite(values)
                    ? values.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .reduce(0, Double::sum)
                    : exactSum(type, values).doubleValue();
        }
        BigInteger sum = exactSum(type, values).unscaledValue();
        return aggregate.outputType().layout() == Layout.INT128 ? sum : (Object) sum.longValueExact();
    }

    private static List<Object> sorted(List<Object> values) {
        return values.stream().map(AggregateOracle::normalized).sorted(order()).toList();
    }

    private static Object quantile(DataType type, List<Object> values) {
        List<Object> sorted = sorted(values);
        double place = 0.25 * (values.size() - 1);
        int lower = (int) place;
        Object first = sorted.get(lower);
        Object second = sorted.get(Math.min(values.size() - 1, lower + 1));
        double low = floating(type)
                ? ((Number) first).doubleValue()
                : exact(type, first).doubleValue();
        double high = floating(type)
                ? ((Number) second).doubleValue()
                : exact(type, second).doubleValue();
        double part = place - lower;
        return part == 0 || low == high ? low : low * (1 - part) + high * part;
    }

    private static Object mode(List<Object> sorted) {
        Map<Object, Integer> counts = new LinkedHashMap<>();
        sorted.forEach(value -> counts.merge(value, 1, Integer::sum));
        int most = counts.values().stream().max(Integer::compare).orElseThrow();
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static Object bits(String kind, List<Object> values) {
        long result = ((Number) values.get(0)).longValue();
        for (Object value : values.subList(1, values.size())) {
            long next = ((Number) value).longValue();
            result = switch (kind) {
                case "bitAnd" -> result & next;
                case "bitOr" -> result | next;
                default -> result ^ next;
            };
        }
        return values.get(0) instanceof Integer ? (Object) (int) result : (Object) result;
    }

    private static Object median(DataType type, List<Object> values) {
        List<Object> sorted =
                values.stream().map(AggregateOracle::normalized).sorted(order()).toList();
        List<Object> middle = List.of(sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() / 2));
        return floating(type) && anyNonFinite(middle)
                ? (((Number) middle.get(0)).doubleValue() + ((Number) middle.get(1)).doubleValue()) / 2
                : exactSum(type, middle).divide(BigDecimal.valueOf(2)).doubleValue();
    }

    private static Object mean(DataType type, List<Object> values) {
        if (floating(type) && anyNonFinite(values)) {
            return values.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue())
                            .reduce(0, Double::sum)
                    / values.size();
        }
        return exactSum(type, values)
                .divide(BigDecimal.valueOf(values.size()), DIGITS)
                .doubleValue();
    }

    private static Object deviation(String kind, DataType type, List<Object> values) {
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
        return kind.equals("stddev") ? variance.sqrt(DIGITS).doubleValue() : variance.doubleValue();
    }

    /** Values as doubles, as states that know only these have them. */
    static List<Double> doubles(DataType type, List<Object> values) {
        return values.stream()
                .map(value -> ((Number) value).doubleValue() / Math.pow(10, type.scale()))
                .toList();
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
                : new BigDecimal(
                        value instanceof BigInteger number ? number : BigInteger.valueOf(((Number) value).longValue()),
                        type.scale());
    }
}
