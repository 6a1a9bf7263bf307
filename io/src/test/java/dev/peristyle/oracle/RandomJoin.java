package dev.peristyle.oracle;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Expression;
import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A random join of two states with different names of columns: any kind, no to two keys, a further condition or none. */
final class RandomJoin {

    private final RandomStep step;

    RandomJoin(RandomStep step) {
        this.step = step;
    }

    /** A key: a column of each side. */
    private record Key(Field left, Field right) {}

    QueryState of(QueryState left, QueryState right) {
        List<JoinKind> kinds = List.of(JoinKind.values());
        JoinKind kind = step.oneOf(kinds);
        List<Key> keys = keys(left, right);
        boolean nullsMatch = !keys.isEmpty() && step.chance(20);
        Field shared = keys.isEmpty() || step.chance(50) ? null : keys.get(0).right();
        Schema both = both(left, right);
        Expression condition = step.chance(keys.isEmpty() ? 70 : 30) ? condition(left, right, shared) : null;

        List<String> terms = new ArrayList<>();
        JoinOn on = JoinOn.everything();
        for (Key key : keys) {
            String leftName = key.left().name();
            String rightName = key.right().name();
            on = key.right().equals(shared) ? on.and(leftName) : on.and(col(leftName), col(rightName));
            terms.add(
                    nullsMatch
                            ? leftName + " IS NOT DISTINCT FROM " + rightName
                            : RandomStep.sql(col(leftName).eq(col(rightName)), both));
        }
        if (condition != null) {
            on = on.where(condition);
            terms.add(RandomStep.sql(condition, both));
        }
        JoinOn matching = nullsMatch ? on.nullsMatch() : on;
        String terse = terms.isEmpty() ? "true" : String.join(" AND ", terms);
        UnaryOperator<Pipeline> renamed = shared == null
                ? pipeline -> pipeline
                : pipeline -> pipeline.rename(shared.name(), keys.get(0).left().name());
        return new QueryState(
                source -> left.build()
                        .apply(source)
                        .join(renamed.apply(right.build().apply(source)), kind, matching),
                left.pipeline().join(renamed.apply(right.pipeline()), kind, matching),
                sql(left, right, kind, shared == null ? null : keys.get(0), terse),
                union(left.inexact(), right.inexact()),
                left.isWhole());
    }

    private List<Key> keys(QueryState left, QueryState right) {
        List<Key> pairs = new ArrayList<>();
        for (Field field : right.exact()) {
            RandomStep.sameType(left.exact(), field).forEach(other -> pairs.add(new Key(other, field)));
        }
        if (pairs.isEmpty() || step.chance(10)) {
            return List.of();
        }
        List<Key> chosen = new ArrayList<>();
        Set<Field> used = new HashSet<>();
        for (Key key : step.some(pairs, 2)) {
            if (used.add(key.left()) && used.add(key.right())) {
                chosen.add(key);
            }
        }
        return chosen;
    }

    /** Of one side or, where they have columns of one type, of both. */
    private Expression condition(QueryState left, QueryState right, Field shared) {
        List<Field> fields = new ArrayList<>(step.some(left.exact(), 4));
        List<Field> others = new ArrayList<>(right.exact());
        others.remove(shared);
        fields.addAll(others);
        return step.condition(fields);
    }

    private static Schema both(QueryState left, QueryState right) {
        List<Field> fields = new ArrayList<>(left.schema().fields());
        fields.addAll(right.schema().fields());
        return Schema.of(fields);
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }

    private static String sql(QueryState left, QueryState right, JoinKind kind, Key shared, String terms) {
        String sides = "(" + left.sql() + ") l ";
        if (kind == JoinKind.SEMI || kind == JoinKind.ANTI) {
            return "SELECT * FROM " + sides + "WHERE " + (kind == JoinKind.ANTI ? "NOT " : "")
                    + "EXISTS (SELECT 1 FROM (" + right.sql() + ") r WHERE " + terms + ")";
        }
        String leftColumns = left.schema().names().stream()
                .map(name -> shared != null && name.equals(shared.left().name()) ? shared(kind, shared) : name)
                .collect(Collectors.joining(", "));
        String rightColumns = right.schema().names().stream()
                .filter(name -> shared == null || !name.equals(shared.right().name()))
                .map(name -> ", " + name)
                .collect(Collectors.joining());
        return "SELECT " + leftColumns + rightColumns + (left.isWhole() ? ", d1_text" : "")
                + ", row_number() OVER (ORDER BY l.ord NULLS LAST, r.ord NULLS LAST) AS ord FROM " + sides
                + kind.name() + " JOIN (" + right.sql() + ") r ON " + terms;
    }

    /** A key that comes out once is that of the side that has a row. */
    private static String shared(JoinKind kind, Key key) {
        String left = key.left().name();
        return switch (kind) {
            case RIGHT -> key.right().name() + " AS " + left;
            case FULL -> "coalesce(" + left + ", " + key.right().name() + ") AS " + left;
            default -> left;
        };
    }
}
