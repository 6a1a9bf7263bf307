package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;

/** Decides which aggregates exist for which types, and the type of each result. */
public final class AggregateBinder {

    private AggregateBinder() {}

    /**
     * Checks an aggregate against the type of its argument.
     *
     * @param kind what to compute
     * @param argumentType the type of the argument, null for a count of rows
     * @param outputName the name of the column of results
     * @return the aggregate with the type of its result
     * @throws IllegalArgumentException when the aggregate is not defined for the type; the message says what is
     */
    public static BoundAggregate bind(AggregateKind kind, DataType argumentType, String outputName) {
        if (argumentType == null && kind != AggregateKind.COUNT) {
            throw new IllegalArgumentException(kind.method() + " needs an argument");
        }
        return new BoundAggregate(kind, argumentType, outputName, outputType(kind, argumentType, outputName));
    }

    private static DataType outputType(AggregateKind kind, DataType argument, String name) {
        return switch (kind) {
            case COUNT, COUNT_DISTINCT -> DataType.LONG;
            case MIN, MAX, FIRST, LAST -> argument;
            case SUM -> sumType(numeric(kind, argument, name));
            case MEAN, VARIANCE, STDDEV -> {
                numeric(kind, argument, name);
                yield DataType.DOUBLE;
            }
        };
    }

    private static DataType sumType(DataType argument) {
        return switch (argument.kind()) {
            case FLOAT, DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> DataType.decimal(DataType.MAX_DECIMAL_PRECISION, argument.scale());
            default -> DataType.LONG;
        };
    }

    private static DataType numeric(AggregateKind kind, DataType argument, String name) {
        if (!argument.isNumeric()) {
            throw new IllegalArgumentException("'" + name + "': " + kind.method() + " is not defined for " + argument
                    + ", only for int, long, float, double and decimal. " + advice(argument));
        }
        return argument;
    }

    private static String advice(DataType argument) {
        return switch (argument.kind()) {
            case BOOLEAN -> "To count the true ones, use when(condition, 1).otherwise(0) or cast to int";
            case STRING ->
                "If the text holds numbers, cast it first; count, countDistinct, min, max, first and last"
                        + " take text";
            default -> "count, countDistinct, min, max, first and last take any type";
        };
    }
}
