package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.Scan;
import java.util.ArrayList;
import java.util.List;

/** A stage whose input is started, and before it the right sides of its joins are read. */
final class OpenStage implements AutoCloseable {

    private final Run run;
    private final List<OperatorId> joins = new ArrayList<>();
    private final Stage stage;
    private final Scan scan;
    private boolean closed;

    /** Opens a stage for one thread or for several. */
    OpenStage(Stage stage, int threads, Run run) {
        this.run = run;
        try {
            this.stage = resolved(stage);
            this.scan = StageScans.open(this.stage.input(), threads, run);
        } catch (Throwable failure) {
            Closing.after(failure, releases());
            throw failure;
        }
    }

    /** Puts steps that can be executed in the place of joins; of one that does not fit in memory, an input of what comes after it. */
    private Stage resolved(Stage stage) {
        StageInput input = stage.input();
        List<Predicate> conditions = new ArrayList<>(stage.conditions());
        List<StageStep> steps = new ArrayList<>();
        for (StageStep step : stage.steps()) {
            if (!(step.step() instanceof JoinStep join)) {
                steps.add(step);
                continue;
            }
            JoinBuild build = run.joins().acquire(step.id(), join);
            joins.add(step.id());
            if (!build.side().isPartitioned()) {
                steps.add(new StageStep(step.id(), build.probe(), step.isInside()));
                if (build.filter() != null && input instanceof StageInput.OfSource source) {
                    input = source.with(build.filter());
                    conditions.add(build.filter());
                }
                continue;
            }
            Schema columns = join.joining().left();
            Rows left = new Rows(List.of(new Stage(input, conditions, steps, columns)), columns);
            input = new StageInput.OfPartitions(step.id(), left, join.joining(), build);
            conditions = new ArrayList<>();
            steps = new ArrayList<>();
        }
        return new Stage(input, conditions, steps, stage.schema());
    }

    /** The stage with steps that can be executed. */
    Stage stage() {
        return stage;
    }

    Scan scan() {
        return scan;
    }

    private List<AutoCloseable> releases() {
        List<AutoCloseable> releases = new ArrayList<>();
        joins.forEach(id -> releases.add(() -> run.joins().release(id)));
        return releases;
    }

    /** To be called when no thread reads any more. */
    @Override
    public void close() {
        List<AutoCloseable> resources = releases();
        joins.clear();
        resources.add(scan);
        if (!closed) {
            closed = true;
            // the last of them comes first: a scan is asked before it is closed
            resources.add(() -> run.operator(stage.input().id()).count(scan.counts()));
        }
        Closing.all(resources);
    }
}
