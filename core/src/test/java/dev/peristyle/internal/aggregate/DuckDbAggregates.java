package dev.peristyle.internal.aggregate;

import java.util.Set;

/** Aggregates as DuckDB's SQL. */
public final class DuckDbAggregates {

    /** What is infinite in between for DuckDB, and not for us. */
    public static final Set<String> OVERFLOWING = Set.of("product");

    /** Of which no two libraries give the same number. */
    public static final Set<String> APPROXIMATE = Set.of("approximateCountDistinct");

    private DuckDbAggregates() {}

    /**
     * The call of an aggregate.
     *
     * @param name ours
     * @param column its argument, or two with a comma, null to count rows
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
            // the least value of all is as good as any
            case "any" -> "min(" + column + ")";
            case "boolAnd" -> "bool_and(" + column + ")";
            case "boolOr" -> "bool_or(" + column + ")";
            case "bitAnd" -> "bit_and(" + column + ")";
            case "bitOr" -> "bit_or(" + column + ")";
            case "bitXor" -> "bit_xor(" + column + ")";
            // of values that occur as often DuckDB takes the one that came first, we the least
            case "mode" ->
                "list_filter(map_entries(histogram(" + column + ")), lambda e: e.value = list_max(map_values(histogram("
                        + column + "))))[1].key";
            case "quantile(0.25)" -> "quantile_cont(" + column + "::double, 0.25)";
            case "quantileDiscrete(0.75)" -> "quantile_disc(" + column + ", 0.75)";
            case "covariancePopulation" -> "covar_pop(" + column + ")";
            case "covarianceSample" -> "covar_samp(" + column + ")";
            case "correlation" -> "corr(" + column + ")";
            case "argMin" -> "arg_min(" + column + " order by " + order + ")";
            case "argMax" -> "arg_max(" + column + " order by " + order + ")";
            // DuckDB adds up the powers themselves, of which far from zero no digit is left
            case "skewness", "kurtosis" ->
                "list_aggregate(list_transform(list(" + column + "), lambda v: v::double - median(" + column
                        + "::double)), '" + name + "')";
            case "stringJoin(1048576, ', ')" -> "string_agg(" + column + ", ', ' order by " + order + ")";
            case "product" -> "product(" + column + "::double)";
            default -> throw new IllegalStateException("no support yet for " + name);
        };
    }
}
