package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.operator.SkipStep;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * All rows but the first ones.
 *
 * @param count how many are left out
 */
public record Skip(Plan input, long count) implements Plan.Own {

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
        return new Skip(inputs.get(0), count);
    }

    @Override
    public String describe() {
        return "skip " + count;
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        return needed;
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        return withInputs(inputs);
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        Physical rows = inputs.get(0);
        return new Physical.InOrder(ids.apply("skip"), rows, new SkipStep(rows.schema(), count));
    }
}
