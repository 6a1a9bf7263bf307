package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Shows all rows to one transform, in their order, so that it may remember those before. */
final class InOrderOperator implements Operator {

    private final Schema schema;
    private final Operator input;
    private final ChunkTransform transform;
    private boolean hasMore;

    InOrderOperator(StageInput.OfOrdered step, OperatorRun operator, Run run) {
        this.schema = step.schema();
        this.input = new OrderedRows(step.input(), run);
        try {
            this.transform = step.step().open(operator.memory());
        } catch (Throwable failure) {
            Closing.after(failure, List.of(input));
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        Chunk output = hasMore ? transform.more() : null;
        if (output == null) {
            Chunk chunk = input.next();
            output = chunk == null ? null : transform.apply(chunk);
        }
        hasMore = output != null;
        return output;
    }

    @Override
    public void close() {
        Closing.all(List.of(transform, input));
    }
}
