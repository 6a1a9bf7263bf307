package dev.peristyle;

import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowView;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.aggregate.AggregateBinder;
import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.plan.Plan;
import dev.peristyle.internal.plan.PlanRunner;
import dev.peristyle.internal.plan.SortColumn;
import dev.peristyle.internal.record.RecordMapper;
import dev.peristyle.internal.record.RecordStream;
import dev.peristyle.internal.table.TableSource;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
     * The rows of several pipelines, one after the other, with the settings of the first.
     *
     * @param first the first pipeline
     * @param others pipelines with the same column names and types in the same order
     * @return all rows
     * @throws IllegalArgumentException when columns differ
     */
    public static Pipeline concat(Pipeline first, Pipeline... others) {
        List<Plan> inputs = new ArrayList<>();
        inputs.add(first.plan);
        for (int position = 0; position < others.length; position++) {
            if (!others[position].schema().equals(first.schema())) {
                throw new IllegalArgumentException("concat needs the same columns in the same order, but pipeline "
                        + (position + 2) + " has " + others[position].schema() + " and the first one "
                        + first.schema() + "; use select, rename or with(name, cast) to make them equal");
            }
            inputs.add(others[position].plan);
        }
        return first.with(new Plan.Concat(List.copyOf(inputs)));
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
     * @throws IllegalArgumentException when a name is unknown or stands twice
     */
    public Pipeline select(String... columns) {
        return projected(referencesTo(List.of(columns)), schema().select(List.of(columns)));
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
        DataType type = Binder.bind(value.node(), schema()).type();
        List<Node> nodes = new ArrayList<>(referencesTo(schema().names()));
        List<Field> fields = new ArrayList<>(schema().fields());
        Field field = new Field(name, type);
        if (schema().contains(name)) {
            nodes.set(schema().indexOf(name), value.node());
            fields.set(schema().indexOf(name), field);
        } else {
            nodes.add(value.node());
            fields.add(field);
        }
        return projected(nodes, Schema.of(fields));
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
        List<Field> fields = new ArrayList<>(schema().fields());
        int position = schema().indexOf(column);
        fields.set(position, new Field(newName, fields.get(position).type()));
        return projected(referencesTo(schema().names()), Schema.of(fields));
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
        for (String column : columns) {
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
        BoundExpression bound = Binder.bind(condition.node(), schema());
        if (!bound.type().equals(DataType.BOOLEAN)) {
            throw new IllegalArgumentException("a filter needs a condition, but " + bound.describe() + " is of type "
                    + bound.type() + "; compare it with something, such as .gt(0) or .isNotNull()");
        }
        return with(new Plan.Filter(plan, condition.node()));
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
        if (plan instanceof Plan.Sort sort && count > 0) {
            return with(new Plan.Sort(sort.input(), sort.keys(), Math.min(sort.limit(), count)));
        }
        return with(new Plan.Limit(plan, count));
    }

    /**
     * Groups rows that have equal values in some columns.
     *
     * @param columns the key columns
     * @return what {@link GroupedPipeline#aggregate} is called on
     * @throws IllegalArgumentException when a name is unknown or stands twice
     */
    public GroupedPipeline groupBy(String... columns) {
        schema().select(List.of(columns));
        return new GroupedPipeline(this, List.of(columns));
    }

    /**
     * One row with aggregates over all rows.
     *
     * @param aggregates what to compute
     * @return the pipeline
     * @throws IllegalArgumentException when an aggregate does not fit its type or names clash
     */
    public Pipeline aggregate(Aggregate... aggregates) {
        return aggregated(List.of(), List.of(aggregates));
    }

    Pipeline aggregated(List<String> keys, List<Aggregate> aggregates) {
        if (aggregates.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is nothing to compute; pass aggregates such as count(), or use distinct() for the keys alone");
        }
        List<BoundAggregate> bound = new ArrayList<>();
        List<Node> arguments = new ArrayList<>();
        List<Field> fields = new ArrayList<>(schema().select(keys).fields());
        for (Aggregate aggregate : aggregates) {
            Node argument = aggregate.argument();
            DataType argumentType =
                    argument == null ? null : Binder.bind(argument, schema()).type();
            bound.add(AggregateBinder.bind(aggregate.kind(), argumentType, aggregate.name()));
            arguments.add(argument);
            fields.add(bound.get(bound.size() - 1).outputField());
        }
        return with(new Plan.Group(
                plan, keys, List.copyOf(bound), Arrays.asList(arguments.toArray(Node[]::new)), Schema.of(fields)));
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
     * The rows in order. Rows that are equal in all keys keep their order. Together with {@link #limit} only the first
     * rows are held.
     *
     * @param keys what decides, the first one first: {@code asc("country"), desc("revenue")}
     * @return the pipeline
     * @throws IllegalArgumentException when a name is unknown or no key is given
     */
    public Pipeline sortBy(SortKey... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("sortBy needs a key, such as asc(\"name\")");
        }
        List<SortColumn> columns = new ArrayList<>();
        for (SortKey key : keys) {
            schema().indexOf(key.column());
            columns.add(new SortColumn(key.column(), key.descending(), key.nullsBeforeValues()));
        }
        return with(new Plan.Sort(plan, List.copyOf(columns), Long.MAX_VALUE));
    }

    /**
     * Runs the pipeline and writes its rows.
     *
     * @param sink where they go, such as {@code Csv.to(path)}
     * @return the number of rows written
     */
    public long write(Sink sink) {
        return PlanRunner.write(plan, execution, sink);
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
     * Runs the pipeline chunk by chunk, for loops of your own over columns.
     *
     * @return the chunks, to be closed by the caller
     */
    public ChunkIterator chunks() {
        return PlanRunner.chunks(plan, execution);
    }

    /**
     * Runs the pipeline row by row without an object for any of them.
     *
     * @return a cursor before the first row, to be closed by the caller
     */
    public RowCursor rows() {
        return new RowCursor(chunks());
    }

    /**
     * Runs the pipeline and makes a record of each row. Components are matched to columns by name ({@code orderId} also to
     * {@code order_id}); their types are the columns' own or wider ones, as classes or {@link java.util.Optional} where
     * there can be nulls.
     *
     * @param type a record
     * @return the rows in order, read as the stream is consumed; to be closed by the caller unless it is consumed to its end
     * @param <R> the record
     * @throws IllegalArgumentException when a component has no column, or one whose type does not convert exactly
     */
    public <R extends Record> Stream<R> stream(Class<R> type) {
        RecordMapper<R> mapper = RecordMapper.of(type, schema());
        return RecordStream.of(rows(), mapper);
    }

    /**
     * Runs the pipeline and shows each row to an action, on the calling thread and in order.
     *
     * @param action is given the same view each time, moved to the next row; it must not keep it
     */
    public void forEach(Consumer<? super RowView> action) {
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
            return row.getLong(0);
        }
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

    /** Returns {@link #explain()}. */
    @Override
    public String toString() {
        return explain();
    }

    private Pipeline projected(List<Node> nodes, Schema schema) {
        return with(new Plan.Project(plan, List.copyOf(nodes), schema));
    }

    private static List<Node> referencesTo(List<String> names) {
        List<Node> references = new ArrayList<>();
        names.forEach(name -> references.add(new Node.ColumnReference(name)));
        return references;
    }
}
