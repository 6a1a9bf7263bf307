package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.over.Frame;
import dev.peristyle.internal.over.OverCall;
import dev.peristyle.internal.over.Windowing;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The rows with the results of functions over the rows around each.
 *
 * @param input the rows
 * @param partition columns whose values the rows of a partition have in common
 * @param order what decides the order within a partition, the first one first
 * @param calls what is computed
 * @param inWindowOrder whether rows come out partition by partition; else in the order of the input
 */
record WindowPlan(
        Plan input,
        List<String> partition,
        List<SortColumn> order,
        Frame frame,
        List<OverCall> calls,
        boolean inWindowOrder)
        implements Plan.Own {

    /** Copies the lists. */
    WindowPlan {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        calls = List.copyOf(calls);
    }

    @Override
    public Schema schema() {
        List<Field> fields = new ArrayList<>(input.schema().fields());
        calls.forEach(call -> fields.add(call.output()));
        return Schema.of(fields);
    }

    @Override
    public List<Plan> inputs() {
        return List.of(input);
    }

    @Override
    public Plan withInputs(List<Plan> inputs) {
        return with(inputs.get(0), calls);
    }

    private Plan with(Plan newInput, List<OverCall> kept) {
        return new WindowPlan(newInput, partition, order, frame, kept, inWindowOrder);
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        List<OverCall> kept = kept(needed);
        Set<String> names = new LinkedHashSet<>(needed);
        names.retainAll(input.schema().names());
        if (isUseful(kept)) {
            names.addAll(partition);
            order.forEach(key -> names.add(key.name()));
        }
        for (OverCall call : kept) {
            names.addAll(call.arguments());
        }
        return List.copyOf(names);
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        List<OverCall> kept = kept(needed);
        return isUseful(kept) ? with(inputs.get(0), kept) : inputs.get(0);
    }

    /** The functions whose results are needed. */
    private List<OverCall> kept(List<String> needed) {
        Set<String> names = Set.copyOf(needed);
        return calls.stream()
                .filter(call -> names.contains(call.output().name()))
                .toList();
    }

    private boolean isUseful(List<OverCall> kept) {
        return !kept.isEmpty() || inWindowOrder;
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Schema columns = inputs.get(0).schema();
        Windowing windowing = new Windowing(
                columns,
                partition.stream().mapToInt(columns::indexOf).toArray(),
                order.stream().map(key -> key.bound(columns)).toList(),
                frame,
                calls,
                inWindowOrder,
                schema(),
                describe());
        return new Physical.Window(ids.apply("window"), inputs.get(0), windowing);
    }

    @Override
    public String describe() {
        List<String> texts = new ArrayList<>();
        for (OverCall call : calls) {
            texts.add(call.describe());
        }
        return "window "
                + (partition.isEmpty() ? "" : "by " + partition + " ")
                + (order.isEmpty() ? "" : "order by " + order + " ")
                + (frame instanceof Frame.UpToPeers ? "" : frame.describe() + " ")
                + "compute " + texts + (inWindowOrder ? ", in window order" : "");
    }
}
