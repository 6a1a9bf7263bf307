package dev.peristyle.oracle;

import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.concat;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.not;
import static dev.peristyle.Expressions.when;

import dev.peristyle.Aggregate;
import dev.peristyle.Aggregates;
import dev.peristyle.DateUnit;
import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.schema.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The same random query twice: as steps on a pipeline and as SQL. */
final class RandomQuery {

    /** An expression and its SQL. */
    private record Both(Expression expression, String sql) {}

    private static final List<String> WORDS =
            List.of("", "a", "ab", "Zürich", "sixteen bytes!!!", "100%", "日本", "line\nfeed");

    private final Random random;
    private final List<UnaryOperator<Pipeline>> steps = new ArrayList<>();
    private String sql = "SELECT * FROM t";
    private boolean ordered;

    RandomQuery(Random random) {
        this.random = random;
        if (chance(70)) {
            filter(condition(2));
        }
        if (chance(60)) {
            with("x", number(2));
        } else {
            with("x", new Both(col("i"), "i"));
        }
        if (chance(40)) {
            with("y", text(2));
        } else {
            with("y", new Both(col("s"), "s"));
        }
        if (chance(30)) {
            int bound = random.nextInt(10) - 5;
            filter(new Both(col("x").gt(bound), "x > " + bound));
        }
        switch (random.nextInt(5)) {
            case 0 -> selectAndOrder();
            case 1, 2 -> group();
            case 3 -> distinct();
            default -> top();
        }
    }

    Pipeline apply(Pipeline source) {
        Pipeline pipeline = source;
        for (UnaryOperator<Pipeline> step : steps) {
            pipeline = step.apply(pipeline);
        }
        return pipeline;
    }

    String sql() {
        return sql;
    }

    /** Whether the query fixes the order of its rows. */
    boolean isOrdered() {
        return ordered;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void filter(Both condition) {
        steps.add(pipeline -> pipeline.filter(condition.expression));
        sql = "SELECT * FROM (" + sql + ") WHERE " + condition.sql;
    }

    private void with(String name, Both value) {
        steps.add(pipeline -> pipeline.with(name, value.expression));
        sql = "SELECT *, " + value.sql + " AS " + name + " FROM (" + sql + ")";
    }

    private void selectAndOrder() {
        steps.add(pipeline -> pipeline.select("y", "id", "x", "m", "ts", "b").rename("m", "money"));
        sql = "SELECT y, id, x, m AS money, ts, b FROM (" + sql + ") ORDER BY id";
        ordered = true;
    }

    private void top() {
        int count = random.nextInt(20) + 1;
        boolean descending = random.nextBoolean();
        boolean nullsFirst = random.nextBoolean();
        String key = List.of("x", "y", "d", "m", "dt", "ts", "b", "l").get(random.nextInt(8));
        SortKey first = descending ? SortKey.desc(key) : SortKey.asc(key);
        SortKey sortKey = nullsFirst ? first.nullsFirst() : first;
        boolean limited = random.nextBoolean();
        steps.add(pipeline -> {
            Pipeline sorted = pipeline.sortBy(sortKey, SortKey.desc("id")).select("id", "x", "y", "s", "dt");
            return limited ? sorted.limit(count) : sorted;
        });
        sql = "SELECT id, x, y, s, dt FROM (" + sql + ") ORDER BY " + key + (descending ? " DESC" : "")
                + (nullsFirst ? " NULLS FIRST" : " NULLS LAST") + ", id DESC" + (limited ? " LIMIT " + count : "");
        ordered = true;
    }

    private void distinct() {
        steps.add(pipeline -> pipeline.select("y", "b", "i").distinct());
        sql = "SELECT DISTINCT y, b, i FROM (" + sql + ")";
    }

    private void group() {
        List<String> keys = new ArrayList<>();
        for (String key : List.of("y", "b", "i", "dt", "m", "ts")) {
            if (chance(key.equals("y") || key.equals("b") ? 50 : 12)) {
                keys.add(key);
            }
        }
        List<Aggregate> aggregates = new ArrayList<>();
        List<String> columns = new ArrayList<>(keys);
        aggregates.add(Aggregates.count().as("n"));
        columns.add("count(*) AS n");
        for (String column : List.of("i", "l", "d", "m", "x")) {
            add(aggregates, columns, Aggregates.sum(col(column)), "sum(" + column + ")", "sum_" + column);
            add(aggregates, columns, Aggregates.mean(col(column)), "avg(" + column + ")", "mean_" + column);
            add(aggregates, columns, Aggregates.variance(col(column)), "var_samp(" + column + ")", "var_" + column);
            add(aggregates, columns, Aggregates.stddev(col(column)), "stddev_samp(" + column + ")", "dev_" + column);
        }
        for (String column : List.of("i", "l", "d", "m", "s", "y", "dt", "ts", "b")) {
            add(aggregates, columns, Aggregates.count(col(column)), "count(" + column + ")", "count_" + column);
            add(aggregates, columns, Aggregates.min(col(column)), "min(" + column + ")", "min_" + column);
            add(aggregates, columns, Aggregates.max(col(column)), "max(" + column + ")", "max_" + column);
            add(
                    aggregates,
                    columns,
                    Aggregates.countDistinct(col(column)),
                    "count(DISTINCT " + column + ")",
                    "distinct_" + column);
            add(
                    aggregates,
                    columns,
                    Aggregates.first(col(column)),
                    "first(" + column + " ORDER BY id)",
                    "first_" + column);
            add(
                    aggregates,
                    columns,
                    Aggregates.last(col(column)),
                    "last(" + column + " ORDER BY id)",
                    "last_" + column);
        }
        Aggregate[] computed = aggregates.toArray(Aggregate[]::new);
        steps.add(pipeline -> keys.isEmpty()
                ? pipeline.aggregate(computed)
                : pipeline.groupBy(keys.toArray(String[]::new)).aggregate(computed));
        sql = "SELECT " + String.join(", ", columns) + " FROM (" + sql + ")"
                + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
        if (chance(40)) {
            steps.add(pipeline -> pipeline.filter(col("n").ge(3)));
            sql = "SELECT * FROM (" + sql + ") WHERE n >= 3";
        }
        if (chance(60) && !keys.isEmpty()) {
            steps.add(
                    pipeline -> pipeline.sortBy(keys.stream().map(SortKey::asc).toArray(SortKey[]::new)));
            sql += " ORDER BY "
                    + String.join(
                            ", ", keys.stream().map(key -> key + " NULLS LAST").toList());
            ordered = true;
        }
    }

    private void add(List<Aggregate> aggregates, List<String> columns, Aggregate aggregate, String call, String name) {
        if (chance(25)) {
            aggregates.add(aggregate.as(name));
            columns.add(call + " AS " + name);
        }
    }

    private Both condition(int depth) {
        if (depth > 0 && chance(60)) {
            Both left = condition(depth - 1);
            Both right = condition(depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> new Both(left.expression.and(right.expression), "(" + left.sql + " AND " + right.sql + ")");
                case 1 -> new Both(left.expression.or(right.expression), "(" + left.sql + " OR " + right.sql + ")");
                default -> new Both(not(left.expression), "(NOT " + left.sql + ")");
            };
        }
        int number = random.nextInt(30) - 15;
        String word = WORDS.get(random.nextInt(WORDS.size()));
        String quoted = "'" + word.replace("'", "''") + "'";
        LocalDate day = LocalDate.of(1970 + random.nextInt(60), 1 + random.nextInt(12), 5);
        return switch (random.nextInt(14)) {
            case 0 -> new Both(col("i").lt(number), "(i < " + number + ")");
            case 1 -> new Both(col("i").ne(number), "(i <> " + number + ")");
            case 2 -> new Both(col("d").ge(number * 100.5), "(d >= " + number * 100.5 + ")");
            case 3 ->
                new Both(
                        col("m").between(new BigDecimal("-2500.50"), new BigDecimal("1000.05")),
                        "(m BETWEEN -2500.50 AND 1000.05)");
            case 4 -> new Both(col("s").eq(word), "(s = " + quoted + ")");
            case 5 -> new Both(col("s").le(word), "(s <= " + quoted + ")");
            case 6 -> new Both(col("s").in("a", "日本", "100%"), "(s IN ('a', '日本', '100%'))");
            case 7 -> new Both(col("s").like("%a%"), "(s LIKE '%a%')");
            case 8 -> new Both(col("s").startsWith("sixteen"), "starts_with(s, 'sixteen')");
            case 9 -> new Both(col("dt").ge(day), "(dt >= DATE '" + day + "')");
            case 10 -> new Both(col("ts").lt(day.toString() + " 12:30:00"), "(ts < TIMESTAMP '" + day + " 12:30:00')");
            case 11 -> new Both(col("b"), "b");
            case 12 -> new Both(col("l").isNull(), "(l IS NULL)");
            default -> new Both(col("i").gt(col("l")), "(i > l)");
        };
    }

    private Both number(int depth) {
        if (depth > 0 && chance(60)) {
            Both left = number(depth - 1);
            Both condition = condition(1);
            return switch (random.nextInt(4)) {
                case 0 -> new Both(left.expression.plus(col("i")), "(" + left.sql + " + i)");
                case 1 -> new Both(left.expression.minus(3), "(" + left.sql + " - 3)");
                case 2 -> new Both(coalesce(left.expression, lit(7)), "coalesce(" + left.sql + ", 7)");
                default ->
                    new Both(
                            when(condition.expression).then(left.expression).otherwise(col("i")),
                            "(CASE WHEN " + condition.sql + " THEN " + left.sql + " ELSE i END)");
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Both(col("i").times(2), "(i * 2)");
            case 1 -> new Both(col("s").length(), "length(s)");
            case 2 -> new Both(col("dt").year(), "year(dt)");
            case 3 -> new Both(col("ts").hour(), "hour(ts)");
            case 4 -> new Both(col("i").abs(), "abs(i)");
            default -> new Both(col("dt").truncate(DateUnit.MONTH).day(), "day(date_trunc('month', dt))");
        };
    }

    private Both text(int depth) {
        if (depth > 0 && chance(50)) {
            Both inner = text(depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> new Both(inner.expression.upper(), "upper(" + inner.sql + ")");
                case 1 -> new Both(inner.expression.substring(2, 5), "substring(" + inner.sql + ", 2, 5)");
                default ->
                    new Both(
                            concat(inner.expression, lit("-"), col("b").cast(DataType.STRING)),
                            "(" + inner.sql + " || '-' || b::VARCHAR)");
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Both(col("s").trim(), "trim(s)");
            case 1 -> new Both(col("s").lower(), "lower(s)");
            case 2 -> new Both(col("i").cast(DataType.STRING), "i::VARCHAR");
            default -> new Both(col("s"), "s");
        };
    }
}
