package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.join.PartitionedJoin;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;

/** Delivers joined rows where the right side is on disk. Has read all rows of the left when it is made. */
final class PartitionedJoinOperator implements Operator {

    private final Joining joining;
    private final PartitionedJoin join;

    PartitionedJoinOperator(OperatorId id, Rows left, Joining joining, JoinBuild build, Run run) {
        OperatorRun operator = run.operator(id);
        this.joining = joining;
        this.join = new PartitionedJoin(
                operator.memory(), joining, build.side(), operator.spill(), run::checkCancellation, operator::count);
        Filling.fill(join, join::finish, operator, run, new Filling.Input(left, join::append));
    }

    @Override
    public Schema schema() {
        return joining.schema();
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
