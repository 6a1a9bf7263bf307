package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import java.util.Arrays;
import java.util.List;

/** Executes a stage on threads of its own and hands its rows, in order, to whoever asks for the next ones. */
final class Exchange implements AutoCloseable {

    private final OrderedRun rows;
    private final HandOver handOver;
    private final Crew crew;
    private ChunkCopy delivered;
    private boolean ended;

    Exchange(Stage stage, Run run) {
        this.rows = new OrderedRun(stage, run);
        try {
            // what threads do for each other counts for the last step, whose rows it is
            List<StageStep> steps = stage.steps();
            this.handOver = new HandOver(
                    run.operator(
                            steps.isEmpty()
                                    ? stage.input().id()
                                    : steps.get(steps.size() - 1).id()),
                    stage.schema(),
                    rows,
                    run);
        } catch (Throwable failure) {
            Closing.after(failure, List.of(rows));
            throw failure;
        }
        this.crew = rows.crew(new Crew.Work() {
            @Override
            public void work() {
                rows.work();
            }

            @Override
            public void expected() {
                handOver.expect();
            }

            @Override
            public void left() {
                handOver.leave();
            }
        });
        crew.start();
    }

    /** The next rows, valid until the next call; null at the end. */
    Chunk next(Clock clock) {
        if (delivered != null) {
            ChunkCopy before = delivered;
            delivered = null;
            handOver.giveBack(before);
        }
        if (ended) {
            return null;
        }
        delivered = handOver.take(clock);
        if (delivered == null) {
            ended = true;
            rows.finish();
            return null;
        }
        return delivered.chunk();
    }

    /** Whether a thread is one of those that work here: it cannot wait for itself to end. */
    boolean isWorker(Thread thread) {
        return crew.contains(thread);
    }

    @Override
    public void close() {
        rows.stop(null);
        crew.join();
        ended = true;
        ChunkCopy last = delivered;
        delivered = null;
        Closing.all(Arrays.asList(handOver, rows, last));
    }
}
