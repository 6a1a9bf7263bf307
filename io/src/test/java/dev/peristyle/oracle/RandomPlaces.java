package dev.peristyle.oracle;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Random steps that choose or number rows by their places: in all rows, or in groups of them. */
final class RandomPlaces {

    private final RandomStep step;

    RandomPlaces(RandomStep step) {
        this.step = step;
    }

    QueryState of(QueryState state) {
        return switch (step.random().nextInt(6)) {
            case 0 -> skip(state);
            case 1 -> number(state);
            case 2 -> first(state);
            case 3 -> last(state);
            case 4 -> latest(state);
            default -> top(state);
        };
    }

    private QueryState skip(QueryState state) {
        int count = step.random().nextInt(step.chance(50) ? 10 : 300);
        return state.then(
                pipeline -> pipeline.skip(count), "SELECT * FROM (" + state.sql() + ") ORDER BY ord OFFSET " + count);
    }

    private QueryState number(QueryState state) {
        String name = step.name("place");
        return state.then(
                pipeline -> pipeline.rowNumber(name),
                "SELECT *, row_number() OVER (ORDER BY ord) AS " + name + " FROM (" + state.sql() + ")");
    }

    private QueryState first(QueryState state) {
        List<String> keys = keys(state);
        return ofGroups(state, pipeline -> pipeline.distinctBy(names(keys)), keys, "ord", 1);
    }

    private QueryState last(QueryState state) {
        List<String> keys = keys(state);
        return ofGroups(state, pipeline -> pipeline.lastBy(names(keys)), keys, "ord DESC", 1);
    }

    private QueryState latest(QueryState state) {
        List<String> keys = keys(state);
        String order = step.oneOf(state.exact()).name();
        return ofGroups(
                state,
                pipeline -> pipeline.latestBy(order, names(keys)),
                keys,
                order + " DESC NULLS LAST, ord DESC",
                1);
    }

    private QueryState top(QueryState state) {
        List<String> keys = keys(state);
        List<SortKey> order = new ArrayList<>();
        StringBuilder terms = new StringBuilder();
        for (Field field : step.some(state.exact(), 2)) {
            boolean descending = step.chance(50);
            SortKey key = descending ? SortKey.desc(field.name()) : SortKey.asc(field.name());
            order.add(key.nullsLast());
            terms.append(field.name()).append(descending ? " DESC" : " ASC").append(" NULLS LAST, ");
        }
        SortKey[] chosen = order.toArray(SortKey[]::new);
        int count = 1 + step.random().nextInt(step.chance(80) ? 3 : 100);
        return ofGroups(
                state,
                pipeline -> pipeline.groupBy(names(keys)).top(count, chosen),
                keys,
                terms.append("ord").toString(),
                count);
    }

    private List<String> keys(QueryState state) {
        return step.some(state.exact(), 2).stream().map(Field::name).toList();
    }

    private static String[] names(List<String> keys) {
        return keys.toArray(String[]::new);
    }

    /** The first rows of each group in an order; groups come in that of their first rows. */
    private static QueryState ofGroups(
            QueryState state, UnaryOperator<Pipeline> chosen, List<String> keys, String order, int count) {
        String group = " OVER (PARTITION BY " + String.join(", ", keys);
        String names = String.join(", ", state.schema().names());
        return state.then(
                chosen,
                "SELECT " + names + ", row_number() OVER (ORDER BY group_ord, place) AS ord FROM (SELECT *, min(ord)"
                        + group + ") AS group_ord, row_number()" + group + " ORDER BY " + order + ") AS place FROM ("
                        + state.sql() + ")) WHERE place <= " + count,
                state.inexact());
    }
}
