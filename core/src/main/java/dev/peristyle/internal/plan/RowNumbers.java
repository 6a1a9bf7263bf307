package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.AddedNumbers;
import dev.peristyle.internal.operator.NumberStep;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The place of each row beside its columns.
 *
 * @param name the name of the added column
 */
public record RowNumbers(Plan input, String name) implements Plan.Own {

    @Override
    public Schema schema() {
        return AddedNumbers.schema(input.schema(), name);
    }

    @Override
    public List<Plan> inputs() {
        return List.of(input);
    }

    @Override
    public Plan withInputs(List<Plan> inputs) {
        return new RowNumbers(inputs.get(0), name);
    }

    @Override
    public String describe() {
        return "row number as " + name;
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        return without(name, needed);
    }

    /** Names but for one. */
    static List<String> without(String name, List<String> names) {
        List<String> others = new ArrayList<>(names);
        others.remove(name);
        return others;
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        return needed.contains(name) ? withInputs(inputs) : inputs.get(0);
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Physical rows = inputs.get(0);
        return new Physical.InOrder(ids.apply("rowNumber"), rows, new NumberStep(rows.schema(), name));
    }
}
