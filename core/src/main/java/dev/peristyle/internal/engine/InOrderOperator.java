package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.CountingTransform;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Shows all rows to one transform, in their order, so that it may remember those before. */
final class InOrderOperator implements Operator {

    private final Schema schema;
    private final Operator input;
    private final ChunkTransform transform;
    private final OperatorId id;
    private final Run run;
    private boolean hasMore;

    InOrderOperator(StageInput.OfOrdered step, OperatorRun operator, Run run) {
        this.schema = step.schema();
        this.id = step.id();
        this.run = run;
        this.input = new OrderedRows(step.input(), run);
        try {
            this.transform = open(step.step(), operator);
        } catch (Throwable failure) {
            Closing.after(failure, List.of(input));
            throw failure;
        }
    }

    /** One that counts goes on where the segment before has ended. */
    private ChunkTransform open(ChunkTransform.Step step, OperatorRun operator) {
        return step instanceof CountingTransform.Step counting
                ? counting.open(operator.memory(), run.positionOf(id, counting.start()))
                : step.open(operator.memory());
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
        if (transform instanceof CountingTransform counting) {
            run.counted(id, counting.position());
        }
        Closing.all(List.of(transform, input));
    }
}
