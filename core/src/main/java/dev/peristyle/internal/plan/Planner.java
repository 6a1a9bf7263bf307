package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.aggregate.Grouping;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.join.AsOfJoining;
import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.operator.FilterStep;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.operator.ProjectStep;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the steps that run of a description: first the {@link Rules} make it cheaper, then every step of it becomes one or
 * more {@link Physical} ones, numbered from the sources up.
 */
public final class Planner {

    private int operators;

    private Planner() {}

    /**
     * Plans a pipeline.
     *
     * @param plan the description
     * @return the steps; all columns of the description come out, in its order
     */
    public static Physical plan(Plan plan) {
        return plan(plan, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Plans a pipeline for a run.
     *
     * @param plan the description
     * @param memoryLimit bytes that the run may hold; the rows that come out and their order do not depend on it
     * @param threads how many may work on it; as before
     * @return the steps; all columns of the description come out, in its order
     */
    static Physical plan(Plan plan, long memoryLimit, int threads) {
        Planner planner = new Planner();
        return PlanFold.fold(Rules.optimize(plan, memoryLimit, threads), Plan::inputs, planner::physical);
    }

    private OperatorId id(String name) {
        return new OperatorId(++operators, name);
    }

    private Physical physical(Plan step, List<Physical> inputs) {
        if (step instanceof Plan.Scan scan) {
            return scan(scan);
        }
        if (step instanceof Plan.Filter filter) {
            return filter(filter, inputs.get(0));
        }
        if (step instanceof Plan.Project project) {
            return project(project, inputs.get(0));
        }
        if (step instanceof Plan.Group group) {
            return group(group, inputs.get(0));
        }
        if (step instanceof Plan.Sort sort) {
            return sort(sort, inputs.get(0));
        }
        if (step instanceof Plan.Limit limit) {
            return new Physical.Limit(id("limit"), inputs.get(0), limit.count());
        }
        if (step instanceof Plan.Concat) {
            return new Physical.Concat(id("concat"), List.copyOf(inputs));
        }
        if (step instanceof Plan.AsOfJoin join) {
            return asOfJoin(join, inputs.get(0), inputs.get(1));
        }
        if (step instanceof Plan.Join join) {
            return join(join, inputs.get(0), inputs.get(1));
        }
        if (step instanceof Plan.Own own) {
            return own.physical(inputs, this::id);
        }
        throw new IllegalStateException("no way to run a " + step.getClass().getSimpleName() + " is known");
    }

    private Physical scan(Plan.Scan scan) {
        List<Predicate> filters = new ArrayList<>();
        for (Node condition : scan.filters()) {
            filters.add(FilterIntoScan.predicate(scan.source().schema(), condition));
        }
        ScanRequest request = new ScanRequest(scan.schema().names(), filters);
        return new Physical.Scan(id("scan"), scan.source(), request, scan.schema());
    }

    private Physical filter(Plan.Filter filter, Physical input) {
        Physical output = input;
        for (Node condition : filter.conditions()) {
            Predicate rows = FilterIntoScan.predicate(output.schema(), condition);
            output = new Physical.Transform(id("filter"), output, new FilterStep(output.schema(), rows));
        }
        return output;
    }

    private Physical project(Plan.Project project, Physical input) {
        List<BoundExpression> expressions = new ArrayList<>();
        for (Node node : project.columns()) {
            expressions.add(Binder.bind(node, input.schema()));
        }
        return new Physical.Transform(
                id("project"), input, new ProjectStep(input.schema(), expressions, project.schema()));
    }

    private Physical group(Plan.Group group, Physical input) {
        Schema columns = input.schema();
        List<Field> keys = columns.select(group.keys()).fields();
        int[] keyPositions = new int[keys.size()];
        for (int key = 0; key < keyPositions.length; key++) {
            keyPositions[key] = columns.indexOf(group.keys().get(key));
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        int[] argumentPositions = new int[group.arguments().size()];
        for (int place = 0; place < argumentPositions.length; place++) {
            argumentPositions[place] = group.arguments().get(place) instanceof Node.ColumnReference argument
                    ? columns.indexOf(argument.name())
                    : -1;
        }
        int place = 0;
        for (BoundAggregate aggregate : group.aggregates()) {
            List<Integer> numbers = new ArrayList<>();
            for (int argument = 0; argument < aggregate.argumentTypes().size(); argument++) {
                numbers.add(argumentPositions[place + argument]);
            }
            // aggregates of the same columns share state
            aggregates.add(aggregate.withArgumentNumbers(numbers));
            place += aggregate.slots();
        }
        return new Physical.Group(
                id(group.operator()),
                input,
                new Grouping(group.operator(), keys, keyPositions, aggregates, argumentPositions, group.schema()));
    }

    private Physical sort(Plan.Sort sort, Physical input) {
        List<BoundSortKey> keys = new ArrayList<>();
        for (SortColumn key : sort.keys()) {
            keys.add(key.bound(input.schema()));
        }
        return new Physical.Sort(id("sortBy"), input, keys, sort.limit(), sort.describe());
    }

    private Physical join(Plan.Join join, Physical left, Physical right) {
        Schema leftColumns = left.schema();
        Schema rightColumns = right.schema();
        Joining joining = new Joining(
                join.type(),
                leftColumns,
                join.leftKeys().stream().mapToInt(leftColumns::indexOf).toArray(),
                rightColumns,
                join.rightKeys().stream().mapToInt(rightColumns::indexOf).toArray(),
                join.nullsMatch(),
                join.condition() == null ? null : FilterIntoScan.predicate(bothSides(left, right), join.condition()),
                join.schema(),
                join.describe());
        boolean merges = join.method() == JoinMethod.MERGE;
        List<Field> scanKeys = merges ? List.of() : ScanKeys.of(join);
        String order = merges ? PlanText.pairs(join.leftKeys(), join.rightKeys()) : null;
        return new Physical.Join(id("join"), left, right, joining, scanKeys, join.why(), order);
    }

    private Physical asOfJoin(Plan.AsOfJoin join, Physical left, Physical right) {
        Schema leftColumns = left.schema();
        Schema rightColumns = right.schema();
        int[] leftKeys = join.leftKeys().stream().mapToInt(leftColumns::indexOf).toArray();
        DataType near = leftColumns.field(leftKeys[leftKeys.length - 1]).type();
        AsOfTerms terms = join.terms();
        AsOfJoining joining = new AsOfJoining(
                join.keepsLeft(),
                leftColumns,
                leftKeys,
                rightColumns,
                join.rightKeys().stream().mapToInt(rightColumns::indexOf).toArray(),
                terms.direction(),
                terms.isStrict(),
                terms.tolerance() == null ? null : AsOfJoining.tolerance(near, terms.tolerance()),
                join.schema(),
                join.describe());
        return new Physical.AsOfJoin(id("joinAsOf"), left, right, joining);
    }

    private static Schema bothSides(Physical left, Physical right) {
        List<Field> fields = new ArrayList<>(left.schema().fields());
        fields.addAll(right.schema().fields());
        return Schema.of(fields);
    }
}
