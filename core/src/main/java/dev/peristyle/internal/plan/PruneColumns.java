package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.BoundAggregate;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Leaves out the columns and aggregates that nobody above needs, down to what the sources read. Carries down the names of
 * the columns that are needed; each step comes out with just these, in that order.
 */
final class PruneColumns extends PlanRewriter<List<String>> {

    private PruneColumns() {}

    static Plan apply(Plan plan) {
        return new PruneColumns().rewrite(plan, plan.schema().names());
    }

    @Override
    List<String> below(Plan step, int input, List<String> needed) {
        if (step instanceof Plan.Filter filter) {
            return union(needed, Renaming.columnsOf(filter.conditions()));
        }
        if (step instanceof Plan.Project project) {
            return List.copyOf(Renaming.columnsOf(computed(project, needed)));
        }
        if (step instanceof Plan.Group group) {
            List<Node> read = new ArrayList<>(Renaming.referencesTo(group.keys()));
            for (int number : kept(group, needed)) {
                group.argumentsOf(number).stream().filter(Objects::nonNull).forEach(read::add);
            }
            return List.copyOf(Renaming.columnsOf(read));
        }
        if (step instanceof Plan.Sort sort) {
            return union(needed, sort.keys().stream().map(SortColumn::name).toList());
        }
        if (step instanceof Plan.Join join) {
            List<Node> condition = join.condition() == null ? List.of() : List.of(join.condition());
            return joined(join, union(needed, Renaming.columnsOf(condition)), join.leftKeys(), join.rightKeys(), input);
        }
        if (step instanceof Plan.AsOfJoin join) {
            return joined(join, needed, join.leftKeys(), join.rightKeys(), input);
        }
        if (step instanceof Plan.Own own) {
            return own.reads(input, needed);
        }
        return needed;
    }

    @Override
    Plan leave(Plan step, List<String> needed, List<Plan> inputs) {
        if (step instanceof Plan.Scan scan) {
            return new Plan.Scan(scan.source(), scan.schema().select(needed), scan.filters());
        }
        if (step instanceof Plan.Project project) {
            return projected(
                    inputs.get(0), computed(project, needed), project.schema().select(needed));
        }
        if (step instanceof Plan.Group group) {
            return narrowed(grouped(group, kept(group, needed), inputs.get(0)), needed);
        }
        if (step instanceof Plan.AsOfJoin join) {
            Plan.AsOfJoin over = (Plan.AsOfJoin) over(join, inputs);
            return over.with(over.schema().select(needed));
        }
        if (step instanceof Plan.Join join) {
            Plan.Join over = (Plan.Join) over(join, inputs);
            return over.with(over.condition(), over.schema().select(needed));
        }
        if (step instanceof Plan.Own own) {
            return narrowed(own.narrowed(inputs, needed), needed);
        }
        return narrowed(over(step, inputs), needed);
    }

    /** What a join needs of one of its inputs. */
    private static List<String> joined(
            Plan join, List<String> needed, List<String> leftKeys, List<String> rightKeys, int input) {
        Set<String> names = new LinkedHashSet<>(needed);
        names.addAll(input == 0 ? leftKeys : rightKeys);
        names.retainAll(join.inputs().get(input).schema().names());
        return List.copyOf(names);
    }

    private static List<Node> computed(Plan.Project project, List<String> needed) {
        List<Node> nodes = new ArrayList<>();
        for (String name : needed) {
            nodes.add(project.columns().get(project.schema().indexOf(name)));
        }
        return nodes;
    }

    /** The numbers of the aggregates whose results are needed. */
    private static List<Integer> kept(Plan.Group group, List<String> needed) {
        Set<String> names = Set.copyOf(needed);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < group.aggregates().size(); number++) {
            if (names.contains(group.aggregates().get(number).outputName())) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static Plan grouped(Plan.Group group, List<Integer> kept, Plan input) {
        List<BoundAggregate> aggregates = new ArrayList<>();
        List<Node> arguments = new ArrayList<>();
        List<Field> fields = new ArrayList<>(input.schema().select(group.keys()).fields());
        for (int number : kept) {
            aggregates.add(group.aggregates().get(number));
            arguments.addAll(group.argumentsOf(number));
            fields.add(group.aggregates().get(number).outputField());
        }
        return new Plan.Group(input, group.operator(), group.keys(), aggregates, arguments, Schema.of(fields));
    }

    private static Plan narrowed(Plan input, List<String> needed) {
        return projected(input, Renaming.referencesTo(needed), input.schema().select(needed));
    }

    private static Plan projected(Plan input, List<Node> nodes, Schema schema) {
        boolean same = input.schema().equals(schema) && nodes.equals(Renaming.referencesTo(schema.names()));
        return same ? input : new Plan.Project(input, nodes, schema);
    }

    static List<String> union(Collection<String> needed, Collection<String> more) {
        Set<String> names = new LinkedHashSet<>(needed);
        names.addAll(more);
        return List.copyOf(names);
    }
}
