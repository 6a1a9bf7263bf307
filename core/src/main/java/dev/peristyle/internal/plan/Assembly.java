package dev.peristyle.internal.plan;

import dev.peristyle.internal.engine.JoinStep;
import dev.peristyle.internal.engine.Rows;
import dev.peristyle.internal.engine.Stage;
import dev.peristyle.internal.engine.StageInput;
import dev.peristyle.internal.engine.StageStep;
import dev.peristyle.internal.expression.PredicateFilter;
import dev.peristyle.internal.operator.FilterStep;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts physical steps together to what the engine runs: stages of an input and the steps that each chunk passes. A
 * concatenation is no step of its own: its inputs are stages one after the other, and what comes after it is done in each.
 */
final class Assembly {

    /** A stage to which steps are still added. */
    private record Open(StageInput input, List<StageStep> steps) {}

    private Assembly() {}

    static Rows rows(Physical root) {
        return rows(PlanFold.fold(root, Physical::inputs, Assembly::stages), root);
    }

    private static List<Open> stages(Physical step, List<List<Open>> inputs) {
        if (step instanceof Physical.Scan scan) {
            return List.of(open(new StageInput.OfSource(scan.id(), scan.source(), scan.request(), scan.schema())));
        }
        if (step instanceof Physical.Transform transform) {
            for (Open stage : inputs.get(0)) {
                stage.steps.add(new StageStep(transform.id(), transform.step()));
            }
            return inputs.get(0);
        }
        if (step instanceof Physical.Concat) {
            List<Open> all = new ArrayList<>();
            for (List<Open> input : inputs) {
                all.addAll(input);
            }
            return all;
        }
        if (step instanceof Physical.Group group) {
            return List.of(
                    open(new StageInput.OfGroups(group.id(), rows(inputs.get(0), group.input()), group.grouping())));
        }
        if (step instanceof Physical.Sort sort) {
            return List.of(open(
                    new StageInput.OfSorted(sort.id(), rows(inputs.get(0), sort.input()), sort.keys(), sort.limit())));
        }
        if (step instanceof Physical.Window window) {
            return List.of(open(
                    new StageInput.OfWindow(window.id(), rows(inputs.get(0), window.input()), window.windowing())));
        }
        if (step instanceof Physical.Limit limit) {
            return List.of(open(new StageInput.OfFirst(limit.id(), rows(inputs.get(0), limit.input()), limit.count())));
        }
        if (step instanceof Physical.AsOfJoin join) {
            Rows left = rows(inputs.get(0), join.left());
            Rows right = rows(inputs.get(1), join.right());
            return List.of(open(new StageInput.OfNearest(join.id(), left, right, join.joining())));
        }
        if (step instanceof Physical.Merge merge) {
            List<Rows> all = new ArrayList<>();
            for (int input = 0; input < inputs.size(); input++) {
                all.add(rows(inputs.get(input), merge.inputs().get(input)));
            }
            return List.of(open(new StageInput.OfMerged(merge.id(), all, merge.keys(), merge.order())));
        }
        if (step instanceof Physical.InOrder inOrder) {
            Rows rows = rows(inputs.get(0), inOrder.input());
            return List.of(open(new StageInput.OfOrdered(inOrder.id(), rows, inOrder.step())));
        }
        if (step instanceof Physical.Join join && join.order() != null) {
            Rows left = rows(inputs.get(0), join.left());
            Rows right = rows(inputs.get(1), join.right());
            return List.of(open(new StageInput.OfSortedSides(join.id(), left, right, join.joining(), join.order())));
        }
        if (step instanceof Physical.Join join) {
            return joined(join, inputs.get(0), rows(inputs.get(1), join.right()));
        }
        throw new IllegalStateException(
                "no stage is known for a " + step.getClass().getSimpleName());
    }

    /** A join is a step of the stages of its left, unless rows of the right come out that no row of the left has met. */
    private static List<Open> joined(Physical.Join join, List<Open> left, Rows right) {
        if (join.joining().type().keepsRight()) {
            Rows rows = rows(left, join.left());
            JoinStep step = new JoinStep(join.joining(), right, join.scanKeys(), left.size() + 1);
            return List.of(open(new StageInput.OfJoined(join.id(), rows, step)));
        }
        JoinStep step = new JoinStep(join.joining(), right, join.scanKeys(), left.size());
        left.forEach(stage -> stage.steps.add(new StageStep(join.id(), step)));
        return left;
    }

    private static Open open(StageInput input) {
        return new Open(input, new ArrayList<>());
    }

    private static Rows rows(List<Open> stages, Physical last) {
        List<Stage> closed = new ArrayList<>();
        for (Open stage : stages) {
            closed.add(new Stage(stage.input, conditions(stage), stage.steps, last.schema()));
        }
        return new Rows(closed, last.schema());
    }

    /** What every row meets, up to a condition that is to be an error for some rows. */
    private static List<Predicate> conditions(Open stage) {
        if (!(stage.input instanceof StageInput.OfSource source)) {
            return List.of();
        }
        List<Predicate> all = new ArrayList<>(source.request().predicates());
        for (StageStep step : stage.steps) {
            if (!(step.step() instanceof FilterStep filter)) {
                break;
            }
            all.add(filter.predicate());
        }
        int exact = 0;
        while (exact < all.size() && !(all.get(exact) instanceof PredicateFilter filter && filter.isFallible())) {
            exact++;
        }
        return List.copyOf(all.subList(0, exact));
    }
}
