package dev.peristyle.oracle;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.internal.expression.DuckDbSql;
import dev.peristyle.internal.expression.RandomExpressions;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The same random query twice: as steps on a pipeline and as SQL. Expressions are drawn while the columns of the dataset are there;
 * what groups, distinct rows and selections give is filtered, sorted, numbered, grouped and
 * joined further.
 */
final class RandomQuery {

    private static final int MAX_COLUMNS = 8;

    private final RandomStep step;
    private final Probe probe;
    private final RandomExpressions expressions;
    private final QueryState result;

    RandomQuery(Random random, Probe probe) {
        this.step = new RandomStep(random);
        this.probe = probe;
        this.expressions = new RandomExpressions(random);
        QueryState state = whole(2 + random.nextInt(3));
        for (int steps = random.nextInt(5); steps > 0; steps--) {
            state = further(state);
        }
        this.result = state.schema().size() > MAX_COLUMNS ? narrow(state, MAX_COLUMNS) : state;
    }

    Pipeline apply(Pipeline source) {
        return result.build().apply(source);
    }

    /** All columns in the form in which they are compared, and in the promised order. */
    String sql() {
        return result.schema().fields().stream()
                .map(field -> DuckDbSql.shown(field.name(), field.type()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM (" + result.sql() + ") ORDER BY ord"));
    }

    QueryState result() {
        return result;
    }

    /** The dataset after steps that keep its columns. */
    private QueryState whole(int steps) {
        QueryState state = QueryState.dataset(probe.dataset());
        for (int number = 0; number < steps; number++) {
            state = switch (step.random().nextInt(10)) {
                case 0, 1, 2 -> filter(state, condition());
                case 3, 4, 5 -> with(state, value());
                case 6 -> sort(state);
                case 7 -> limit(state);
                case 8 -> join(state);
                default -> concat(state);
            };
        }
        return state;
    }

    /** Any step. */
    private QueryState further(QueryState state) {
        return switch (step.random().nextInt(15)) {
            case 0 -> state.exact().isEmpty() ? state : filter(state, step.condition(state.exact()));
            case 1, 2 -> sort(state);
            case 3 -> limit(state);
            case 4, 5, 6 -> state.exact().isEmpty() ? state : new RandomGroup(step).of(state);
            case 7 -> distinct(state);
            case 8, 9, 10 -> join(state);
            case 11, 12, 13 -> state.exact().isEmpty() ? state : new RandomPlaces(step).of(state);
            default -> concat(state);
        };
    }

    private Expression condition() {
        Expression condition;
        do {
            condition = expressions.condition(1 + step.random().nextInt(3));
        } while (!probe.holds(condition));
        return condition;
    }

    private Expression value() {
        Expression value;
        do {
            value = expressions.any(1 + step.random().nextInt(3));
        } while (!probe.holds(value));
        return value;
    }

    private static QueryState filter(QueryState state, Expression condition) {
        return state.then(
                pipeline -> pipeline.filter(condition),
                "SELECT * FROM (" + state.sql() + ") WHERE " + RandomStep.sql(condition, state.schema()));
    }

    private QueryState with(QueryState state, Expression value) {
        String name = step.name("x");
        return state.with(
                pipeline -> pipeline.with(name, value),
                "SELECT *, " + RandomStep.sql(value, state.schema()) + " AS " + name + " FROM (" + state.sql() + ")",
                name);
    }

    private QueryState sort(QueryState state) {
        if (state.exact().isEmpty()) {
            return state;
        }
        List<SortKey> keys = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (Field field : step.some(state.exact(), 3)) {
            boolean descending = step.chance(50);
            boolean nullsFirst = step.chance(50);
            SortKey key = descending ? SortKey.desc(field.name()) : SortKey.asc(field.name());
            keys.add(nullsFirst ? key.nullsFirst() : key.nullsLast());
            terms.add(field.name() + (descending ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST"));
        }
        SortKey[] chosen = keys.toArray(SortKey[]::new);
        return state.then(
                pipeline -> pipeline.sortBy(chosen),
                "SELECT " + state.columns() + ", row_number() OVER (ORDER BY " + String.join(", ", terms)
                        + ", ord) AS ord FROM (" + state.sql() + ")");
    }

    private QueryState limit(QueryState state) {
        int count = step.random().nextInt(step.chance(50) ? 20 : 500);
        return state.then(
                pipeline -> pipeline.limit(count), "SELECT * FROM (" + state.sql() + ") ORDER BY ord LIMIT " + count);
    }

    private QueryState distinct(QueryState state) {
        if (state.exact().isEmpty()) {
            return state;
        }
        List<String> names = names(step.some(state.exact(), 3));
        String columns = String.join(", ", names);
        return state.then(
                pipeline -> pipeline.select(names.toArray(String[]::new)).distinct(),
                "SELECT " + columns + ", min(ord) AS ord FROM (" + state.sql() + ") GROUP BY " + columns,
                Set.of());
    }

    private QueryState narrow(QueryState state, int max) {
        List<String> names = names(step.some(state.schema().fields(), max));
        Set<String> inexact = new HashSet<>(state.inexact());
        inexact.retainAll(names);
        return state.then(
                pipeline -> pipeline.select(names.toArray(String[]::new)),
                "SELECT " + String.join(", ", names) + ", ord FROM (" + state.sql() + ")",
                inexact);
    }

    private static List<String> names(List<Field> fields) {
        return fields.stream().map(Field::name).toList();
    }

    /** The rows, then some of them again. */
    private QueryState concat(QueryState state) {
        if (state.exact().isEmpty()) {
            return state;
        }
        QueryState again = filter(state, step.condition(state.exact()));
        return new QueryState(
                source -> Pipeline.concat(
                        state.build().apply(source), again.build().apply(source)),
                Pipeline.concat(state.pipeline(), again.pipeline()),
                "SELECT " + state.columns()
                        + ", row_number() OVER (ORDER BY part, ord) AS ord FROM (SELECT *, 1 AS part FROM ("
                        + state.sql() + ") UNION ALL SELECT *, 2 AS part FROM (" + again.sql() + "))",
                state.inexact(),
                state.isWhole());
    }

    /** Joins with rows of the dataset, with groups of it, or groups with the dataset. */
    private QueryState join(QueryState state) {
        QueryState right = renamed(step.chance(50) ? narrow(whole(1), 4) : new RandomGroup(step).of(whole(1)));
        QueryState joined = new RandomJoin(step).of(state, right);
        return probe.isSmall(joined.sql()) ? joined : state;
    }

    /** Under names that no other state has. */
    private QueryState renamed(QueryState state) {
        String prefix = step.name("r") + "_";
        List<String> names = state.schema().names();
        Set<String> inexact =
                state.inexact().stream().map(name -> prefix + name).collect(Collectors.toSet());
        return state.then(
                pipeline -> {
                    Pipeline renamed = pipeline;
                    for (String name : names) {
                        renamed = renamed.rename(name, prefix + name);
                    }
                    return renamed;
                },
                "SELECT "
                        + names.stream()
                                .map(name -> name + " AS " + prefix + name)
                                .collect(Collectors.joining(", "))
                        + ", ord FROM (" + state.sql() + ")",
                inexact);
    }
}
