package dev.peristyle.internal.plan;

import dev.peristyle.internal.engine.CheckpointedWrite;
import dev.peristyle.internal.engine.SegmentedSource;
import dev.peristyle.internal.operator.CountingTransform;
import dev.peristyle.spi.CheckpointStore;
import dev.peristyle.spi.ResumableSink;
import dev.peristyle.spi.ResumableSource;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.Source;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pipeline that can go on from a checkpoint: of one source, and of steps that remember of the rows before no more than how many they were.
 *
 * @param plan the pipeline, with its source read in segments
 * @param source the same source
 * @param sink where the rows go
 * @param place where checkpoints are kept, for messages
 * @param text all that decides what is written, in words
 */
record CheckpointedJob(Plan plan, SegmentedSource source, ResumableSink sink, String place, String text) {

    private static final String REFUSED = "cannot write with a checkpoint: ";

    /**
     * Checks a pipeline.
     *
     * @throws IllegalArgumentException if it cannot go on from the middle; says which part of it and what to do
     */
    static CheckpointedJob of(Plan plan, Sink sink, CheckpointStore store) {
        List<Plan> scans = TreeText.all(plan, Plan::inputs).stream()
                .filter(step -> step instanceof Plan.Scan)
                .toList();
        for (Plan each : scans) {
            checkSource(((Plan.Scan) each).source());
        }
        if (!(sink instanceof ResumableSink target)) {
            throw new IllegalArgumentException(REFUSED + sink.describe()
                    + " cannot be gone on with once it is half written. Write a CSV or a column file");
        }
        check(sink.describe(), target.hindrance());
        checkPlace(store, sink, scans);
        for (Physical step : TreeText.all(Planner.plan(plan), Physical::inputs)) {
            checkStep(step);
        }
        Plan.Scan scan = (Plan.Scan) scans.get(0);
        ResumableSource whole = (ResumableSource) scan.source();
        SegmentedSource segments = new SegmentedSource(whole, store.everyRows());
        Plan segmented = replaced(plan, segments);
        Physical planned = Planner.plan(segmented);
        for (Physical step : TreeText.all(planned, Physical::inputs)) {
            if (step instanceof Physical.Scan only) {
                segments.planned(only.id(), only.request());
            }
        }
        String steps = TreeText.of(planned, Physical::inputs, Physical::describe);
        String text = steps + "\n" + plan.schema() + "\n" + whole.fingerprint() + "\nwrite " + target.describe() + "\n"
                + target.fingerprint();
        return new CheckpointedJob(segmented, segments, target, store.describe(), text);
    }

    private static Plan replaced(Plan plan, SegmentedSource segments) {
        return new PlanRewriter<Object>() {
            @Override
            Object below(Plan step, int input, Object carried) {
                return carried;
            }

            @Override
            Plan leave(Plan step, Object carried, List<Plan> inputs) {
                return step instanceof Plan.Scan scan
                        ? new Plan.Scan(segments, scan.schema(), scan.filters())
                        : over(step, inputs);
            }
        }.rewrite(plan, null);
    }

    /** What is read or written would be gone with the checkpoint. */
    private static void checkPlace(CheckpointStore store, Sink sink, List<Plan> scans) {
        Set<Object> others = new HashSet<>(sink.replaces());
        for (Plan each : scans) {
            Source source = ((Plan.Scan) each).source();
            others.addAll(source.reads());
            others.addAll(source.writes());
        }
        if (!Collections.disjoint(others, store.replaces())) {
            throw new IllegalArgumentException("cannot keep a checkpoint at " + store.describe()
                    + ": the run reads or writes it, and it would be gone at the end. Name another file");
        }
    }

    private static void checkSource(Source source) {
        if (!(source instanceof ResumableSource resumable)) {
            throw new IllegalArgumentException(REFUSED + source.describe()
                    + " cannot be read from the middle on. Write it to a CSV or a column file first, and read that");
        }
        check(source.describe(), resumable.hindrance());
    }

    private static void check(String what, String hindrance) {
        if (hindrance != null) {
            throw new IllegalArgumentException(REFUSED + what + ": " + hindrance);
        }
    }

    private static void checkStep(Physical step) {
        if (step instanceof Physical.Scan || step instanceof Physical.Limit || step instanceof Physical.Transform) {
            return;
        }
        if (step instanceof Physical.InOrder inOrder && inOrder.step() instanceof CountingTransform.Step) {
            return;
        }
        String line = step.describe().get(0).strip();
        if (step.inputs().size() > 1) {
            throw new IllegalArgumentException(REFUSED + "'" + line + "' has several inputs, and a run goes on in one."
                    + " Write what each of them gives on its own, or give all files to one scan");
        }
        throw new IllegalArgumentException(
                REFUSED + "'" + line + "' has to remember the rows before, so that it has to"
                        + " start from the first one again. Write what comes before it with a checkpoint, and the rest without");
    }

    /** Writes the rows, or the rest of them. */
    long write(Job job, CheckpointStore.Session session) {
        return new CheckpointedWrite(job.rows(), source, sink, job.end(), session, place, text, job.run()).write();
    }
}
