package dev.peristyle.oracle;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Aggregate;
import dev.peristyle.Aggregates;
import dev.peristyle.Expression;
import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.aggregate.DuckDbAggregates;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A random group: any number of keys of any types, aggregates over columns of all types for which they exist. */
final class RandomGroup {

    /** They go over the values in another order than DuckDB, or are defined otherwise, where some are infinite. */
    private static final Set<String> FINITE =
            Set.of("sum", "mean", "median", "variance", "stddev", "quantile(0.25)", "skewness", "kurtosis");

    /** Those for which a last bit makes another value, not one nearby. */
    private static final Set<String> COUNTING = Set.of("countDistinct", "mode");

    /** Those of one column that DuckDB gives the same for: a draw of another would be an aggregate less. */
    private static final List<String> COMPARED = AggregateRegistry.names().stream()
            .filter(name ->
                    !DuckDbAggregates.APPROXIMATE.contains(name) && !DuckDbAggregates.OVERFLOWING.contains(name))
            .filter(name -> Stream.of(DataType.BOOLEAN, DataType.LONG, DataType.STRING)
                    .anyMatch(type -> AggregateRegistry.isDefined(name, type)))
            .toList();

    private final RandomStep step;

    RandomGroup(RandomStep step) {
        this.step = step;
    }

    QueryState of(QueryState input) {
        List<String> keys = new ArrayList<>();
        if (step.chance(85)) {
            step.some(input.exact(), 3).forEach(field -> keys.add(field.name()));
        }
        List<Aggregate> aggregates = new ArrayList<>();
        List<String> columns = new ArrayList<>(keys);
        Set<String> inexact = new HashSet<>();
        String count = step.name("n");
        aggregates.add(Aggregates.count().as(count));
        columns.add("count(*) AS " + count);
        for (int number = step.random().nextInt(6); number > 0; number--) {
            add(input, aggregates, columns, inexact);
        }
        Aggregate[] computed = aggregates.toArray(Aggregate[]::new);
        String[] names = keys.toArray(String[]::new);
        QueryState grouped = input.then(
                pipeline -> keys.isEmpty()
                        ? pipeline.aggregate(computed)
                        : pipeline.groupBy(names).aggregate(computed),
                "SELECT " + String.join(", ", columns) + ", " + (keys.isEmpty() ? "0" : "min(ord)") + " AS ord FROM ("
                        + input.sql() + ")" + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys)),
                inexact);
        if (step.chance(25)) {
            return grouped.then(
                    pipeline -> pipeline.filter(col(count).ge(2)),
                    "SELECT * FROM (" + grouped.sql() + ") WHERE " + count + " >= 2");
        }
        return grouped;
    }

    private void add(QueryState input, List<Aggregate> aggregates, List<String> columns, Set<String> inexact) {
        Field field = step.oneOf(input.schema().fields());
        String function = step.oneOf(COMPARED);
        boolean mayBeInfinite =
                QueryState.isFloating(field.type()) && !field.name().equals("e1");
        boolean isInexact = input.inexact().contains(field.name());
        if (!AggregateRegistry.isDefined(function, field.type())
                || FINITE.contains(function) && mayBeInfinite
                || isInexact && COUNTING.contains(function)) {
            return;
        }
        String name = step.name("a");
        Aggregate aggregate = aggregate(function, col(field.name())).as(name);
        DataType type = AggregateRegistry.bind(function, field.type(), name)
                .outputField()
                .type();
        aggregates.add(aggregate);
        columns.add(
                RandomStep.cast(DuckDbAggregates.call(function, field.name(), QueryState.ORDER), type) + " AS " + name);
        if (isInexact && !function.startsWith("count") || FINITE.contains(function) && QueryState.isFloating(type)) {
            inexact.add(name);
        }
    }

    private static Aggregate aggregate(String name, Expression argument) {
        return switch (name) {
            case "count" -> Aggregates.count(argument);
            case "sum" -> Aggregates.sum(argument);
            case "mean" -> Aggregates.mean(argument);
            case "median" -> Aggregates.median(argument);
            case "min" -> Aggregates.min(argument);
            case "max" -> Aggregates.max(argument);
            case "countDistinct" -> Aggregates.countDistinct(argument);
            case "variance" -> Aggregates.variance(argument);
            case "stddev" -> Aggregates.stddev(argument);
            case "first" -> Aggregates.first(argument);
            case "last" -> Aggregates.last(argument);
            case "quantile(0.25)" -> Aggregates.quantile(argument, 0.25);
            case "quantileDiscrete(0.75)" -> Aggregates.quantileDiscrete(argument, 0.75);
            case "mode" -> Aggregates.mode(argument);
            case "any" -> Aggregates.any(argument);
            case "boolAnd" -> Aggregates.boolAnd(argument);
            case "boolOr" -> Aggregates.boolOr(argument);
            case "bitAnd" -> Aggregates.bitAnd(argument);
            case "bitOr" -> Aggregates.bitOr(argument);
            case "bitXor" -> Aggregates.bitXor(argument);
            case "skewness" -> Aggregates.skewness(argument);
            case "kurtosis" -> Aggregates.kurtosis(argument);
            case "stringJoin(1048576, ', ')" -> Aggregates.stringJoin(argument, ", ");
            default -> throw new IllegalStateException("no support yet for " + name);
        };
    }
}
