package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.AddedNumbers;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.operator.RandomStep;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * A random number of 64 bits beside the columns of each row.
 *
 * @param name the name of the added column
 * @param seed what decides the numbers, with the places of the rows
 */
public record RandomNumbers(Plan input, String name, long seed) implements Plan.Own {

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
        return new RandomNumbers(inputs.get(0), name, seed);
    }

    @Override
    public String describe() {
        return "random number by seed " + seed + " as " + name;
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        return RowNumbers.without(name, needed);
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        return needed.contains(name) ? withInputs(inputs) : inputs.get(0);
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Physical rows = inputs.get(0);
        return new Physical.InOrder(ids.apply("sample"), rows, new RandomStep(rows.schema(), name, seed));
    }
}
