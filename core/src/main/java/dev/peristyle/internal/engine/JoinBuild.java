package dev.peristyle.internal.engine;

import dev.peristyle.internal.join.BuildSide;
import dev.peristyle.internal.join.ProbeStep;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.spi.Predicate;
import java.util.List;

/** The right side of a join, read and held for all threads and stages that use it. */
final class JoinBuild implements AutoCloseable {

    private final JoinStep join;
    private final BuildSide side;

    JoinBuild(JoinStep join, OperatorId id, Run run) {
        OperatorRun operator = run.operator(id);
        this.join = join;
        this.side = new BuildSide(operator.memory(), join.joining(), operator.spill());
        try {
            SinkDriver.drain(
                    join.right(), new CopyingSink(operator, join.right().schema(), side::append), run);
            try (Clock clock = Clock.start(run)) {
                side.finish(join.scanKeys());
                clock.lap(operator.meter());
            }
        } catch (Throwable failure) {
            Closing.after(failure, List.of(side));
            throw failure;
        }
    }

    BuildSide side() {
        return side;
    }

    /** The step that looks up rows of the left, where the right is in memory. */
    ChunkTransform.Step probe() {
        return new ProbeStep(join.joining(), side.index());
    }

    /** What leaves out rows of the source of the left that have no match; null where there is none. */
    Predicate filter() {
        return side.filter();
    }

    @Override
    public void close() {
        side.close();
    }
}
