package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import java.util.Iterator;

/**
 * Delivers rows in order to one consumer: stage after stage, each on all threads of the run. Used within a {@link Clock}.
 *
 * <p>The source of the first stage is opened at once, so that what cannot be read is known early; all others when their turn
 * comes.
 */
public final class OrderedRows implements Operator {

    private final Schema schema;
    private final Iterator<Stage> stages;
    private final Run run;
    private final boolean threads;
    private StageRows alone;
    private Exchange shared;

    /**
     * Opens the first source.
     *
     * @param run the memory and the services of the run
     */
    public OrderedRows(Rows rows, Run run) {
        this(rows, run.maxThreads() > 1, run);
    }

    /** Rows that the thread which asks for them reads itself, for those that read several side by side. */
    static OrderedRows alone(Rows rows, Run run) {
        return new OrderedRows(rows, false, run);
    }

    private OrderedRows(Rows rows, boolean threads, Run run) {
        this.threads = threads;
        this.schema = rows.schema();
        this.stages = rows.stages().iterator();
        this.run = run;
        Stage first = rows.stages().get(0);
        boolean joins = first.steps().stream().anyMatch(step -> step.step() instanceof JoinStep);
        if (first.input() instanceof StageInput.OfSource && !joins) {
            open(stages.next());
        }
    }

    private void open(Stage stage) {
        // what an operator delivers on this thread needs no other one if nothing is left to be done with it
        if (threads && (!stage.steps().isEmpty() || stage.input() instanceof StageInput.OfSource)) {
            shared = new Exchange(stage, run);
        } else {
            alone = new StageRows(stage, run);
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        // threads check too, but may have read all of a small input by now
        run.checkCancellation();
        while (true) {
            Chunk chunk =
                    alone != null ? alone.next(Clock.current()) : shared != null ? shared.next(Clock.current()) : null;
            if (chunk != null) {
                return chunk;
            }
            close();
            if (!stages.hasNext()) {
                return null;
            }
            open(stages.next());
        }
    }

    /**
     * Says whether a thread works for these rows: it cannot close them, because closing waits for it.
     *
     * @return true if so
     */
    public boolean isWorker(Thread thread) {
        return shared != null && shared.isWorker(thread);
    }

    @Override
    public void close() {
        StageRows closingAlone = alone;
        Exchange closingShared = shared;
        alone = null;
        shared = null;
        if (closingAlone != null) {
            closingAlone.close();
        }
        if (closingShared != null) {
            closingShared.close();
        }
    }
}
