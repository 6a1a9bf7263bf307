package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.AsOfJoin;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;

/** Delivers each row of the left with the nearest of the right. Has read all rows of both when it is made. */
final class AsOfJoinOperator implements Operator {

    private final Schema schema;
    private final AsOfJoin join;

    AsOfJoinOperator(StageInput.OfNearest input, OperatorRun operator, Run run) {
        this.schema = input.schema();
        this.join = new AsOfJoin(operator.memory(), input.joining(), operator.spill(), run::checkCancellation);
        Filling.fill(
                join,
                join::finish,
                operator,
                run,
                new Filling.Input(input.right(), join::appendRight),
                new Filling.Input(input.left(), join::appendLeft));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return join.next();
    }

    @Override
    public void close() {
        join.close();
    }
}
