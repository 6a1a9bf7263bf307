package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All aggregates by name, and which of them exist for which types. */
public final class AggregateRegistry {

    private static final Map<String, AggregateFunction> FUNCTIONS = byName(List.of(
            new Count(),
            new Sum(),
            new Mean(),
            new Median(),
            Extreme.MIN,
            Extreme.MAX,
            new CountDistinct(),
            Deviation.VARIANCE,
            Deviation.STDDEV,
            Edge.FIRST,
            Edge.LAST,
            Quantile.named("quantile(0.25)"),
            Quantile.named("quantileDiscrete(0.75)"),
            new Mode(),
            Extreme.ANY,
            Extreme.BOOL_AND,
            Extreme.BOOL_OR,
            BitAggregate.AND,
            BitAggregate.OR,
            BitAggregate.XOR,
            Covariance.POPULATION,
            Covariance.SAMPLE,
            Covariance.CORRELATION,
            ArgExtreme.MIN,
            ArgExtreme.MAX,
            Shape.SKEWNESS,
            Shape.KURTOSIS,
            new Product(),
            new ApproximateDistinct(),
            StringJoin.named("stringJoin(1048576, ', ')")));

    private AggregateRegistry() {}

    private static Map<String, AggregateFunction> byName(List<AggregateFunction> functions) {
        Map<String, AggregateFunction> byName = new LinkedHashMap<>();
        functions.forEach(function -> byName.put(function.name(), function));
        return byName;
    }

    /**
     * Returns the names of all aggregates, of those with parameters in their name one for all.
     *
     * @return names in a fixed order
     */
    public static List<String> names() {
        return List.copyOf(FUNCTIONS.keySet());
    }

    static AggregateFunction named(String name) {
        AggregateFunction known = FUNCTIONS.get(name);
        AggregateFunction function = known == null ? Quantile.named(name) : known;
        function = function == null ? StringJoin.named(name) : function;
        if (function == null) {
            throw new IllegalArgumentException("there is no aggregate '" + name + "', only " + FUNCTIONS.keySet());
        }
        return function;
    }

    /**
     * Says whether an aggregate exists for a type.
     *
     * @param name the name of an aggregate
     * @param argumentType the type of its argument
     * @return true if it does
     */
    public static boolean isDefined(String name, DataType argumentType) {
        return named(name).outputType(argumentType) != null;
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
        AggregateFunction function = named(name);
        DataType outputType = function.outputType(argumentTypes);
        if (outputType == null && argumentTypes.isEmpty()) {
            throw new IllegalArgumentException(name + " needs an argument");
        }
        if (outputType == null) {
            String types = argumentTypes.stream().map(DataType::toString).collect(Collectors.joining(" and "));
            throw new IllegalArgumentException("'" + outputName + "': " + name + " is not defined for " + types
                    + ", only for " + function.domain() + ". " + advice(argumentTypes.get(0)));
        }
        return new BoundAggregate(name, argumentTypes, List.of(), outputName, outputType);
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
