package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.join.UnmatchedRows;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delivers the joined rows in the order of the left, and then those of the right that were in none of them, or all that were. Which ones that are is
 * marked here, in order: a thread that has guessed a wrong start has joined rows that do not exist.
 */
final class OuterJoinOperator implements Operator {

    private final StageInput.OfJoined input;
    private final Run run;
    private final Operator joined;

    /** Null where the right is on disk: what is joined has these rows then. */
    private final UnmatchedRows unmatched;

    private boolean ended;
    private boolean closed;

    OuterJoinOperator(StageInput.OfJoined input, OperatorRun operator, Run run) {
        this.input = input;
        this.run = run;
        JoinBuild build = run.joins().acquire(input.id(), input.join());
        List<AutoCloseable> opened = new ArrayList<>();
        opened.add(() -> run.joins().release(input.id()));
        try {
            Joining joining = input.join().joining();
            if (build.side().isPartitioned()) {
                unmatched = null;
                joined = new PartitionedJoinOperator(input.id(), input.left(), joining, build, run);
            } else {
                unmatched = new UnmatchedRows(
                        operator.memory(), joining, build.side().index());
                opened.add(unmatched);
                joined = new OrderedRows(probed(input), run);
            }
        } catch (Throwable failure) {
            Closing.after(failure, opened);
            throw failure;
        }
    }

    private static Rows probed(StageInput.OfJoined input) {
        List<Stage> stages = new ArrayList<>();
        Schema schema = input.join().schema();
        for (Stage stage : input.left().stages()) {
            List<StageStep> steps = new ArrayList<>(stage.steps());
            steps.add(new StageStep(input.id(), input.join(), true));
            stages.add(new Stage(stage.input(), stage.conditions(), steps, schema));
        }
        return new Rows(stages, schema);
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public Chunk next() {
        if (unmatched == null) {
            return joined.next();
        }
        if (!ended) {
            Chunk chunk = joined.next();
            if (chunk != null && input.join().joining().type().showsLeft()) {
                return unmatched.mark(chunk);
            }
            while (chunk != null) {
                unmatched.note(chunk);
                chunk = joined.next();
            }
            ended = true;
            joined.close();
        }
        run.checkCancellation();
        return unmatched.next();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Closing.all(Arrays.asList(() -> run.joins().release(input.id()), unmatched, joined));
        }
    }
}
