package dev.peristyle.internal.over;

import static dev.peristyle.Expressions.col;

import dev.peristyle.Aggregate;
import dev.peristyle.Aggregates;
import dev.peristyle.SortKey;
import dev.peristyle.Window;
import dev.peristyle.WindowFunction;
import dev.peristyle.WindowFunctions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A window with functions by chance, and DuckDB's words for it, over a table t of the rows that {@link #rows} makes. */
public final class RandomWindow {

    /** The number of the row, two keys of partitions, keys of orders, and values. */
    public static final Schema SCHEMA = Schema.builder()
            .add("n", DataType.INT)
            .add("p", DataType.INT)
            .add("q", DataType.STRING)
            .add("k", DataType.INT)
            .add("d", DataType.DOUBLE)
            .add("day", DataType.DATE)
            .add("x", DataType.LONG)
            .add("y", DataType.DOUBLE)
            .add("m", DataType.decimal(12, 2))
            .add("w", DataType.decimal(30, 2))
            .add("s", DataType.STRING)
            .build();

    /** The columns of {@link #SCHEMA} as DuckDB has them. */
    public static final String SQL_COLUMNS =
            "n integer, p integer, q varchar, k integer, d double, day date, x bigint, y double, m decimal(12, 2),"
                    + " w decimal(30, 2), s varchar";

    private static final String[] AGGREGATES = {
        "sum",
        "mean",
        "min",
        "max",
        "count",
        "median",
        "countDistinct",
        "variance",
        "stddev",
        "first",
        "last",
        "argMax",
        "covariancePopulation"
    };

    private final Random random;
    private final boolean holds;
    private final List<WindowFunction> functions = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private Window window;
    private String partition = "";
    private String order = "";
    private String frame = "";
    private boolean inWindowOrder;

    /**
     * Draws a window.
     *
     * @param holds whether there may be functions that look at each row of each frame
     */
    public RandomWindow(Random random, boolean holds) {
        this.random = random;
        this.holds = holds;
        drawPartition();
        String rangeKey = drawOrder();
        drawFrame(rangeKey);
        if (random.nextInt(4) == 0) {
            window = window.inWindowOrder();
            inWindowOrder = true;
        }
        int count = 1 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            drawFunction("f" + number);
        }
    }

    /** Boxed rows for a source. */
    public static List<Object[]> rows(Random random, int count, int variety) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new Object[] {
                row,
                random.nextInt(9) == 0 ? null : random.nextInt(variety),
                random.nextInt(9) == 0 ? null : "key".repeat(random.nextInt(3)) + random.nextInt(variety),
                random.nextInt(9) == 0 ? null : random.nextInt(3 * variety) - variety,
                random.nextInt(9) == 0 ? null : random.nextInt(12 * variety) / 4.0 - variety,
                random.nextInt(9) == 0 ? null : 10_000 + random.nextInt(40),
                random.nextInt(6) == 0 ? null : (long) random.nextInt(1000) - 300,
                random.nextInt(6) == 0 ? null : random.nextInt(4000) / 8.0 - 100,
                random.nextInt(6) == 0 ? null : (long) random.nextInt(100_000) - 20_000,
                random.nextInt(6) == 0
                        ? null
                        : java.math.BigInteger.valueOf(random.nextLong() >> 8).shiftLeft(random.nextInt(20)),
                random.nextInt(6) == 0 ? null : "value of a row ".repeat(random.nextInt(3)) + random.nextInt(50)
            });
        }
        return rows;
    }

    /** The window. */
    public Window window() {
        return window;
    }

    /** What is computed. */
    public WindowFunction[] functions() {
        return functions.toArray(WindowFunction[]::new);
    }

    /** The same in SQL, with all columns and in the order in which the rows are to come out. */
    public String sql() {
        String over = " over (" + partition + order + frame + ")";
        StringBuilder sql = new StringBuilder("select n");
        columns.forEach(column -> sql.append(", ").append(column.replace("OVER", over)));
        sql.append(" from t order by ");
        if (inWindowOrder) {
            sql.append(partition.isEmpty() ? "" : partition.substring("partition by ".length()) + ", ");
            sql.append(order.isEmpty() ? "" : order.substring("order by ".length()) + ", ");
        }
        return sql.append("n").toString();
    }

    private void drawPartition() {
        switch (random.nextInt(5)) {
            case 0 -> window = Window.everything();
            case 1 -> {
                window = Window.partitionBy("q");
                partition = "partition by q ";
            }
            case 2 -> {
                window = Window.partitionBy("p", "q");
                partition = "partition by p, q ";
            }
            case 3 -> {
                window = Window.partitionBy(col("p").modulo(3), col("q"));
                partition = "partition by p % 3, q ";
            }
            default -> {
                window = Window.partitionBy("p");
                partition = "partition by p ";
            }
        }
    }

    /** Returns the key, if it is one that a range can go along. */
    private String drawOrder() {
        String[] keys = {"k", "d", "day", "q", "y"};
        int count = random.nextInt(4);
        List<String> terms = new ArrayList<>();
        String only = null;
        for (int number = 0; number < Math.min(2, count); number++) {
            String key = keys[random.nextInt(keys.length)];
            boolean descending = random.nextBoolean();
            boolean nullsFirst = random.nextInt(3) == 0;
            SortKey sortKey = descending ? SortKey.desc(key) : SortKey.asc(key);
            window = window.orderBy(nullsFirst ? sortKey.nullsFirst() : sortKey);
            terms.add(key + (descending ? " desc" : " asc") + (nullsFirst ? " nulls first" : " nulls last"));
            only = number == 0 && !key.equals("q") ? key : null;
        }
        if (count == 3) {
            boolean descending = random.nextBoolean();
            window = descending ? window.orderByDescending(col("k").times(2)) : window.orderBy(col("k").times(2));
            terms.add("k * 2" + (descending ? " desc" : " asc") + " nulls last");
            only = null;
        }
        order = terms.isEmpty() ? "" : "order by " + String.join(", ", terms) + " ";
        return only;
    }

    /** Ties are broken by the number of the row wherever the result depends on them. */
    private void drawFrame(String rangeKey) {
        switch (random.nextInt(rangeKey == null ? 6 : 8)) {
            case 0, 1 -> {}
            case 2 -> {
                window = window.wholePartition();
                frame = "rows between unbounded preceding and unbounded following";
            }
            case 3 -> {
                long to = random.nextInt(9) - 4L;
                window = window.rowsFromStart(to);
                frame = "rows between unbounded preceding and " + bound(to);
            }
            case 4 -> {
                long from = random.nextInt(9) - 4L;
                window = window.rowsToEnd(from);
                frame = "rows between " + bound(from) + " and unbounded following";
            }
            case 5 -> {
                long from = random.nextInt(random.nextBoolean() ? 9 : 90) - 40L;
                long to = from + random.nextInt(random.nextBoolean() ? 6 : 80);
                window = window.rows(from, to);
                frame = "rows between " + bound(from) + " and " + bound(to);
            }
            default -> drawRange(rangeKey);
        }
        if (frame.startsWith("rows")) {
            order = order.isEmpty() ? "order by n " : order + ", n ";
        }
    }

    private void drawRange(String key) {
        int before = random.nextInt(12);
        int after = random.nextInt(12);
        if (key.equals("day")) {
            window = random.nextBoolean()
                    ? window.range(before, after)
                    : window.range(Duration.ofDays(before), Duration.ofDays(after));
            frame = "range between interval " + before + " days preceding and interval " + after + " days following";
        } else if (key.equals("k")) {
            window = window.range(before, after);
            frame = "range between " + before + " preceding and " + after + " following";
        } else {
            window = window.range(before / 4.0, after);
            frame = "range between " + before / 4.0 + " preceding and " + after + " following";
        }
    }

    private static String bound(long distance) {
        return distance == 0 ? "current row" : Math.abs(distance) + (distance < 0 ? " preceding" : " following");
    }

    private void drawFunction(String name) {
        String value = new String[] {"x", "y", "m", "w", "s"}[random.nextInt(5)];
        String ordered = " over (" + partition
                + (order.isEmpty() ? "order by n" : order + (order.endsWith("n ") ? "" : ", n")) + ")";
        switch (random.nextInt(12)) {
            case 0 -> add(WindowFunctions.rowNumber(), name, "row_number()" + ordered);
            case 1 -> add(WindowFunctions.rank(), name, "rank()" + ties());
            case 2 -> add(WindowFunctions.denseRank(), name, "dense_rank()" + ties());
            case 3 -> add(WindowFunctions.percentRank(), name, "percent_rank()" + ties());
            case 4 -> add(WindowFunctions.cumeDist(), name, "cume_dist()" + ties());
            case 5 -> {
                int parts = 1 + random.nextInt(9);
                add(WindowFunctions.ntile(parts), name, "ntile(" + parts + ")" + ordered);
            }
            case 6 -> drawShift(name, value, ordered);
            default -> drawAggregate(name, value);
        }
    }

    /** Without the number of the row, which would make all rows different. */
    private String ties() {
        String keys = order.replace(", n ", " ").replace("order by n ", "");
        return " over (" + partition + keys + ")";
    }

    private void drawShift(String name, String value, String over) {
        int rows = random.nextInt(random.nextBoolean() ? 3 : 40);
        boolean back = random.nextBoolean();
        String sql = (back ? "lag(" : "lead(") + value + ", " + rows;
        if (random.nextBoolean() && !value.equals("s")) {
            add(
                    back ? WindowFunctions.lag(col(value), rows, -7) : WindowFunctions.lead(col(value), rows, -7),
                    name,
                    sql + ", -7)" + over);
        } else {
            add(
                    back ? WindowFunctions.lag(col(value), rows) : WindowFunctions.lead(col(value), rows),
                    name,
                    sql + ")" + over);
        }
    }

    private void drawAggregate(String name, String drawn) {
        String function = AGGREGATES[random.nextInt(AGGREGATES.length)];
        if (!holds && List.of("median", "countDistinct", "argMax").contains(function)) {
            function = "sum";
        }
        String value = drawn;
        boolean anyType = List.of("min", "max", "count", "countDistinct", "first", "last", "argMax")
                .contains(function);
        if (!anyType && value.equals("s")) {
            value = "x";
        }
        if (List.of("first", "last").contains(function) && !frame.startsWith("rows")) {
            // depends on how ties are broken
            function = "count";
        }
        if (random.nextInt(12) == 0 && frame.startsWith("rows")) {
            int number = 1 + random.nextInt(4);
            add(WindowFunctions.nth(col(value), number), name, "nth_value(" + value + ", " + number + ") OVER");
            return;
        }
        Aggregate aggregate = switch (function) {
            case "sum" -> Aggregates.sum(col(value));
            case "mean" -> Aggregates.mean(col(value));
            case "min" -> Aggregates.min(col(value));
            case "max" -> Aggregates.max(col(value));
            case "median" -> Aggregates.median(col(value));
            case "countDistinct" -> Aggregates.countDistinct(col(value));
            case "variance" -> Aggregates.variance(col(value));
            case "stddev" -> Aggregates.stddev(col(value));
            case "first" -> Aggregates.first(col(value));
            case "last" -> Aggregates.last(col(value));
            case "argMax" -> Aggregates.argMax(col(value), col("n"));
            case "covariancePopulation" -> Aggregates.covariancePopulation(col("x"), col(value));
            default -> random.nextBoolean() ? Aggregates.count() : Aggregates.count(col(value));
        };
        String argument = aggregate.toString().equals("count") ? "*" : value;
        String sql = switch (function) {
            case "mean" -> "avg(" + value + "::double) OVER";
            case "median" -> "median(" + value + "::double) OVER";
            case "countDistinct" -> "count(distinct " + value + ") OVER";
            case "variance" -> "var_samp(" + value + "::double) OVER";
            case "stddev" -> "stddev_samp(" + value + "::double) OVER";
            case "first" -> "first_value(" + value + ") OVER";
            case "last" -> "last_value(" + value + ") OVER";
            case "argMax" -> "arg_max(" + value + ", n) OVER";
            case "covariancePopulation" -> "covar_pop(x::double, " + value + "::double) OVER";
            default -> function + "(" + argument + ") OVER";
        };
        add(WindowFunctions.over(aggregate), name, sql);
    }

    private void add(WindowFunction function, String name, String sql) {
        functions.add(function.as(name));
        columns.add(sql + " as " + name);
    }
}
