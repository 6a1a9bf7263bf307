package dev.peristyle.internal.plan;

import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.operator.NumberStep;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.operator.ProjectStep;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.top.CandidateStep;
import dev.peristyle.internal.top.FirstOfRunsStep;
import dev.peristyle.internal.top.GroupStartStep;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The first rows of each group in some order, groups in the order of their first rows in the input.
 *
 * <p>It runs as two sorts: one brings the rows of a group together, so that each can be given the number of the first one; the other
 * is by that number and the order. While groups fit in memory, most rows are dropped before the first of them.
 *
 * @param keys the columns that make a group
 * @param order what decides, the first one first
 * @param latest whether of rows that are equal the later one comes first
 * @param count how many rows of a group are wanted
 */
public record TopOfGroups(Plan input, List<String> keys, List<SortColumn> order, boolean latest, long count)
        implements Plan.Own {

    /** Copies the lists. */
    public TopOfGroups {
        keys = List.copyOf(keys);
        order = List.copyOf(order);
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
        return new TopOfGroups(inputs.get(0), keys, order, latest, count);
    }

    @Override
    public String describe() {
        return "first " + count + " of each " + keys + " by " + order + (latest ? ", the later one" : "");
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        List<String> deciding = new ArrayList<>(keys);
        order.forEach(column -> deciding.add(column.name()));
        return PruneColumns.union(needed, deciding);
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        return withInputs(inputs);
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Physical rows = inputs.get(0);
        Set<String> taken = new HashSet<>(rows.schema().names());
        String row = JoinBuilder.free("row", taken);
        taken.add(row);
        String group = JoinBuilder.free("group", taken);
        Physical numbered = new Physical.InOrder(ids.apply("rowNumber"), rows, new NumberStep(rows.schema(), row));
        Physical together = together(candidates(numbered, ids), ids);
        Schema columns = together.schema();
        Physical grouped = new Physical.InOrder(
                ids.apply("group"),
                together,
                new GroupStartStep(columns, positions(columns, keys), columns.indexOf(row), group));
        List<SortColumn> by = new ArrayList<>(List.of(new SortColumn(group, false, false)));
        by.addAll(order);
        by.add(new SortColumn(row, latest, false));
        Physical sorted = sorted(grouped, by, ids);
        Schema all = sorted.schema();
        Physical first =
                new Physical.InOrder(ids.apply("top"), sorted, new FirstOfRunsStep(all, all.indexOf(group), count));
        List<BoundExpression> kept = new ArrayList<>();
        Renaming.referencesTo(rows.schema().names()).forEach(node -> kept.add(Binder.bind(node, all)));
        return new Physical.Transform(ids.apply("project"), first, new ProjectStep(all, kept, rows.schema()));
    }

    private Physical candidates(Physical rows, Function<String, OperatorId> ids) {
        if (count > CandidateStep.MAX_COUNT) {
            return rows;
        }
        Schema columns = rows.schema();
        List<BoundSortKey> by = bound(columns, order);
        CandidateStep step = new CandidateStep(columns, positions(columns, keys), by, latest, Math.toIntExact(count));
        return new Physical.InOrder(ids.apply("candidates"), rows, step);
    }

    /** The rows of each group one after the other, in the order in which they come. */
    private Physical together(Physical rows, Function<String, OperatorId> ids) {
        List<SortColumn> by = new ArrayList<>();
        keys.forEach(key -> by.add(new SortColumn(key, false, false)));
        return sorted(rows, by, ids);
    }

    private static Physical sorted(Physical rows, List<SortColumn> by, Function<String, OperatorId> ids) {
        List<BoundSortKey> keys = bound(rows.schema(), by);
        return new Physical.Sort(ids.apply("sortBy"), rows, keys, Long.MAX_VALUE, "sort by " + by);
    }

    private static List<BoundSortKey> bound(Schema columns, List<SortColumn> by) {
        List<BoundSortKey> keys = new ArrayList<>();
        for (SortColumn column : by) {
            keys.add(column.bound(columns));
        }
        return keys;
    }

    private static int[] positions(Schema columns, List<String> names) {
        return names.stream().mapToInt(columns::indexOf).toArray();
    }
}
