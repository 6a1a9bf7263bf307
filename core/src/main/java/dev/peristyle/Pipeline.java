package dev.peristyle;

import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.cache.RowCache;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.operator.UserFilterStep;
import dev.peristyle.internal.operator.UserRowsStep;
import dev.peristyle.internal.plan.JoinBuilder;
import dev.peristyle.internal.plan.Merge;
import dev.peristyle.internal.plan.Plan;
import dev.peristyle.internal.plan.PlanRunner;
import dev.peristyle.internal.plan.RowNumbers;
import dev.peristyle.internal.plan.Samples;
import dev.peristyle.internal.plan.SetOperations;
import dev.peristyle.internal.plan.Skip;
import dev.peristyle.internal.plan.SortColumn;
import dev.peristyle.internal.plan.TopOfGroups;
import dev.peristyle.internal.plan.UserStep;
import dev.peristyle.internal.plan.WindowBuilder;
import dev.peristyle.internal.plan.WindowCall;
import dev.peristyle.internal.record.RecordMapper;
import dev.peristyle.internal.record.RecordStream;
import dev.peristyle.internal.table.TableSource;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.CheckpointStore;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A lazy description of work on a dataset, from its source to its result. Immutable and thread-safe: each method returns
 * a new pipeline, building one opens nothing, and it can run any number of times.
 *
 * <p>Names and types are checked while it is built ({@link IllegalArgumentException}). Rows flow only when one of the
 * ends is called: {@link #write}, {@link #collect}, {@link #chunks}, {@link #rows}, {@link #forEach},
 * {@link #count}. A run reads only the columns that its result needs, holds no more memory than
 * {@link Execution#memoryLimit()}, and gives the same rows in the same order with any number of threads. What can go wrong
 * then is listed in {@link dev.peristyle.error}.
 *
 * <pre>{@code
 * Csv.scan(Path.of("orders.csv"))
 *         .filter(col("status").eq("SHIPPED"))
 *         .with("revenue", col("price").times(col("quantity")))
 *         .groupBy("country").aggregate(sum(col("revenue")).as("revenue"), count().as("orders"))
 *         .sortBy(desc("revenue")).limit(20)
 *         .write(Csv.to(Path.of("top.csv")));
 * }</pre>
 */
public final class Pipeline {

    private static final int MAX_VALUES = 10_000;

    private final Plan plan;
    private final Execution execution;

    private Pipeline(Plan plan, Execution execution) {
        this.plan = plan;
        this.execution = execution;
    }

    /**
     * All rows and columns of a source.
     *
     * @param source where the rows come from
     * @return a pipeline with the default settings
     */
    public static Pipeline from(Source source) {
        Objects.requireNonNull(source, "source");
        return new Pipeline(new Plan.Scan(source, source.schema()), Execution.defaults());
    }

    /**
     * All rows and columns of a collected result.
     *
     * @param table the rows; stays the caller's, who closes it when no run is to start any more
     * @return a pipeline with the default settings
     */
    public static Pipeline from(Table table) {
        return from(new TableSource(table));
    }

    /**
     * Records that can be read for each run anew, such as those of a list, as rows.
     *
     * @param records none of them null; not changed while a run reads them
     * @param type their class, whose components become columns as {@link Records} says
     * @return a pipeline with the default settings
     * @param <R> the record
     * @throws IllegalArgumentException when a component is of a type that has no column
     */
    public static <R extends Record> Pipeline from(Iterable<? extends R> records, Class<R> type) {
        return Records.of(type).from(records);
    }

    /**
     * Records that can be read once, as rows.
     *
     * @param records none of them null; belongs to the run that reads it
     * @param type their class, whose components become columns as {@link Records} says
     * @return a pipeline with the default settings, of which a second run fails
     * @param <R> the record
     * @throws IllegalArgumentException when a component is of a type that has no column
     */
    public static <R extends Record> Pipeline from(Iterator<? extends R> records, Class<R> type) {
        return Records.of(type).from(records);
    }

    /**
     * Records that can be read once, as rows.
     *
     * @param records none of them null; closed by the run that reads it
     * @param type their class, whose components become columns as {@link Records} says
     * @return a pipeline with the default settings, of which a second run fails
     * @param <R> the record
     * @throws IllegalArgumentException when a component is of a type that has no column
     */
    public static <R extends Record> Pipeline from(Stream<? extends R> records, Class<R> type) {
        return Records.of(type).from(records);
    }

    /**
     * The rows of several pipelines, one after the other, with the settings of the first.
     *
     * @param first the first pipeline
     * @param others pipelines with the same column names and types in the same order
     * @return all rows
     * @throws IllegalArgumentException when columns differ
     */
    public static Pipeline concat(Pipeline first, Pipeline... others) {
        List<Plan> inputs = plans(first, others);
        checkSame("concat", inputs);
        return first.with(new Plan.Concat(inputs));
    }

    /**
     * The rows of several pipelines, one after the other, with the settings of the first. Columns that have the same name become one,
     * in the type in which their types meet (int and long in long, as in {@link Expressions#coalesce}); where a pipeline has no such
     * column, it is null. The columns of the first come first, then those that the next ones add.
     *
     * @param first the first pipeline
     * @param others pipelines with any columns
     * @return all rows
     * @throws IllegalArgumentException when columns of one name have no common type
     */
    public static Pipeline unionByName(Pipeline first, Pipeline... others) {
        return first.with(SetOperations.unionByName(plans(first, others)));
    }

    /**
     * The rows of several pipelines that are sorted by the same keys, in their common order, with the settings of the first. Holds a
     * chunk of each, however many rows there are, and reads all of them side by side in one thread. Rows that are equal in all keys
     * come in the order of the pipelines.
     *
     * <p>That each pipeline is sorted is checked while it is read; one that is not ends the run with a
     * {@link dev.peristyle.error.ComputationException} that names the pipeline and its first row out of order.
     *
     * @param keys what they are sorted by, the first one first
     * @param first the first pipeline
     * @param others pipelines with the same column names and types in the same order
     * @return all rows
     * @throws IllegalArgumentException when columns differ, a name is unknown or no key is given
     */
    public static Pipeline merge(List<SortKey> keys, Pipeline first, Pipeline... others) {
        List<SortKey> given = Arguments.list("keys", keys);
        List<Plan> inputs = plans(first, others);
        if (given.isEmpty()) {
            throw new IllegalArgumentException(
                    "merge needs the keys that all pipelines are sorted by, such as asc(\"name\")");
        }
        checkSame("merge", inputs);
        return inputs.size() == 1 ? first : first.with(new Merge(inputs, first.sortColumns(given)));
    }

    private static List<Plan> plans(Pipeline first, Pipeline... others) {
        List<Plan> plans = new ArrayList<>();
        plans.add(Objects.requireNonNull(first, "first").plan);
        Arguments.list("others", others).forEach(other -> plans.add(other.plan));
        return List.copyOf(plans);
    }

    private static void checkSame(String operator, List<Plan> inputs) {
        Schema schema = inputs.get(0).schema();
        for (int position = 1; position < inputs.size(); position++) {
            if (!inputs.get(position).schema().equals(schema)) {
                throw new IllegalArgumentException(operator + " needs the same columns in the same order, but pipeline "
                        + (position + 1) + " has " + inputs.get(position).schema() + " and the first one " + schema
                        + "; use select, rename or with(name, cast) to make them equal");
            }
        }
    }

    private Pipeline with(Plan next) {
        return new Pipeline(next, execution);
    }

    /**
     * Returns the columns of the result.
     *
     * @return the schema
     */
    public Schema schema() {
        return plan.schema();
    }

    /**
     * The same work with other settings.
     *
     * @param settings how to run it
     * @return the pipeline
     */
    public Pipeline using(Execution settings) {
        return new Pipeline(plan, Objects.requireNonNull(settings, "settings"));
    }

    /**
     * Only some columns, in the given order.
     *
     * @param columns their names
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown or occurs twice
     */
    public Pipeline select(String... columns) {
        List<String> names = Arguments.list("columns", columns);
        return projected(Projection.referencesTo(names), schema().select(names));
    }

    /**
     * One more column; in the place of the one of that name if there is one.
     *
     * @param name the column's name
     * @param value what it holds, computed from the other columns
     * @return the pipeline
     * @throws IllegalArgumentException when the expression's names or types do not fit
     */
    public Pipeline with(String name, Expression value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return withAll(List.of(value.as(name)));
    }

    /**
     * Columns that are computed, in the given order: {@code select(col("id"), col("price").times(2).as("double"))}.
     *
     * @param first an expression, named with {@link Expression#as} or as it reads
     * @param others more of them
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit, or two columns have one name
     */
    public Pipeline select(Expression first, Expression... others) {
        return with(Projection.of(plan, Projection.expressions(first, others)));
    }

    /**
     * The columns for which something holds, in their order: {@code select(matching("price_.*"))}. See {@link Columns}.
     *
     * @param which is asked for each column
     * @return the pipeline
     * @throws IllegalArgumentException when it holds for none
     */
    public Pipeline select(Predicate<? super Field> which) {
        return select(named(which).toArray(String[]::new));
    }

    private List<String> named(Predicate<? super Field> which) {
        Objects.requireNonNull(which, "which");
        List<String> names =
                schema().fields().stream().filter(which).map(Field::name).toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no column is selected of " + schema());
        }
        return names;
    }

    /**
     * More columns, all computed from those that there are now; in the place of those of the same names if there are such:
     * {@code with(col("price").times(2).as("double"), col("name").upper().as("name"))}.
     *
     * @param first an expression, named with {@link Expression#as} or as it reads
     * @param others more of them
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit, or two of them have one name
     */
    public Pipeline with(Expression first, Expression... others) {
        return withAll(Projection.expressions(first, others));
    }

    private Pipeline withAll(List<Expression> columns) {
        return with(Projection.adding(plan, columns));
    }

    /**
     * The same done with several columns, which stay in their places: {@code with(ofKind(DECIMAL), price -> price.round(2))}. See
     * {@link Columns}.
     *
     * @param which is asked for each column
     * @param change makes the new value of a column
     * @return the pipeline
     * @throws IllegalArgumentException when no column is selected, or types do not fit
     */
    public Pipeline with(Predicate<? super Field> which, UnaryOperator<Expression> change) {
        Objects.requireNonNull(change, "change");
        List<Expression> changed = new ArrayList<>();
        for (String name : named(which)) {
            changed.add(change.apply(Expressions.col(name)).as(name));
        }
        return withAll(changed);
    }

    /**
     * The rows that have a value in each of some columns.
     *
     * @param columns their names; without any all columns are meant
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown
     */
    public Pipeline dropNulls(String... columns) {
        List<String> names = Arguments.list("columns", columns);
        Pipeline kept = this;
        for (String name : names.isEmpty() ? schema().names() : names) {
            kept = kept.filter(Expressions.col(name).isNotNull());
        }
        return kept;
    }

    /**
     * The same rows with a value in place of nulls. Columns keep their types.
     *
     * @param value a value or an expression, as for {@link Expressions#lit}; cast to the type of each column
     * @param column the name of a column
     * @param others more of them
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown or the value has no such type
     */
    public Pipeline fillNulls(Object value, String column, String... others) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(column, "column");
        List<String> names = new ArrayList<>(List.of(column));
        names.addAll(Arguments.list("others", others));
        List<Expression> filled = new ArrayList<>();
        for (String name : names) {
            Expression other = new Expression(Operands.node(value));
            filled.add(Expressions.col(name)
                    .ifNull(other.cast(schema().field(name).type()))
                    .as(name));
        }
        return withAll(filled);
    }

    /**
     * One row for each column that tells of its values: its name and type, how many there are and how many are null, about how many are
     * different, their mean and standard deviation if they are numbers, the least and the greatest as text.
     *
     * @return a pipeline of the columns {@code column}, {@code type}, {@code count}, {@code nulls}, {@code different}, {@code mean},
     *     {@code stddev}, {@code min} and {@code max}
     */
    public Pipeline describe() {
        return Description.of(this);
    }

    /**
     * The same columns, one under another name.
     *
     * @param column its name
     * @param newName its new name
     * @return the pipeline
     * @throws IllegalArgumentException when the name is unknown or the new one is taken
     */
    public Pipeline rename(String column, String newName) {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(newName, "newName");
        List<Field> fields = new ArrayList<>(schema().fields());
        int position = schema().indexOf(column);
        fields.set(position, new Field(newName, fields.get(position).type()));
        return projected(Projection.referencesTo(schema().names()), Schema.of(fields));
    }

    /**
     * All columns but some.
     *
     * @param columns the names of those to leave out
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown
     */
    public Pipeline drop(String... columns) {
        List<String> names = new ArrayList<>(schema().names());
        for (String column : Arguments.list("columns", columns)) {
            schema().indexOf(column);
            names.remove(column);
        }
        return select(names.toArray(String[]::new));
    }

    /**
     * The rows for which a condition is true; where it is false or null they are left out.
     *
     * @param condition a boolean expression
     * @return the pipeline
     * @throws IllegalArgumentException when its names or types do not fit or it is not boolean
     */
    public Pipeline filter(Expression condition) {
        Objects.requireNonNull(condition, "condition");
        BoundExpression bound = Binder.bind(condition.node(), schema());
        if (!bound.type().equals(DataType.BOOLEAN)) {
            throw new IllegalArgumentException("a filter needs a condition, but " + bound.describe() + " is of type "
                    + bound.type() + "; compare it with something, such as .gt(0) or .isNotNull()");
        }
        return with(new Plan.Filter(plan, condition.node()));
    }

    /**
     * The rows for which a condition of your own holds: {@code filter(row -> row.getInt("a") > 1)}. Where an expression can say it, that
     * is faster and may be left to the source. The condition is called by several threads at a time, may be asked for a row more than
     * once, and must always say the same. What it throws ends the run with a {@link dev.peristyle.error.ComputationException} that
     * names the row.
     *
     * @param condition is shown each row through a view that is only valid during the call, and whose row numbers are those of the
     *     part of the rows at hand
     * @return the pipeline
     */
    public Pipeline filter(Predicate<? super RowView> condition) {
        Objects.requireNonNull(condition, "condition");
        return with(new UserStep(plan, "filter", new UserFilterStep(schema(), condition)));
    }

    /**
     * One row for each, computed by a function of your own: {@code mapRow(schema, (row, out) -> out.setDouble(0, row.getDouble("a")))}. The
     * function sets columns of the new row; those that it does not set are null. As with {@link #filter(Predicate)} it is called by
     * several threads at a time, and what it throws names the row.
     *
     * @param schema the columns of the new rows
     * @param function is given a row and the one to set, both only valid during the call
     * @return the pipeline
     */
    public Pipeline mapRow(Schema schema, BiConsumer<? super RowView, ? super RowOutput> function) {
        return computed("mapRow", schema, function, true);
    }

    /**
     * Any number of rows for each, by a function of your own, which calls {@link RowOutput#add} for each that it makes. They come in the
     * order in which they were added, those of a row after those of the row before. As with {@link #filter(Predicate)} the function is
     * called by several threads at a time, and what it throws names the row. What one row becomes is held in memory at once.
     *
     * @param schema the columns of the new rows
     * @param function is given a row and where to add rows, both only valid during the call
     * @return the pipeline
     */
    public Pipeline flatMap(Schema schema, BiConsumer<? super RowView, ? super RowOutput> function) {
        return computed("flatMap", schema, function, false);
    }

    private Pipeline computed(
            String operator, Schema schema, BiConsumer<? super RowView, ? super RowOutput> function, boolean one) {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(function, "function");
        return with(new UserStep(plan, operator, new UserRowsStep(operator, schema, function, one)));
    }

    /**
     * The first rows; the rest is not read.
     *
     * @param count how many at most, 0 or more
     * @return the pipeline
     */
    public Pipeline limit(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a limit cannot be negative: " + count);
        }
        return with(new Plan.Limit(plan, count));
    }

    /**
     * All rows but the first ones.
     *
     * @param count how many to leave out, 0 or more
     * @return the pipeline
     */
    public Pipeline skip(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("no fewer than 0 rows can be left out: " + count);
        }
        return count == 0 ? this : with(new Skip(plan, count));
    }

    /**
     * One more column with the place of each row, from 1, whatever the number of threads.
     *
     * @param name the column's name
     * @return the pipeline
     * @throws IllegalArgumentException when there is a column of that name
     */
    public Pipeline rowNumber(String name) {
        Objects.requireNonNull(name, "name");
        if (schema().contains(name)) {
            throw new IllegalArgumentException(
                    "there is a column '" + name + "' already; give the row number another name, or drop or rename it");
        }
        return with(new RowNumbers(plan, name));
    }

    /**
     * A share of the rows, in their order. Each row is chosen by its place and the seed alone: the same rows come out again, with any
     * number of threads, as long as the input is the same.
     *
     * @param share what part of the rows, 0.0 to 1.0; how many come out is near to that, not equal
     * @param seed other seeds choose other rows
     * @return the pipeline
     */
    public Pipeline sample(double share, long seed) {
        return with(Samples.share(plan, share, seed));
    }

    /**
     * So many of the rows, in their order, each with the same chance. Rows are chosen by their places and the seed alone, as with
     * {@link #sample}. All are read; those that are chosen are held.
     *
     * @param count how many rows, 0 or more; all if there are no more
     * @param seed other seeds choose other rows
     * @return the pipeline
     */
    public Pipeline sampleRows(long count, long seed) {
        return with(Samples.rows(plan, count, seed));
    }

    /**
     * Groups rows that have equal values in some columns.
     *
     * @param columns the key columns
     * @return what {@link GroupedPipeline#aggregate} is called on
     * @throws IllegalArgumentException when a name is unknown or occurs twice
     */
    public GroupedPipeline groupBy(String... columns) {
        List<String> keys = Arguments.list("columns", columns);
        schema().select(keys);
        return new GroupedPipeline(this, keys);
    }

    /**
     * Groups rows that have equal values of some expressions: {@code groupBy(col("day").year().as("year"))}.
     *
     * @param first an expression, named with {@link Expression#as} or as it reads
     * @param others more of them
     * @return what {@link GroupedPipeline#aggregate} is called on
     * @throws IllegalArgumentException when names or types do not fit, two keys have one name, or what is no column has that of one
     */
    public GroupedPipeline groupBy(Expression first, Expression... others) {
        List<Expression> computed = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Expression key : Projection.expressions(first, others)) {
            keys.add(key.name());
            if (!key.node().equals(new Node.ColumnReference(key.name()))) {
                if (schema().contains(key.name())) {
                    throw new IllegalArgumentException("there is a column '" + key.name()
                            + "' already, which aggregates may mean; name the key " + key + " otherwise");
                }
                computed.add(key);
            }
        }
        Pipeline rows = computed.isEmpty() ? this : withAll(computed);
        return rows.groupBy(keys.toArray(String[]::new));
    }

    /**
     * One row with aggregates over all rows.
     *
     * @param aggregates what to compute
     * @return the pipeline
     * @throws IllegalArgumentException when an aggregate does not fit its type or names clash
     */
    public Pipeline aggregate(Aggregate... aggregates) {
        return aggregated(List.of(), Arguments.list("aggregates", aggregates));
    }

    Pipeline aggregated(List<String> keys, List<Aggregate> aggregates) {
        if (aggregates.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is nothing to compute; pass aggregates such as count(), or use distinct() for the keys"
                            + " alone");
        }
        return with(Aggregation.of(plan, keys, aggregates));
    }

    /**
     * Each different row once, in the order of first appearance.
     *
     * @return the pipeline
     */
    public Pipeline distinct() {
        return with(new Plan.Group(plan, schema().names(), List.of(), List.of(), schema()));
    }

    /**
     * The first row of each group of rows that have equal values in some columns, whole, in the order in which rows come.
     *
     * @param columns the columns that make rows the same; nulls are equal
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown, occurs twice or none is given
     */
    public Pipeline distinctBy(String... columns) {
        return edges(Arguments.list("columns", columns), "distinctBy", Aggregates::first);
    }

    /**
     * The last row of each group of rows that have equal values in some columns, whole; in the order in which the groups first appear.
     *
     * @param columns the columns that make rows the same; nulls are equal
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown, occurs twice or none is given
     */
    public Pipeline lastBy(String... columns) {
        return edges(Arguments.list("columns", columns), "lastBy", Aggregates::last);
    }

    /** One row of each group that has no aggregate but takes every column from one row. */
    private Pipeline edges(List<String> keys, String operator, Function<Expression, Aggregate> edge) {
        checkKeys(keys, operator);
        List<Aggregate> others = new ArrayList<>();
        for (String name : schema().names()) {
            if (!keys.contains(name)) {
                others.add(edge.apply(Expressions.col(name)).as(name));
            }
        }
        Pipeline rows = others.isEmpty() ? distinct() : aggregated(keys, others);
        return rows.select(schema().names().toArray(String[]::new));
    }

    private void checkKeys(List<String> keys, String operator) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(operator + " needs a column; rows that differ in any are distinct()");
        }
        schema().select(keys);
    }

    /**
     * The row of each group of rows that have equal values in some columns in which a further column is largest, whole: the state of
     * each thing from a log of changes. Where that is equal, the later row; a row without a value there loses against any other. In
     * the order in which the groups first appear. For other orders there is {@link GroupedPipeline#top}.
     *
     * @param order the column that decides, such as a time
     * @param columns the columns that make rows the same; nulls are equal
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown, occurs twice or none is given
     */
    public Pipeline latestBy(String order, String... columns) {
        Objects.requireNonNull(order, "order");
        List<String> keys = Arguments.list("columns", columns);
        checkKeys(keys, "latestBy");
        return top(keys, 1, List.of(SortKey.desc(order)), true);
    }

    Pipeline top(List<String> keys, long count, List<SortKey> order, boolean latest) {
        List<SortColumn> by = sortColumns(order);
        if (count < 0) {
            throw new IllegalArgumentException("the rows of a group cannot be fewer than 0: " + count);
        }
        if (count == 0) {
            return limit(0);
        }
        if (keys.isEmpty()) {
            Plan rows = by.isEmpty() ? plan : new Plan.Sort(plan, by, Long.MAX_VALUE);
            return with(new Plan.Limit(rows, count));
        }
        return with(new TopOfGroups(plan, keys, by, latest, count));
    }

    /**
     * The rows of this pipeline beside those of another one that match: an inner join. See
     * {@link #join(Pipeline, JoinKind, JoinOn)}.
     *
     * @param right the other pipeline; its settings are not used
     * @param on when rows match: {@code on("customer_id")}
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit
     */
    public Pipeline join(Pipeline right, JoinOn on) {
        return join(right, JoinKind.INNER, on);
    }

    /**
     * The rows of this pipeline, the left, beside those of another one, the right, that match.
     *
     * <p>Columns: those of the left, then those of the right but for the keys that have one name on both sides, which come out
     * once. Another name that both sides have is an error unless {@link JoinOn#suffix} is given. With
     * {@link JoinKind#SEMI semi} and {@link JoinKind#ANTI anti} only the columns of the left.
     *
     * <p>Order: that of the left; the matches of a left row in the order of the right; right rows without a match at the end.
     *
     * <p>One side is read first and held, and the other one flows by: the right, unless the left is known to be much smaller or
     * {@link JoinOn#buildLeft()} says so. The rows and their order do not depend on it. So the smaller side should be the right.
     *
     * @param right the other pipeline; its settings are not used
     * @param kind what comes out of rows that match and of rows that do not
     * @param on when rows match: {@code on("customer_id")}, {@code on(col("id"), col("customer_id"))}
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit
     */
    public Pipeline join(Pipeline right, JoinKind kind, JoinOn on) {
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(on, "on");
        return with(JoinBuilder.build(plan, right.plan, kind.type(), on.terms()));
    }

    /**
     * Each row of this pipeline, the left, beside the nearest row of another one, the right: an inner join. See
     * {@link #joinAsOf(Pipeline, JoinKind, JoinOn, AsOf)}.
     *
     * @param right the other pipeline; its settings are not used
     * @param on what has to be equal: {@code on("symbol")}, or {@code everything()}
     * @param asOf what is near: {@code asOf("time", "quote_time")}
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit
     */
    public Pipeline joinAsOf(Pipeline right, JoinOn on, AsOf asOf) {
        return joinAsOf(right, JoinKind.INNER, on, asOf);
    }

    /**
     * Each row of this pipeline, the left, beside the nearest row of another one, the right, such as trades beside the last quote
     * before each. A left row comes out once at most, in the order of the left. Columns are those of {@link #join}.
     *
     * <p>Both sides are sorted by what is compared, and so is the result, by the order of the left: on disk where there is no
     * memory for it.
     *
     * @param right the other pipeline; its settings are not used
     * @param kind {@link JoinKind#INNER}, or {@link JoinKind#LEFT} where left rows without a match come out too
     * @param on what has to be equal: {@code on("symbol")}, or {@code everything()}; without a further condition
     * @param asOf what is near: {@code asOf("time", "quote_time").within(Duration.ofMinutes(5))}
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit, or for another kind
     */
    public Pipeline joinAsOf(Pipeline right, JoinKind kind, JoinOn on, AsOf asOf) {
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(on, "on");
        Objects.requireNonNull(asOf, "asOf");
        return with(JoinBuilder.buildAsOf(plan, right.plan, kind.type(), on.terms(), asOf.terms()));
    }

    /**
     * The different rows of this pipeline that another one does not have, in the order of first appearance. Nulls are equal.
     *
     * @param other a pipeline with the same column names in any order, in types that can be compared; it is held, or goes to disk
     * @return the pipeline
     * @throws IllegalArgumentException when columns differ
     */
    public Pipeline except(Pipeline other) {
        return with(SetOperations.compared(plan, Objects.requireNonNull(other, "other").plan, false, "except"));
    }

    /**
     * The different rows of this pipeline that another one has as well, in the order of first appearance. Nulls are equal.
     *
     * @param other a pipeline with the same column names in any order, in types that can be compared; it is held, or goes to disk
     * @return the pipeline
     * @throws IllegalArgumentException when columns differ
     */
    public Pipeline intersect(Pipeline other) {
        return with(SetOperations.compared(plan, Objects.requireNonNull(other, "other").plan, true, "intersect"));
    }

    /**
     * The rows of this pipeline without those of another one, as often as it has them, in their order: of a row that is here five times
     * and there twice the last three stay. Nulls are equal. It is {@code EXCEPT ALL} of SQL.
     *
     * @param other a pipeline with the same column names in any order, in types that can be compared; it is held, or goes to disk
     * @return the pipeline
     * @throws IllegalArgumentException when columns differ
     */
    public Pipeline exceptAll(Pipeline other) {
        return with(SetOperations.counted(plan, Objects.requireNonNull(other, "other").plan, false, "exceptAll"));
    }

    /**
     * The rows of this pipeline that another one has as well, as often as both have them, in their order: of a row that is here five
     * times and there twice the first two stay. Nulls are equal. It is {@code INTERSECT ALL} of SQL.
     *
     * @param other a pipeline with the same column names in any order, in types that can be compared; it is held, or goes to disk
     * @return the pipeline
     * @throws IllegalArgumentException when columns differ
     */
    public Pipeline intersectAll(Pipeline other) {
        return with(SetOperations.counted(plan, Objects.requireNonNull(other, "other").plan, true, "intersectAll"));
    }

    /**
     * The rows of this pipeline with changes applied by key: a row whose key occurs among the changes is replaced, in its place, by the
     * last change of that key; changes with new keys come at the end, in the order of their first one. Nulls are equal. Every row of
     * this pipeline that has the key is replaced.
     *
     * @param changes a pipeline with the same column names and types in the same order; it is held, or goes to disk
     * @param keys the columns that tell rows apart
     * @return the pipeline
     * @throws IllegalArgumentException when columns differ, a name is unknown or occurs twice, or none is given
     */
    public Pipeline upsert(Pipeline changes, String... keys) {
        Objects.requireNonNull(changes, "changes");
        List<String> on = Arguments.list("keys", keys);
        checkKeys(on, "upsert");
        checkSame("upsert", List.of(plan, changes.plan));
        return with(SetOperations.upsert(plan, changes.lastBy(keys).plan, on));
    }

    /**
     * Some columns as rows: each row becomes one row for each of them, in the order given, with the name of the column and its value
     * beside all other columns. Values that are null stay; {@code filter(col(value).isNotNull())} leaves them out.
     *
     * @param columns the columns that become rows; their types meet in one, as in {@link Expressions#coalesce}
     * @param name the name of the column that says which one it was
     * @param value the name of the column of the values
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown or taken, none is given, or the columns have no common type
     */
    public Pipeline unpivot(List<String> columns, String name, String value) {
        List<String> given = Arguments.list("columns", columns);
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return with(SetOperations.unpivot(plan, given, name, value));
    }

    /**
     * The rows in order. Rows that are equal in all keys keep their order. Together with {@link #limit} only the first
     * rows are held.
     *
     * @param keys what decides, the first one first: {@code asc("country"), desc("revenue")}
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown or no key is given
     */
    public Pipeline sortBy(SortKey... keys) {
        List<SortKey> given = Arguments.list("keys", keys);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("sortBy needs a key, such as asc(\"name\")");
        }
        return with(new Plan.Sort(plan, sortColumns(given), Long.MAX_VALUE));
    }

    /**
     * The rows in the order of an expression, smallest first and those without a value last. Rows that are equal keep their order, so that
     * what they were sorted by before decides among them.
     *
     * @param value what decides
     * @return the pipeline
     * @throws IllegalArgumentException when its names or types do not fit
     */
    public Pipeline sortBy(Expression value) {
        return sortBy(value, false);
    }

    /**
     * The rows in the order of an expression; those without a value last.
     *
     * @param value what decides
     * @param descending true for largest first
     * @return the pipeline
     * @throws IllegalArgumentException when its names or types do not fit
     */
    public Pipeline sortBy(Expression value, boolean descending) {
        String key = "sort key";
        while (schema().contains(key)) {
            key += "'";
        }
        return with(key, value)
                .sortBy(new SortKey(key, descending, false))
                .select(schema().names().toArray(String[]::new));
    }

    private List<SortColumn> sortColumns(List<SortKey> keys) {
        List<SortColumn> columns = new ArrayList<>();
        for (SortKey key : keys) {
            schema().indexOf(key.column());
            columns.add(new SortColumn(key.column(), key.descending(), key.nullsBeforeValues()));
        }
        return List.copyOf(columns);
    }

    /**
     * One more column for each function over the rows around a row: ranks, values of other rows, running and moving
     * aggregates. The rows stay as they are, in the order of the input unless the window says otherwise.
     *
     * <p>Rows are sorted by partition and order, and looked at from there; partitions can be larger than the memory.
     *
     * @param window which rows belong together, in which order, and which of them a function looks at
     * @param functions what to compute, such as {@code rowNumber().as("number")}; see {@link WindowFunctions}
     * @return the pipeline
     * @throws IllegalArgumentException when names or types do not fit, a result has the name of a column, or nothing is to
     *     be computed
     */
    public Pipeline window(Window window, WindowFunction... functions) {
        Objects.requireNonNull(window, "window");
        List<WindowCall> calls = new ArrayList<>();
        for (WindowFunction function : Arguments.list("functions", functions)) {
            calls.add(function.call());
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to compute; pass functions such as rowNumber()");
        }
        return with(WindowBuilder.build(plan, window.terms(), calls));
    }

    /**
     * Runs the pipeline and writes its rows.
     *
     * @param sink where they go, such as {@code Csv.to(path)}
     * @return the number of rows written
     */
    public long write(Sink sink) {
        Objects.requireNonNull(sink, "sink");
        return PlanRunner.write(plan, execution, sink);
    }

    /**
     * Runs the pipeline and writes its rows, so that a process which is killed loses little: it is started again with the same pipeline, the same
     * output and the same checkpoint, and goes on where the last checkpoint was made. What it gives is what one run would have given.
     *
     * <p>For this the pipeline has one source that can be read from the middle on, such as a CSV, and no step that has to see all rows
     * before it gives one. Once all is written the checkpoint is removed.
     *
     * @param sink where they go, such as {@code Csv.to(path)}
     * @param checkpoint where the state of the run is kept, such as {@code Checkpoint.at(path)}
     * @return the number of rows of the output, those before a restart included
     * @throws IllegalArgumentException when the source, a step or the output cannot go on from the middle, or the checkpoint is that of
     *     another job
     * @throws dev.peristyle.error.DataAccessException when another run has the checkpoint, the checkpoint is damaged, or the input
     *     or what was written of the output is not what it was
     */
    public long write(Sink sink, CheckpointStore checkpoint) {
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(checkpoint, "checkpoint");
        return PlanRunner.write(plan, execution, sink, checkpoint);
    }

    /**
     * Runs the pipeline and keeps all its rows off the heap.
     *
     * @return the rows, to be closed by the caller; they count against the memory limit
     */
    public Table collect() {
        return PlanRunner.collect(plan, execution);
    }

    /**
     * Keeps the rows for several runs: they are computed by the first run that reads them, and again when the memory was needed meanwhile.
     * They are kept in the memory budget of this pipeline's settings; without one they stay until the cache is closed, if they fit in the
     * memory limit.
     *
     * <pre>{@code
     * MemoryBudget budget = MemoryBudget.of(Execution.megabytes(256));
     * Execution shared = Execution.builder().memoryBudget(budget).build();
     * try (CachedTable rates = Csv.scan(ratesFile).groupBy("currency").aggregate(last("rate").as("rate")).using(shared).cache()) {
     *     for (Path orders : files) {
     *         Csv.scan(orders).join(rates.pipeline(), on("currency")).using(shared).write(Csv.to(target(orders)));
     *     }
     * }
     * }</pre>
     *
     * @return a cache without rows, to be closed by the caller
     * @throws IllegalArgumentException when a source can be read only once, as the rows could not be computed again
     */
    public CachedTable cache() {
        return cache(CacheRelease.COMPUTE_AGAIN);
    }

    /**
     * Keeps the rows for several runs, as {@link #cache()}, and says what becomes of them when their memory is needed.
     *
     * @param whenReleased whether they are computed anew, or written to disk and read back
     * @return a cache without rows, to be closed by the caller
     * @throws IllegalArgumentException when a source can be read only once, as the rows could not be computed again
     * @throws IllegalStateException when they are to be written, and {@code peristyle-io}, which does that, is not there
     * @throws dev.peristyle.error.DataAccessException when they are to be written, and the temporary directory of the settings is missing or may not be
     *     written to
     */
    public CachedTable cache(CacheRelease whenReleased) {
        Objects.requireNonNull(whenReleased, "whenReleased");
        String once = PlanRunner.readOnce(plan);
        if (once != null) {
            throw new IllegalArgumentException("cannot cache what is read once, " + once
                    + ": when its memory is needed, it could not be computed again. Keep it with collect()");
        }
        return cached(new RowCache(plan, execution, whenReleased == CacheRelease.READ_BACK));
    }

    private CachedTable cached(RowCache cache) {
        return new CachedTable(cache, with(new Plan.Scan(cache, cache.schema())));
    }

    /**
     * Runs the pipeline chunk by chunk, for loops of your own over columns.
     *
     * @return the chunks, to be closed by the thread that reads them
     */
    public ChunkIterator chunks() {
        return PlanRunner.chunks(plan, execution, "chunk iterator");
    }

    /**
     * Runs the pipeline row by row without an object for any of them.
     *
     * @return a cursor before the first row, to be closed by the thread that reads it
     */
    public RowCursor rows() {
        return rows("row cursor");
    }

    private RowCursor rows(String what) {
        return new RowCursor(PlanRunner.chunks(plan, execution, what));
    }

    /**
     * Runs the pipeline and makes a record, or another object, of each row. Components are matched to columns by name ({@code orderId} also to
     * {@code order_id}); their types are the columns' own or wider ones, as classes or {@link java.util.Optional} where
     * there can be nulls.
     *
     * <p>A class that is no record is made by its constructor without parameters, of any visibility, and by its public setters ({@code
     * setOrderId} sets {@code orderId}), of which each has to have a column; where it has no such constructor or no setter, by its only public
     * constructor, whose parameters have to have their names in the class file ({@code javac -parameters}). What holds of components holds of properties and
     * parameters. Columns that nothing is named after are left out.
     *
     * @param type a record, or such a class
     * @return the rows in order, read as the stream is consumed, by one thread unless it is made parallel. It closes itself at
     *     the end of its terminal operation; one that has none, or is left through {@code iterator()}, is closed by the caller
     * @param <R> the record or class
     * @throws IllegalArgumentException when a component has no column, or one whose type does not convert exactly, or the class can be made
     *     in neither way
     */
    public <R> Stream<R> stream(Class<R> type) {
        RecordMapper<R> mapper = RecordMapper.of(Objects.requireNonNull(type, "type"), schema());
        return RecordStream.of(rows("stream"), mapper);
    }

    /**
     * Runs the pipeline and shows each row to an action, on the calling thread and in order.
     *
     * @param action is given the same view each time, moved to the next row; it must not keep it
     */
    public void forEach(Consumer<? super RowView> action) {
        Objects.requireNonNull(action, "action");
        try (RowCursor row = rows()) {
            while (row.next()) {
                action.accept(row);
            }
        }
    }

    /**
     * Runs the pipeline and counts its rows.
     *
     * @return rows
     */
    public long count() {
        try (RowCursor row = aggregate(Aggregates.count().as("count")).rows()) {
            row.next();
            long count = row.getLong(0);
            // to the end, so that the run is a complete one
            row.next();
            return count;
        }
    }

    /**
     * Runs the pipeline and reads the different values of a column, such as those that {@link GroupedPipeline#pivot} makes columns of.
     *
     * @param column its name
     * @return the values that are not null, in their order
     * @throws IllegalArgumentException when the name is unknown
     * @throws IllegalStateException when there are more than 10,000
     */
    public List<Object> valuesOf(String column) {
        List<Object> values = new ArrayList<>();
        Pipeline different = select(Objects.requireNonNull(column, "column"))
                .filter(Expressions.col(column).isNotNull())
                .distinct()
                .limit(MAX_VALUES + 1)
                .sortBy(SortKey.asc(column));
        different.forEach(row -> values.add(row.get(0)));
        if (values.size() > MAX_VALUES) {
            throw new IllegalStateException("column '" + column + "' has more than " + MAX_VALUES
                    + " different values; for so many write select and distinct, which give them as rows");
        }
        return List.copyOf(values);
    }

    /**
     * The steps that would run, from the result down to the sources: which columns are read, which filters the sources
     * apply themselves.
     *
     * @return several lines
     */
    public String explain() {
        return PlanRunner.explain(plan, execution);
    }

    /**
     * Runs the pipeline, drops its rows and says what each step has done: rows, bytes, time, memory. What an output or the
     * caller would do with the rows is not part of it; {@link Execution.Builder#report} tells that of any run.
     *
     * @return several lines: totals, then the steps as in {@link #explain()}
     */
    public String explainAnalyze() {
        return PlanRunner.explainAnalyze(plan, execution);
    }

    /** Returns {@link #explain()}. */
    @Override
    public String toString() {
        return explain();
    }

    private Pipeline projected(List<Node> nodes, Schema schema) {
        return with(new Plan.Project(plan, List.copyOf(nodes), schema));
    }
}
