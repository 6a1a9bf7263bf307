package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.join.JoinType;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What a pipeline computes: a tree of checked steps, each with the schema of what comes out. Immutable.
 *
 * <p>A user can chain any number of steps, so nothing here, and nothing that works on plans, may follow inputs by
 * recursion: {@link PlanRewriter} and {@link PlanFold} walk with a stack of their own. The methods that records are given,
 * such as {@code equals} of two plans, would recurse too and are not to be used.
 */
public sealed interface Plan {

    /**
     * Returns the columns that come out.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns what the rows come from.
     *
     * @return the inputs in order; none for a scan
     */
    List<Plan> inputs();

    /**
     * The same step over other inputs.
     *
     * @param inputs as many as {@link #inputs()} has, with all columns that the step reads
     * @return the step
     */
    Plan withInputs(List<Plan> inputs);

    /**
     * The step without its inputs.
     *
     * @return one line
     */
    String describe();

    /**
     * The step and all below it, one line each, indented by depth.
     *
     * @return several lines
     */
    default String explain() {
        return TreeText.of(this, Plan::inputs, step -> List.of(step.describe()));
    }

    /**
     * Rows of a source.
     *
     * @param schema the columns that are read
     * @param filters conditions over any columns of the source that each row has to meet, in the order in which they apply
     */
    record Scan(Source source, Schema schema, List<Node> filters) implements Plan {

        /** Copies the list. */
        public Scan {
            filters = List.copyOf(filters);
        }

        /** All rows of a source. */
        public Scan(Source source, Schema schema) {
            this(source, schema, List.of());
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return this;
        }

        @Override
        public String describe() {
            return "scan " + source.describe() + " " + schema.names() + (filters.isEmpty() ? "" : " where ")
                    + PlanText.list(filters);
        }
    }

    /**
     * The rows for which all of some conditions are true.
     *
     * @param input the rows to choose from
     * @param conditions boolean expressions over the input's columns, in the order in which they apply
     */
    record Filter(Plan input, List<Node> conditions) implements Plan {

        /** Copies the list. */
        public Filter {
            conditions = List.copyOf(conditions);
        }

        /**
         * The rows for which a condition is true.
         *
         * @param input the rows to choose from
         * @param condition a boolean expression over the input's columns
         */
        public Filter(Plan input, Node condition) {
            this(input, List.of(condition));
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Filter(inputs.get(0), conditions);
        }

        @Override
        public String describe() {
            return "filter " + PlanText.list(conditions);
        }
    }

    /**
     * Other columns, row by row.
     *
     * @param input the rows to compute from
     * @param columns an expression over the input's columns for each column of the schema
     * @param schema the names and types
     */
    record Project(Plan input, List<Node> columns, Schema schema) implements Plan {

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Project(inputs.get(0), columns, schema);
        }

        @Override
        public String describe() {
            return "project " + PlanText.named(columns, schema);
        }
    }

    /**
     * One row per group: its key and its aggregates.
     *
     * @param input the rows to group
     * @param operator what the user called it, for errors
     * @param keys columns of the input
     * @param aggregates what is computed for each group
     * @param arguments the arguments of the aggregates over the input's columns, one after the other; null for one that has none
     * @param schema keys, then aggregates
     */
    record Group(
            Plan input,
            String operator,
            List<String> keys,
            List<BoundAggregate> aggregates,
            List<Node> arguments,
            Schema schema)
            implements Plan {

        /** Copies the lists. */
        public Group {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            // holds nulls
            arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
        }

        /**
         * Groups as the user wrote them: without aggregates it is a distinct.
         *
         * @param input the rows to group
         * @param keys columns of the input
         * @param aggregates what is computed for each group
         * @param arguments the arguments of the aggregates, one after the other; null for one that has none
         * @param schema keys, then aggregates
         */
        public Group(
                Plan input, List<String> keys, List<BoundAggregate> aggregates, List<Node> arguments, Schema schema) {
            this(input, aggregates.isEmpty() ? "distinct" : "groupBy", keys, aggregates, arguments, schema);
        }

        /** The arguments of one aggregate; null for one that has none. */
        List<Node> argumentsOf(int aggregate) {
            int first = BoundAggregate.slots(aggregates.subList(0, aggregate));
            return arguments.subList(first, first + aggregates.get(aggregate).slots());
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Group(inputs.get(0), operator, keys, aggregates, arguments, schema);
        }

        @Override
        public String describe() {
            return PlanText.group(keys, aggregates);
        }
    }

    /**
     * The rows in order.
     *
     * @param input the rows to sort
     * @param keys what decides, the first one first
     * @param limit only the first so many; {@link Long#MAX_VALUE} for all
     */
    record Sort(Plan input, List<SortColumn> keys, long limit) implements Plan {

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Sort(inputs.get(0), keys, limit);
        }

        @Override
        public String describe() {
            return (isLimited() ? "top " + limit : "sort") + " by " + keys;
        }

        /** Whether only some of the rows come out. */
        boolean isLimited() {
            return limit != Long.MAX_VALUE;
        }
    }

    /**
     * The first rows.
     *
     * @param count how many at most
     */
    record Limit(Plan input, long count) implements Plan {

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Limit(inputs.get(0), count);
        }

        @Override
        public String describe() {
            return "limit " + count;
        }
    }

    /**
     * The rows of several pipelines, one after the other.
     *
     * @param inputs pipelines with the same columns in the same order
     */
    record Concat(List<Plan> inputs) implements Plan {

        /** Copies the list. */
        public Concat {
            inputs = List.copyOf(inputs);
        }

        /**
         * The rows of several pipelines.
         *
         * @param inputs pipelines with the same columns in the same order
         */
        public Concat(Plan... inputs) {
            this(Arrays.asList(inputs));
        }

        @Override
        public Schema schema() {
            return inputs.get(0).schema();
        }

        @Override
        public Plan withInputs(List<Plan> others) {
            return new Concat(others);
        }

        @Override
        public String describe() {
            return "concat";
        }
    }

    /**
     * The rows of two inputs that match.
     *
     * @param left its order is that of the result
     * @param right columns with other names than those of the left
     * @param leftKeys columns of the left
     * @param rightKeys the column of the right that each has to be equal to, of the same type
     * @param nullsMatch whether a key that is null is equal to one that is null
     * @param condition what has to be true as well, over the columns of both; null where nothing has
     * @param schema what comes out: columns of the sides that the type shows
     * @param method how it is to be done
     * @param why which side is held and why; null until that is decided
     * @param text the line of plans where sides have changed places since the user wrote it, else null
     */
    record Join(
            Plan left,
            Plan right,
            JoinType type,
            List<String> leftKeys,
            List<String> rightKeys,
            boolean nullsMatch,
            Node condition,
            Schema schema,
            JoinMethod method,
            String why,
            String text)
            implements Plan {

        /** Copies the lists. */
        public Join {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new Join(
                    inputs.get(0),
                    inputs.get(1),
                    type,
                    leftKeys,
                    rightKeys,
                    nullsMatch,
                    condition,
                    schema,
                    method,
                    why,
                    text);
        }

        /** The same join with another condition and other columns. */
        Join with(Node newCondition, Schema columns) {
            return new Join(
                    left, right, type, leftKeys, rightKeys, nullsMatch, newCondition, columns, method, why, text);
        }

        /** The same join, which holds the right for some reason. */
        Join because(String reason) {
            return because(method, reason);
        }

        /** The same join, done in some way for some reason. */
        Join because(JoinMethod how, String reason) {
            return new Join(left, right, type, leftKeys, rightKeys, nullsMatch, condition, schema, how, reason, text);
        }

        /**
         * The join that holds the left for some reason: its rows come in the order of the right.
         *
         * @param held the left, maybe with other columns after its own
         */
        Join mirrored(Plan held, Schema columns, String reason) {
            return new Join(
                    right,
                    held,
                    type.mirrored(),
                    rightKeys,
                    leftKeys,
                    nullsMatch,
                    condition,
                    columns,
                    method,
                    reason,
                    describe());
        }

        @Override
        public String describe() {
            return text != null ? text : PlanText.join(type, leftKeys, rightKeys, nullsMatch, condition);
        }
    }

    /**
     * Each row of the left with the nearest of the right.
     *
     * @param left its order is that of the result
     * @param right columns with other names than those of the left; rows with a value in the last key
     * @param keepsLeft whether left rows without a match come out
     * @param leftKeys columns of the left: those that are equal, and last the one that is near
     * @param rightKeys the columns of the right, of the same types
     * @param terms which row is the nearest
     * @param schema what comes out: columns of the left, and then of the right
     */
    record AsOfJoin(
            Plan left,
            Plan right,
            boolean keepsLeft,
            List<String> leftKeys,
            List<String> rightKeys,
            AsOfTerms terms,
            Schema schema)
            implements Plan {

        /** Copies the lists. */
        public AsOfJoin {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }

        @Override
        public Plan withInputs(List<Plan> inputs) {
            return new AsOfJoin(inputs.get(0), inputs.get(1), keepsLeft, leftKeys, rightKeys, terms, schema);
        }

        /** The same join with other columns. */
        AsOfJoin with(Schema columns) {
            return new AsOfJoin(left, right, keepsLeft, leftKeys, rightKeys, terms, columns);
        }

        @Override
        public String describe() {
            return PlanText.asOf(keepsLeft, leftKeys, rightKeys, terms);
        }
    }

    /**
     * A step that says itself what it reads and how it runs, so that neither the planner nor the rule that leaves columns out has to
     * know it.
     */
    non-sealed interface Own extends Plan {

        /**
         * The columns that it reads.
         *
         * @param input the number of the input
         * @param needed the columns of its own that are needed
         * @return columns of the input
         */
        List<String> reads(int input, List<String> needed);

        /**
         * The same step over inputs that have the columns which it reads, and no others.
         *
         * @param needed the columns of its own that are needed
         * @return a step that has these and perhaps more
         */
        Plan narrowed(List<Plan> inputs, List<String> needed);

        /**
         * The steps that run.
         *
         * @param ids numbers steps by their names, in the order in which they are made
         * @return the last of them
         */
        Physical physical(List<Physical> inputs, Function<String, OperatorId> ids);
    }
}
