package dev.peristyle.internal.plan;

import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.function.Function;

/**
 * Rows that go through a function of the user, which may look at every column.
 *
 * @param operator what the user called it
 * @param step what is done with a chunk of the input
 */
public record UserStep(Plan input, String operator, ChunkTransform.Step step) implements Plan.Own {

    @Override
    public Schema schema() {
        return step.schema();
    }

    @Override
    public List<Plan> inputs() {
        return List.of(input);
    }

    @Override
    public Plan withInputs(List<Plan> inputs) {
        return new UserStep(inputs.get(0), operator, step);
    }

    @Override
    public String describe() {
        return step.describe();
    }

    @Override
    public List<String> reads(int number, List<String> needed) {
        return input.schema().names();
    }

    @Override
    public Plan narrowed(List<Plan> inputs, List<String> needed) {
        return withInputs(inputs);
    }

    @Override
    public Physical physical(List<Physical> inputs, Function<String, OperatorId> ids) {
        return new Physical.Transform(ids.apply(operator), inputs.get(0), step);
    }
}
