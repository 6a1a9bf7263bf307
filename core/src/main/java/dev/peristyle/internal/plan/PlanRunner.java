package dev.peristyle.internal.plan;

import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.Table;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.internal.engine.Ends;
import dev.peristyle.spi.CheckpointStore;
import dev.peristyle.spi.Sink;
import java.util.HashSet;
import java.util.Set;
import java.util.StringJoiner;

/** The ends of a pipeline: plans it, runs it, and gives everything back, even when it fails. */
public final class PlanRunner {

    private static final int MAX_NAMES = 3;

    private PlanRunner() {}

    /**
     * Writes all rows.
     *
     * @param plan what to compute
     * @param sink where the rows go
     * @return the rows written
     * @throws IllegalArgumentException if the sink replaces what the plan reads
     */
    public static long write(Plan plan, Execution execution, Sink sink) {
        Job job = new Job(plan, execution, "write", "write " + sink.describe());
        if (sink.keepsParts()) {
            job.neverAgain();
        }
        long rows = job.complete(() -> {
            job.checkNotReplaced(sink);
            long written = Ends.write(job.rows(), sink, job.end(), job.run());
            job.run().finish();
            return written;
        });
        job.run().close();
        return rows;
    }

    /**
     * Writes all rows, or the rest of them where a run that was killed has left a checkpoint.
     *
     * @param plan what to compute
     * @param sink where the rows go
     * @param store where checkpoints are kept
     * @return the rows of the output, those before a restart included
     * @throws IllegalArgumentException if the plan or the sink cannot go on from the middle, or the checkpoint is that of another job
     */
    public static long write(Plan plan, Execution execution, Sink sink, CheckpointStore store) {
        CheckpointedJob checkpointed = CheckpointedJob.of(plan, sink, store);
        try (CheckpointStore.Session session = store.open()) {
            Job job = new Job(checkpointed.plan(), execution, "write", "write " + sink.describe());
            long rows = job.complete(() -> {
                job.checkNotReplaced(sink);
                long written = checkpointed.write(job, session);
                job.run().finish();
                return written;
            });
            job.run().close();
            return rows;
        }
    }

    /**
     * Keeps all rows.
     *
     * @param plan what to compute
     * @return the rows; closing them gives the memory of the run back
     */
    public static Table collect(Plan plan, Execution execution) {
        Job job = new Job(plan, execution, "collect", "collect");
        return job.complete(() -> Ends.collect(job.rows(), "collect", job.end(), job.run()));
    }

    /**
     * Keeps all rows for a cache.
     *
     * @param plan what to compute
     * @param owner who holds them, for reports
     * @param share of the budget of the settings, closed by this but for what the rows take; null if there is none
     * @return the rows; closing them gives the memory of the run back
     */
    public static Table keep(Plan plan, Execution execution, String owner, MemoryBudget.Share share) {
        Job job = new Job(RunInputs.of(plan, execution, share), execution, "cache", owner);
        return job.complete(() -> Ends.collect(job.rows(), owner, job.end(), job.run()));
    }

    /**
     * Starts to deliver chunks.
     *
     * @param plan what to compute
     * @param what what the consumer calls them, for messages
     * @return the chunks, of the thread that reads them; closing them ends the run
     */
    public static ChunkIterator chunks(Plan plan, Execution execution, String what) {
        Job job = new Job(plan, execution, "read", "read by the caller");
        RunChunks chunks = new RunChunks(job);
        return ColumnBinder.lend(
                chunks, chunks::giveBack, what, job.sources(), job.run().memory());
    }

    /**
     * Names what a plan reads, as far as that is a few things.
     *
     * @param plan what to compute
     * @return as in messages
     */
    public static String sources(Plan plan) {
        StringJoiner names = new StringJoiner(", ");
        int found = 0;
        for (Plan step : TreeText.all(plan, Plan::inputs)) {
            if (step instanceof Plan.Scan scan && ++found <= MAX_NAMES) {
                names.add(scan.source().describe());
            }
        }
        if (found > MAX_NAMES) {
            names.add("and " + (found - MAX_NAMES) + " others");
        }
        return names.toString();
    }

    /**
     * Says what a plan reads.
     *
     * @param plan what to compute
     * @return as {@link dev.peristyle.spi.Source#reads} of all sources has it
     */
    public static Set<Object> reads(Plan plan) {
        Set<Object> reads = new HashSet<>();
        for (Plan step : TreeText.all(plan, Plan::inputs)) {
            if (step instanceof Plan.Scan scan) {
                reads.addAll(scan.source().reads());
            }
        }
        return reads;
    }

    /**
     * Says whether a plan reads what is gone after that.
     *
     * @param plan what to compute
     * @return the first such source; null if there is none
     */
    public static String readOnce(Plan plan) {
        for (Plan step : TreeText.all(plan, Plan::inputs)) {
            if (step instanceof Plan.Scan scan && scan.source().isReadOnce()) {
                return scan.source().describe();
            }
        }
        return null;
    }

    /**
     * The steps as text.
     *
     * @param plan what to compute
     * @return several lines
     */
    public static String explain(Plan plan, Execution execution) {
        return Planner.plan(plan, execution.memoryLimit(), execution.threads()).explain() + "\nthreads "
                + execution.threads() + ", memory limit " + execution.describeMemoryLimit();
    }

    /**
     * Runs all steps, drops the rows and says what each step has done.
     *
     * @param plan what to compute
     * @return several lines
     */
    public static String explainAnalyze(Plan plan, Execution execution) {
        Job job = new Job(plan, execution, "drop", "drop");
        job.complete(() -> {
            Ends.discard(job.rows(), job.end(), job.run());
            job.run().finish();
            return job.run();
        });
        job.run().close();
        return job.explainAnalyze();
    }
}
