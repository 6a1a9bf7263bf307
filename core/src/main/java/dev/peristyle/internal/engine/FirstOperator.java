package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.LimitOperator;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;

/** A limit that goes on counting where the segment before has ended. */
final class FirstOperator implements Operator {

    private final OperatorId id;
    private final Run run;
    private final LimitOperator limit;

    FirstOperator(StageInput.OfFirst first, Run run) {
        this.id = first.id();
        this.run = run;
        this.limit = new LimitOperator(new OrderedRows(first.input(), run), run.positionOf(id, first.count()));
    }

    @Override
    public Schema schema() {
        return limit.schema();
    }

    @Override
    public Chunk next() {
        return limit.next();
    }

    @Override
    public void close() {
        run.counted(id, limit.left());
        if (limit.left() == 0) {
            run.sate();
        }
        limit.close();
    }
}
