package dev.peristyle.benchmarks.peer;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;

import dev.peristyle.Aggregate;
import dev.peristyle.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The jobs step by step: each stage does what the one before it does and a little more, so that the difference of two is
 * what the little more costs. A column that is only parsed is one whose values are counted. The shares of rows that pass a
 * filter are those of TPC-H.
 */
public enum Stage {
    /** The bytes come into a buffer. */
    COUNT_READ(Job.COUNT, "copy of the file into a buffer", "", Stage::read),
    /** The ends of fields are found in what is read. */
    COUNT_SCAN(
            Job.COUNT,
            "the same, and the structure scan",
            "",
            (tasks, file, output) -> Answer.of(StructureScan.readAndCount(file, (byte) ',') - 1)),
    /** Rows are counted. */
    COUNT_ALL(Job.COUNT, "read, scan, check and count the rows", "", whole(Job.COUNT)),

    /** Whole numbers are parsed. */
    COLUMNS_INTEGERS(Job.ALL_COLUMNS, "parse 4 columns of whole numbers", "4 int64", parsing(4)),
    /** Doubles are parsed too. */
    COLUMNS_DOUBLES(Job.ALL_COLUMNS, "parse 4 columns of doubles", "4 price", parsing(8)),
    /** Dates are parsed too. */
    COLUMNS_DATES(Job.ALL_COLUMNS, "parse 3 columns of dates", "3 date", parsing(11)),
    /** Strings become views too. */
    COLUMNS_STRINGS(Job.ALL_COLUMNS, "views of 5 columns of strings", "5 text", parsing(16)),
    /** Everything is summed or maximised. */
    COLUMNS_ALL(Job.ALL_COLUMNS, "8 sums, 3 greatest dates, 5 greatest strings", "", whole(Job.ALL_COLUMNS)),

    /** The column of the filter is parsed. */
    QUERY1_DATE(
            Job.QUERY_1,
            "parse the ship date",
            "1 date",
            (tasks, file, output) -> parsed(tasks, tasks.lineitem(file), "l_shipdate")),
    /** The filter is applied. */
    QUERY1_FILTER(
            Job.QUERY_1,
            "filter",
            "",
            (tasks, file, output) -> Answer.of(billed(tasks, file).count())),
    /** The keys are read. */
    QUERY1_KEYS(
            Job.QUERY_1,
            "views of the 2 keys",
            "1.97 text",
            (tasks, file, output) -> parsed(tasks, billed(tasks, file), "l_returnflag", "l_linestatus")),
    /** The groups are found. */
    QUERY1_GROUPS(
            Job.QUERY_1,
            "group lookup and count",
            "",
            (tasks, file, output) -> tasks.answer(grouped(tasks, file, count().as("orders")))),
    /** The numbers are parsed. */
    QUERY1_DOUBLES(
            Job.QUERY_1,
            "parse 4 columns of doubles",
            "3.94 price",
            (tasks, file, output) ->
                    tasks.answer(grouped(tasks, file, counts("l_quantity", "l_extendedprice", "l_discount", "l_tax")))),
    /** Plain columns are summed. */
    QUERY1_SUMS(
            Job.QUERY_1,
            "3 sums by group",
            "",
            (tasks, file, output) -> tasks.answer(grouped(
                    tasks,
                    file,
                    sum(col("l_quantity")).as("quantity"),
                    sum(col("l_extendedprice")).as("price"),
                    sum(col("l_discount")).as("discount"),
                    count(col("l_tax")).as("tax")))),
    /** Everything. */
    QUERY1_ALL(Job.QUERY_1, "2 expressions, their sums, means", "", whole(Job.QUERY_1)),

    /** The first column is parsed and filtered by. */
    QUERY6_DATE(
            Job.QUERY_6,
            "parse the ship date, filter: 1 row of 7",
            "1 date",
            (tasks, file, output) -> Answer.of(ofYear(tasks, file).count())),
    /** The second. */
    QUERY6_DISCOUNT(
            Job.QUERY_6,
            "parse the discount of these, filter",
            "0.15 price",
            (tasks, file, output) -> Answer.of(discounted(tasks, file).count())),
    /** The third. */
    QUERY6_QUANTITY(
            Job.QUERY_6,
            "parse the quantity of these, filter",
            "0.04 price",
            (tasks, file, output) -> Answer.of(
                    discounted(tasks, file).filter(col("l_quantity").lt(24)).count())),
    /** Everything. */
    QUERY6_ALL(Job.QUERY_6, "parse the price of these, multiply, sum", "0.02 price", whole(Job.QUERY_6)),

    /** Filters. */
    ETL_FILTER(
            Job.ETL,
            "parse ship date and quantity, filter: 3 rows of 10",
            "1 date, 0.54 price",
            (tasks, file, output) -> Answer.of(recent(tasks, file).count())),
    /** What is written is parsed. */
    ETL_PARSE(
            Job.ETL,
            "parse 6 more columns of these",
            "0.63 int64, 0.63 price, 0.63 text",
            (tasks, file, output) -> parsed(
                    tasks,
                    recent(tasks, file),
                    "l_orderkey",
                    "l_partkey",
                    "l_extendedprice",
                    "l_discount",
                    "l_shipmode",
                    "l_comment")),
    /** The new column is computed. */
    ETL_REVENUE(
            Job.ETL,
            "price × (1 − discount)",
            "",
            (tasks, file, output) -> tasks.answer(recent(tasks, file)
                    .with("revenue", col("l_extendedprice").times(lit(1).minus(col("l_discount"))))
                    .aggregate(counts("l_orderkey", "l_partkey", "revenue", "l_shipmode", "l_comment")))),
    /** Everything. */
    ETL_ALL(Job.ETL, "format 7 columns, write", "", whole(Job.ETL)),

    /** The bytes come into a buffer. */
    MEASUREMENTS_READ(Job.MEASUREMENTS, "copy of the file into a buffer", "", Stage::read),
    /** The ends of fields are found in what is read. */
    MEASUREMENTS_SCAN(
            Job.MEASUREMENTS,
            "the same, and the structure scan",
            "",
            (tasks, file, output) -> Answer.of(StructureScan.readAndCount(file, (byte) ';'))),
    /** Rows are counted. */
    MEASUREMENTS_COUNT(
            Job.MEASUREMENTS,
            "read, scan, check and count the rows",
            "",
            (tasks, file, output) -> Answer.of(tasks.measured(file).count())),
    /** The number is parsed. */
    MEASUREMENTS_TEMPERATURE(
            Job.MEASUREMENTS,
            "parse the temperature",
            "1 temperature",
            (tasks, file, output) -> parsed(tasks, tasks.measured(file), "temperature")),
    /** The text too. */
    MEASUREMENTS_STATION(
            Job.MEASUREMENTS,
            "view of the station",
            "1 text",
            (tasks, file, output) -> parsed(tasks, tasks.measured(file), "station", "temperature")),
    /** The groups are found. */
    MEASUREMENTS_GROUPS(
            Job.MEASUREMENTS,
            "group lookup and count",
            "",
            (tasks, file, output) ->
                    tasks.answer(tasks.measured(file).groupBy("station").aggregate(counts("temperature")))),
    /** Everything. */
    MEASUREMENTS_ALL(Job.MEASUREMENTS, "minimum, mean, maximum by group", "", whole(Job.MEASUREMENTS));

    private static final List<String> BY_TYPE =
            List.of(("l_orderkey l_partkey l_suppkey l_linenumber l_quantity l_extendedprice l_discount l_tax"
                            + " l_shipdate l_commitdate l_receiptdate"
                            + " l_returnflag l_linestatus l_shipinstruct l_shipmode l_comment")
                    .split(" "));

    private final Job job;
    private final String title;
    private final String kernels;
    private final Work work;

    Stage(Job job, String title, String kernels, Work work) {
        this.job = job;
        this.title = title;
        this.kernels = kernels;
        this.work = work;
    }

    /**
     * Says which job it is a part of.
     *
     * @return the job
     */
    public Job job() {
        return job;
    }

    /**
     * Says what is done that the stage before does not do.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * Says which parse kernels it adds.
     *
     * @return values for each row of the file and the type as {@code ParseBenchmark} names it, by type, separated by commas
     */
    public String kernels() {
        return kernels;
    }

    /**
     * Tells whether it is measured by itself rather than on top of the stage before it.
     *
     * @return whether it is a bound
     */
    public boolean isBound() {
        return name().endsWith("_READ") || name().endsWith("_SCAN");
    }

    /**
     * Does it.
     *
     * @param input the file to read
     * @param output the file to write, if the stage writes
     * @return counts, or what the job answers
     * @throws IOException if a file cannot be read or written
     * @throws SQLException never
     */
    public Answer run(Path input, Path output) throws IOException, SQLException {
        return work.run(new PeristyleContender(1, false), input, output);
    }

    /** What a stage does. */
    @FunctionalInterface
    interface Work {
        Answer run(PeristyleContender tasks, Path input, Path output) throws IOException, SQLException;
    }

    private static Answer read(PeristyleContender tasks, Path file, Path output) {
        return Answer.of(StructureScan.readAll(file));
    }

    private static Work whole(Job job) {
        return (tasks, input, output) -> PeristyleContender.create(1, false).run(job, input, output);
    }

    private static Work parsing(int columns) {
        return (tasks, file, output) ->
                parsed(tasks, tasks.lineitem(file), BY_TYPE.subList(0, columns).toArray(String[]::new));
    }

    private static Answer parsed(PeristyleContender tasks, Pipeline rows, String... columns) {
        return tasks.answer(rows.aggregate(counts(columns)));
    }

    private static Aggregate[] counts(String... columns) {
        return Arrays.stream(columns).map(name -> count(col(name)).as(name)).toArray(Aggregate[]::new);
    }

    private static Pipeline billed(PeristyleContender tasks, Path file) {
        return tasks.lineitem(file).filter(col("l_shipdate").le(PricingSummary.LAST_DAY));
    }

    private static Pipeline grouped(PeristyleContender tasks, Path file, Aggregate... aggregates) {
        return billed(tasks, file).groupBy("l_returnflag", "l_linestatus").aggregate(aggregates);
    }

    private static Pipeline ofYear(PeristyleContender tasks, Path file) {
        return tasks.lineitem(file)
                .filter(col("l_shipdate").ge("1994-01-01").and(col("l_shipdate").lt("1995-01-01")));
    }

    private static Pipeline discounted(PeristyleContender tasks, Path file) {
        return ofYear(tasks, file).filter(col("l_discount").between(0.05, 0.07));
    }

    private static Pipeline recent(PeristyleContender tasks, Path file) {
        return tasks.lineitem(file)
                .filter(col("l_shipdate")
                        .ge(EtlOutput.FIRST_DAY)
                        .and(col("l_quantity").lt(EtlOutput.QUANTITY_LIMIT)));
    }
}
