package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.MergeJoin;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Joins two sorted sides, which are read side by side on the thread that asks for the rows. */
final class MergeJoinOperator implements Operator {

    private final Schema schema;
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final MergeJoin join;

    MergeJoinOperator(StageInput.OfSortedSides sides, OperatorRun operator, Run run) {
        this.schema = sides.schema();
        try {
            OrderedRows left = OrderedRows.alone(sides.left(), run);
            resources.add(left);
            OrderedRows right = OrderedRows.alone(sides.right(), run);
            resources.add(right);
            this.join = new MergeJoin(
                    operator.memory(),
                    sides.joining(),
                    sides.order(),
                    left::next,
                    right::next,
                    operator.spill(),
                    run::checkCancellation);
            resources.add(join);
        } catch (Throwable failure) {
            Closing.after(failure, resources);
            throw failure;
        }
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
        Closing.all(resources);
        resources.clear();
    }
}
