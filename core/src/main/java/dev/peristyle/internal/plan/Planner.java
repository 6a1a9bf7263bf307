package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.engine.Fragment;
import dev.peristyle.internal.engine.Grouping;
import dev.peristyle.internal.engine.Operators;
import dev.peristyle.internal.engine.Run;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Conjuncts;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.PredicateFilter;
import dev.peristyle.internal.operator.ConcatOperator;
import dev.peristyle.internal.operator.FilterStep;
import dev.peristyle.internal.operator.LimitOperator;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.ProjectStep;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RowFilter;
import dev.peristyle.spi.ScanRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the steps that run of a description.
 *
 * <p>One walk from the result to the sources carries two things down: the columns that are needed above, so that nothing
 * else is read or computed, and the conditions that rows have to meet above. A condition goes as far down as it can be
 * expressed: through a projection when it only uses columns that pass unchanged, through a sort that is not limited, into
 * every input of a concatenation, and at last into the scan, which parses its columns first. Where it has to stay, it
 * becomes a filter step.
 */
public final class Planner {

    private Planner() {}

    /**
     * Plans a pipeline.
     *
     * @param plan the description
     * @return the steps; all columns of the description come out, in its order
     */
    public static Physical plan(Plan plan) {
        return plan(plan, plan.schema().names(), List.of());
    }

    private static Physical plan(Plan plan, List<String> needed, List<Node> conditions) {
        if (plan instanceof Plan.Scan scan) {
            return planScan(scan, needed, conditions);
        }
        if (plan instanceof Plan.Filter filter) {
            List<Node> all = new ArrayList<>(Conjuncts.split(filter.condition()));
            all.addAll(conditions);
            return plan(filter.input(), needed, all);
        }
        if (plan instanceof Plan.Project project) {
            return planProject(project, needed, conditions);
        }
        if (plan instanceof Plan.Group group) {
            return filtered(planGroup(group, withColumnsOf(needed, conditions)), needed, conditions);
        }
        if (plan instanceof Plan.Sort sort) {
            return planSort(sort, needed, conditions);
        }
        if (plan instanceof Plan.Limit limit) {
            return filtered(planLimit(limit, withColumnsOf(needed, conditions)), needed, conditions);
        }
        return planConcat((Plan.Concat) plan, needed, conditions);
    }

    private static Physical planScan(Plan.Scan scan, List<String> needed, List<Node> conditions) {
        List<RowFilter> filters = new ArrayList<>();
        for (Node condition : conditions) {
            filters.add(filterOn(scan.schema(), condition));
        }
        ScanRequest request = new ScanRequest(needed, filters);
        return new Physical.Parallel(
                new Fragment(scan.source(), request, List.of(), scan.schema().select(needed)));
    }

    private static RowFilter filterOn(Schema schema, Node condition) {
        Schema read = schema.select(List.copyOf(Renaming.columnsOf(List.of(condition))));
        return new PredicateFilter(Binder.bind(condition, read));
    }

    private static Physical planProject(Plan.Project project, List<String> needed, List<Node> conditions) {
        Map<String, String> passed = new HashMap<>();
        for (int position = 0; position < project.columns().size(); position++) {
            if (project.columns().get(position) instanceof Node.ColumnReference reference) {
                passed.put(project.schema().field(position).name(), reference.name());
            }
        }
        List<Node> below = new ArrayList<>();
        List<Node> above = new ArrayList<>();
        for (Node condition : conditions) {
            if (passed.keySet().containsAll(Renaming.columnsOf(List.of(condition)))) {
                below.add(Renaming.rename(condition, passed));
            } else {
                above.add(condition);
            }
        }
        List<String> computed = withColumnsOf(needed, above);
        List<Node> nodes = new ArrayList<>();
        for (String name : computed) {
            nodes.add(project.columns().get(project.schema().indexOf(name)));
        }
        Physical input = plan(project.input(), List.copyOf(Renaming.columnsOf(nodes)), below);
        Physical output = projected(input, nodes, project.schema().select(computed));
        return filtered(output, needed, above);
    }

    private static Physical projected(Physical input, List<Node> nodes, Schema schema) {
        if (input.schema().equals(schema) && nodes.equals(referencesTo(schema.names()))) {
            return input;
        }
        List<BoundExpression> expressions = new ArrayList<>();
        for (Node node : nodes) {
            expressions.add(Binder.bind(node, input.schema()));
        }
        return input.then(new ProjectStep(input.schema(), expressions, schema));
    }

    private static List<Node> referencesTo(List<String> names) {
        List<Node> references = new ArrayList<>();
        names.forEach(name -> references.add(new Node.ColumnReference(name)));
        return references;
    }

    /** Applies conditions that could not go further down, then drops the columns that only they needed. */
    private static Physical filtered(Physical input, List<String> needed, List<Node> conditions) {
        Physical output = input;
        for (Node condition : conditions) {
            output = output.then(new FilterStep(output.schema(), filterOn(output.schema(), condition)));
        }
        return narrowed(output, needed);
    }

    private static Physical narrowed(Physical input, List<String> needed) {
        return projected(input, referencesTo(needed), input.schema().select(needed));
    }

    private static Physical planGroup(Plan.Group group, List<String> needed) {
        Schema inputSchema = group.input().schema();
        // What has to be computed below: the keys, then each different argument once. A key can be an argument too.
        List<Node> nodes = new ArrayList<>(referencesTo(group.keys()));
        List<Field> fields = new ArrayList<>(inputSchema.select(group.keys()).fields());
        List<BoundAggregate> aggregates = new ArrayList<>();
        int[] positions = new int[group.aggregates().size()];
        for (int number = 0; number < group.aggregates().size(); number++) {
            BoundAggregate aggregate = group.aggregates().get(number);
            if (!needed.contains(aggregate.outputName())) {
                continue;
            }
            Node argument = group.arguments().get(number);
            if (argument == null) {
                positions[aggregates.size()] = -1;
                aggregates.add(aggregate);
                continue;
            }
            if (!nodes.contains(argument)) {
                fields.add(new Field(
                        argumentName(argument, nodes.size()),
                        Binder.bind(argument, inputSchema).type()));
                nodes.add(argument);
            }
            int position = nodes.indexOf(argument);
            positions[aggregates.size()] = position;
            aggregates.add(aggregate.withArgumentNumber(position));
        }
        Physical input = plan(group.input(), List.copyOf(Renaming.columnsOf(nodes)), List.of());
        return grouped(
                projected(input, nodes, Schema.of(fields)),
                // a groupBy of which no aggregate is needed is still one to the user
                group.aggregates().isEmpty() ? "distinct" : "groupBy",
                group.keys(),
                aggregates,
                Arrays.copyOf(positions, aggregates.size()));
    }

    /** An argument that is just a column keeps its name, so that no projection is needed for it. */
    private static String argumentName(Node argument, int position) {
        return argument instanceof Node.ColumnReference reference
                ? reference.name()
                : "argument " + position + ": " + argument.describe();
    }

    private static Physical grouped(
            Physical input,
            String operator,
            List<String> keys,
            List<BoundAggregate> aggregates,
            int[] argumentPositions) {
        List<Field> keyFields = new ArrayList<>();
        Schema.Builder schema = Schema.builder();
        for (int key = 0; key < keys.size(); key++) {
            keyFields.add(input.schema().field(key));
            schema.add(keyFields.get(key).name(), keyFields.get(key).type());
        }
        for (BoundAggregate aggregate : aggregates) {
            schema.add(aggregate.outputName(), aggregate.outputType());
        }
        Schema output = schema.build();
        Grouping grouping = new Grouping(operator, keyFields, aggregates, argumentPositions, output);
        return new Physical.Serial(
                () -> describe(keys, aggregates),
                List.of(input),
                output,
                run -> input instanceof Physical.Parallel parallel
                        ? Operators.group(parallel.fragment(), grouping, run)
                        : Operators.group(input::open, grouping, run));
    }

    private static String describe(List<String> keys, List<BoundAggregate> aggregates) {
        if (aggregates.isEmpty()) {
            return "distinct " + keys;
        }
        List<String> texts = new ArrayList<>();
        for (BoundAggregate aggregate : aggregates) {
            texts.add(aggregate.kind().method() + " as " + aggregate.outputName());
        }
        return "group by " + keys + " compute " + texts;
    }

    private static Physical planSort(Plan.Sort sort, List<String> needed, List<Node> conditions) {
        boolean limited = sort.limit() != Long.MAX_VALUE;
        List<Node> above = limited ? conditions : List.of();
        List<Node> below = limited ? List.of() : conditions;
        Set<String> read = new LinkedHashSet<>(withColumnsOf(needed, above));
        sort.keys().forEach(key -> read.add(key.name()));
        Physical input = plan(sort.input(), List.copyOf(read), below);
        Physical sorted = new Physical.Serial(
                () -> (limited ? "top " + sort.limit() : "sort") + " by " + sort.keys(),
                List.of(input),
                input.schema(),
                run -> Operators.sort(input::open, input.schema(), boundKeys(sort, input.schema()), sort.limit(), run));
        return filtered(sorted, needed, above);
    }

    private static List<BoundSortKey> boundKeys(Plan.Sort sort, Schema schema) {
        List<BoundSortKey> keys = new ArrayList<>();
        for (SortColumn key : sort.keys()) {
            keys.add(new BoundSortKey(schema.indexOf(key.name()), key.descending(), key.nullsFirst()));
        }
        return keys;
    }

    private static Physical planLimit(Plan.Limit limit, List<String> needed) {
        Physical input = plan(limit.input(), needed, List.of());
        return new Physical.Serial(
                () -> "limit " + limit.count(),
                List.of(input),
                input.schema(),
                run -> new LimitOperator(input.open(run), limit.count()));
    }

    private static Physical planConcat(Plan.Concat concat, List<String> needed, List<Node> conditions) {
        List<Physical> inputs = new ArrayList<>();
        for (Plan input : concat.inputs()) {
            inputs.add(plan(input, needed, conditions));
        }
        Schema schema = inputs.get(0).schema();
        return new Physical.Serial(
                () -> "concat", inputs, schema, run -> new ConcatOperator(schema, openers(inputs, run)));
    }

    private static List<Supplier<Operator>> openers(List<Physical> inputs, Run run) {
        List<Supplier<Operator>> openers = new ArrayList<>();
        inputs.forEach(input -> openers.add(() -> input.open(run)));
        return openers;
    }

    private static List<String> withColumnsOf(Collection<String> needed, List<Node> conditions) {
        Set<String> names = new LinkedHashSet<>(needed);
        names.addAll(Renaming.columnsOf(conditions));
        return List.copyOf(names);
    }
}
