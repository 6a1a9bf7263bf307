package dev.peristyle.internal.aggregate;

/** Aggregates as DuckDB's SQL. */
public final class DuckDbAggregates {

    private DuckDbAggregates() {}

    /**
     * The call of an aggregate.
     *
     * @param name ours
     * @param column its argument, null to count rows
     * @param order a column that numbers the rows
     */
    public static String call(String name, String column, String order) {
        return switch (name) {
            case "count" -> column == null ? "count(*)" : "count(" + column + ")";
            case "sum" -> "sum(" + column + ")";
            case "mean" -> "avg(" + column + ")";
            case "median" -> "median(" + column + "::double)";
            case "min" -> "min(" + column + ")";
            case "max" -> "max(" + column + ")";
            case "countDistinct" -> "count(distinct " + column + ")";
            case "variance" -> "var_samp(" + column + ")";
            case "stddev" -> "stddev_samp(" + column + ")";
            case "first" -> "first(" + column + " order by " + order + ")";
            case "last" -> "last(" + column + " order by " + order + ")";
            default -> throw new IllegalStateException("no support yet for " + name);
        };
    }
}
