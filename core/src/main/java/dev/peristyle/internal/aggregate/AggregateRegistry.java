package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** All aggregates by name, and which of them exist for which types. */
public final class AggregateRegistry {

    private static final List<String> NAMES = List.of(
            "count",
            "sum",
            "mean",
            "median",
            "min",
            "max",
            "countDistinct",
            "variance",
            "stddev",
            "first",
            "last",
            "quantile(0.25)",
            "quantileDiscrete(0.75)",
            "mode",
            "any",
            "boolAnd",
            "boolOr",
            "bitAnd",
            "bitOr",
            "bitXor",
            "covariancePopulation",
            "covarianceSample",
            "correlation",
            "argMin",
            "argMax",
            "skewness",
            "kurtosis",
            "product",
            "approximateCountDistinct",
            "stringJoin(1048576, ', ')");

    private AggregateRegistry() {}

    /**
     * Returns the names of all aggregates, of those with parameters in their name one for all.
     *
     * @return names in a fixed order
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Finds an aggregate.
     *
     * @param name one of {@link #names}
     * @return the aggregate
     */
    public static AggregateFunction named(String name) {
        AggregateFunction function = find(name);
        if (function == null) {
            throw new IllegalArgumentException("there is no aggregate '" + name + "', only " + NAMES);
        }
        return function;
    }

    /** Touches no aggregate but the one, so that a run loads only what it asks for; null if there is none of the name. */
    private static AggregateFunction find(String name) {
        return switch (name) {
            case "count" -> new Count();
            case "sum" -> new Sum();
            case "mean" -> new Mean();
            case "median" -> new Median();
            case "min" -> Extreme.MIN;
            case "max" -> Extreme.MAX;
            case "countDistinct" -> new CountDistinct();
            case "variance" -> Deviation.VARIANCE;
            case "stddev" -> Deviation.STDDEV;
            case "first" -> Edge.FIRST;
            case "last" -> Edge.LAST;
            case "mode" -> new Mode();
            case "any" -> Extreme.ANY;
            case "boolAnd" -> Extreme.BOOL_AND;
            case "boolOr" -> Extreme.BOOL_OR;
            case "bitAnd" -> BitAggregate.AND;
            case "bitOr" -> BitAggregate.OR;
            case "bitXor" -> BitAggregate.XOR;
            case "covariancePopulation" -> Covariance.POPULATION;
            case "covarianceSample" -> Covariance.SAMPLE;
            case "correlation" -> Covariance.CORRELATION;
            case "argMin" -> ArgExtreme.MIN;
            case "argMax" -> ArgExtreme.MAX;
            case "skewness" -> Shape.SKEWNESS;
            case "kurtosis" -> Shape.KURTOSIS;
            case "product" -> new Product();
            case "approximateCountDistinct" -> new ApproximateDistinct();
            case "quantile(0.25)" -> quantile(0.25);
            case "quantileDiscrete(0.75)" -> quantileDiscrete(0.75);
            case "stringJoin(1048576, ', ')" -> stringJoin(", ", 1 << 20);
            default -> null;
        };
    }

    /** The value at a share of the order, between two values too. */
    public static AggregateFunction quantile(double share) {
        return new Quantile(true, share);
    }

    /** The value at a share of the order. */
    public static AggregateFunction quantileDiscrete(double share) {
        return new Quantile(false, share);
    }

    /** All texts with something between two of them. */
    public static AggregateFunction stringJoin(String separator, long maxBytes) {
        return new StringJoin(maxBytes, separator);
    }

    /**
     * Says whether an aggregate exists for a type.
     *
     * @param name the name of an aggregate
     * @param argumentType the type of its argument
     * @return true if it does
     */
    public static boolean isDefined(String name, DataType argumentType) {
        return named(name).outputType(argumentType == null ? List.of() : List.of(argumentType)) != null;
    }

    /**
     * Checks an aggregate against the type of its argument.
     *
     * @param name what to compute
     * @param argumentType the type of the argument, null for a count of rows
     * @param outputName the name of the column of results
     * @return the aggregate with the type of its result
     * @throws IllegalArgumentException when the aggregate is not defined for the type; the message says what is
     */
    public static BoundAggregate bind(String name, DataType argumentType, String outputName) {
        return bind(name, argumentType == null ? List.of() : List.of(argumentType), outputName);
    }

    /**
     * Checks an aggregate against the types of its arguments.
     *
     * @param name what to compute
     * @param argumentTypes the types of the arguments, none for a count of rows
     * @param outputName the name of the column of results
     * @return the aggregate with the type of its result
     * @throws IllegalArgumentException when the aggregate is not defined for the types; the message says what is
     */
    public static BoundAggregate bind(String name, List<DataType> argumentTypes, String outputName) {
        return bind(named(name), argumentTypes, outputName);
    }

    /**
     * Checks an aggregate against the types of its arguments.
     *
     * @param function what to compute
     * @param argumentTypes the types of the arguments, none for a count of rows
     * @param outputName the name of the column of results
     * @return the aggregate with the type of its result
     * @throws IllegalArgumentException when the aggregate is not defined for the types; the message says what is
     */
    public static BoundAggregate bind(AggregateFunction function, List<DataType> argumentTypes, String outputName) {
        String name = function.name();
        DataType outputType = function.outputType(argumentTypes);
        if (outputType == null && argumentTypes.isEmpty()) {
            throw new IllegalArgumentException(name + " needs an argument");
        }
        if (outputType == null) {
            String types = argumentTypes.stream().map(DataType::toString).collect(Collectors.joining(" and "));
            throw new IllegalArgumentException("'" + outputName + "': " + name + " is not defined for " + types
                    + ", only for " + function.domain() + ". " + advice(argumentTypes.get(0)));
        }
        return new BoundAggregate(function, argumentTypes, List.of(), outputName, outputType);
    }

    private static String advice(DataType argument) {
        if (argument instanceof DataType.Bool) {
            return "To count the true ones, use when(condition).then(1).otherwise(0) or cast to int";
        }
        String anyType = "count, countDistinct, min, max, first and last take ";
        return argument instanceof DataType.Utf8
                ? "If the text holds numbers, cast it first; " + anyType + "text"
                : anyType + "any type";
    }
}
