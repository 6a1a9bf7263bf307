package dev.peristyle.examples;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.mean;
import static dev.peristyle.Aggregates.median;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.stddev;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.desc;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.function.UnaryOperator;

/** The questions of db-benchmark on groups, in its order and with its names for what comes out. */
enum GroupByQuestion {
    SUM_BY_FEW(rows -> rows.groupBy("id1").aggregate(sum(col("v1")).as("v1"))),

    SUM_BY_TWO(rows -> rows.groupBy("id1", "id2").aggregate(sum(col("v1")).as("v1"))),

    SUM_AND_MEAN_BY_MANY(rows -> rows.groupBy("id3")
            .aggregate(sum(col("v1")).as("v1"), mean(col("v3")).as("v3"))),

    MEANS_BY_FEW(rows -> rows.groupBy("id4")
            .aggregate(
                    mean(col("v1")).as("v1"),
                    mean(col("v2")).as("v2"),
                    mean(col("v3")).as("v3"))),

    SUMS_BY_MANY(rows -> rows.groupBy("id6")
            .aggregate(
                    sum(col("v1")).as("v1"),
                    sum(col("v2")).as("v2"),
                    sum(col("v3")).as("v3"))),

    MEDIAN_AND_DEVIATION(rows -> rows.groupBy("id4", "id5")
            .aggregate(median(col("v3")).as("median_v3"), stddev(col("v3")).as("sd_v3"))),

    RANGE(rows -> rows.groupBy("id3")
            .aggregate(max(col("v1")).as("max_v1"), min(col("v2")).as("min_v2"))
            .with("range_v1_v2", col("max_v1").minus(col("min_v2")))
            .select("id3", "range_v1_v2")),

    LARGEST_TWO(rows -> rows.filter(col("v3").isNotNull())
            .groupBy("id6")
            .top(2, desc("v3"))
            .select("id6", "v3")
            .rename("v3", "largest2_v3")),

    REGRESSION(rows -> squaredCorrelation(rows, List.of("id2", "id4"), col("v1"), col("v2"))),

    ALL_KEYS(rows -> rows.groupBy("id1", "id2", "id3", "id4", "id5", "id6")
            .aggregate(sum(col("v3")).as("v3"), count().as("count")));

    // what describes a pipeline has no state
    @SuppressWarnings("ImmutableEnumChecker")
    private final UnaryOperator<Pipeline> answer;

    GroupByQuestion(UnaryOperator<Pipeline> answer) {
        this.answer = answer;
    }

    /**
     * Returns a question by its place in the benchmark.
     *
     * @param number 1 to 10
     * @throws IllegalArgumentException if there is none
     */
    static GroupByQuestion numbered(int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("questions are numbered 1 to " + values().length + ", not " + number);
        }
        return values()[number - 1];
    }

    /** Describes the answer. */
    Pipeline of(Pipeline rows) {
        return answer.apply(rows);
    }

    /**
     * The square of the correlation of two integers in each group, r2, from sums that are exact. It is not defined where one of them
     * has one value only.
     */
    private static Pipeline squaredCorrelation(Pipeline rows, List<String> keys, Expression x, Expression y) {
        Expression wideX = x.cast(DataType.LONG);
        Expression wideY = y.cast(DataType.LONG);
        Expression n = col("n");
        Expression covariance =
                n.times(col("xy")).minus(col("x").times(col("y"))).cast(DataType.DOUBLE);
        Expression varianceOfX = n.times(col("xx")).minus(col("x").times(col("x")));
        Expression varianceOfY = n.times(col("yy")).minus(col("y").times(col("y")));
        return rows.groupBy(keys.toArray(String[]::new))
                .aggregate(
                        count().as("n"),
                        sum(wideX).as("x"),
                        sum(wideY).as("y"),
                        sum(wideX.times(wideX)).as("xx"),
                        sum(wideY.times(wideY)).as("yy"),
                        sum(wideX.times(wideY)).as("xy"))
                .with(
                        "r2",
                        covariance.dividedBy(varianceOfX.nullIf(0)).times(covariance.dividedBy(varianceOfY.nullIf(0))))
                .select("id2", "id4", "r2");
    }
}
