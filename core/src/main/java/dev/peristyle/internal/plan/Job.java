package dev.peristyle.internal.plan;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.engine.Failures;
import dev.peristyle.internal.engine.OperatorPlan;
import dev.peristyle.internal.engine.Rows;
import dev.peristyle.internal.engine.Run;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A planned pipeline that is run once: the rows, the end that takes them and the run. */
final class Job {

    private final Physical physical;
    private final OperatorId end;
    private final Rows rows;
    private Run run;
    private boolean once;

    /**
     * Plans a pipeline and starts a run.
     *
     * @param end what takes the rows, in a word
     * @param text the same as a line of reports
     */
    Job(Plan plan, Execution execution, String end, String text) {
        this(RunInputs.of(plan, execution), execution, end, text);
    }

    /**
     * Plans a pipeline and starts a run.
     *
     * @param inputs closed if that fails, and else by the run
     * @param end what takes the rows, in a word
     * @param text the same as a line of reports
     */
    Job(RunInputs inputs, Execution execution, String end, String text) {
        try {
            VectorSwitch.checkSetting();
            this.physical = Planner.plan(inputs.plan(), execution.memoryLimit(), execution.threads());
            checkWrites();
            this.end = new OperatorId(physical.id().number() + 1, end);
            this.rows = Assembly.rows(physical);
            List<OperatorPlan> operators = operators();
            operators.add(new OperatorPlan(this.end, text, List.of(physical.id().number())));
            this.run = new Run(execution, operators, inputs.share(), inputs.held());
        } catch (Throwable failure) {
            inputs.closeAfter(failure);
            throw failure;
        }
    }

    private List<OperatorPlan> operators() {
        List<OperatorPlan> operators = new ArrayList<>();
        for (Physical step : TreeText.all(physical, Physical::inputs)) {
            List<Integer> inputs = new ArrayList<>();
            for (Physical input : step.inputs()) {
                inputs.add(input.id().number());
            }
            operators.add(new OperatorPlan(step.id(), step.describe().get(0), inputs));
        }
        operators.sort(Comparator.comparingInt(operator -> operator.id().number()));
        return operators;
    }

    /** Says that what has been done cannot be done again. */
    void neverAgain() {
        once = true;
    }

    Rows rows() {
        return rows;
    }

    OperatorId end() {
        return end;
    }

    Run run() {
        return run;
    }

    /** The steps as text, with what each has done; the run is closed. */
    String explainAnalyze() {
        RunReport report = run.report();
        return report.summary() + "\n"
                + TreeText.of(physical, Physical::inputs, step -> {
                    List<String> lines = new ArrayList<>(step.detailed());
                    lines.add(1, "  " + report.figures(step.id().number()));
                    return lines;
                });
    }

    /**
     * Does work, and does it again with one thread if several had too little memory together: so what one thread can do in a
     * limit, any number can.
     */
    <T> T complete(Supplier<T> work) {
        try {
            try {
                return work.get();
            } catch (Throwable failure) {
                if (!startsAgain(failure)) {
                    throw failure;
                }
            }
            return work.get();
        } catch (Throwable failure) {
            throw failed(failure);
        }
    }

    /**
     * Whether the run was started again with one thread, after a failure that this one may not meet.
     *
     * @param open what reads the run, closed before it is started again
     */
    boolean startsAgain(Throwable failure, AutoCloseable... open) {
        if (!canStartAgain(failure)) {
            return false;
        }
        run = run.again(failure, open);
        return true;
    }

    /** Whether one thread may be able to do what several could not, and has something to read. */
    boolean canStartAgain(Throwable failure) {
        return run.canGoAlone(failure) && obstacle().isEmpty();
    }

    /** Why one thread cannot do again what several have begun; empty if it can. */
    private String obstacle() {
        if (once) {
            return "what was written in parts cannot be written again with one";
        }
        return scanned().stream().anyMatch(Source::isReadOnce) ? "what is read once cannot be read again with one" : "";
    }

    /** Gives everything back after a failure and throws it, as what it is for the user. */
    RuntimeException failed(Throwable failure) {
        return Failures.end(forUser(failure), run);
    }

    /** A failure as what it is for the user. */
    Throwable explain(Throwable failure) {
        return Failures.explain(forUser(failure));
    }

    /**
     * Ends a run whose rows are not wanted any more.
     *
     * @param open what reads it, closed before it, the last of it first; null for what there is not
     */
    void close(AutoCloseable... open) {
        Failures.close(run, () -> Failures.close(open));
    }

    private Throwable forUser(Throwable failure) {
        if (failure instanceof InternalError fault) {
            return lostInput(fault);
        }
        if (!run.canGoAlone(failure)) {
            return failure;
        }
        String obstacle = obstacle();
        return obstacle.isEmpty()
                ? failure
                : new MemoryLimitException(
                        failure.getMessage() + " One thread may have enough, but " + obstacle
                                + ": say so before (Execution.threads(1)).",
                        failure);
    }

    /** What the rows come from, for messages. */
    String sources() {
        return scanned().stream().map(Source::describe).collect(Collectors.joining(", "));
    }

    private List<Source> scanned() {
        List<Source> sources = new ArrayList<>();
        for (Physical step : TreeText.all(physical, Physical::inputs)) {
            if (step instanceof Physical.Scan scan) {
                sources.add(scan.source());
            }
        }
        return sources;
    }

    /** Refuses to replace what is read: a job that was wrong could not be run again. */
    void checkNotReplaced(Sink sink) {
        Set<Object> replaced = sink.replaces();
        for (Source source : scanned()) {
            if (!Collections.disjoint(replaced, source.writes())) {
                throw new IllegalArgumentException("cannot write " + sink.describe() + ": the scan of "
                        + source.describe() + " writes its rejected records there. Reject to another file");
            }
            if (!Collections.disjoint(replaced, source.reads())) {
                throw new IllegalArgumentException("cannot write " + sink.describe() + ": the pipeline reads it as "
                        + source.describe()
                        + ", and what it holds now would be gone. Write to another file and rename that"
                        + " one, or say that the input may be replaced, where the options of the output can");
            }
        }
    }

    /** Refuses sources that write what another one reads or writes: one of the two would be gone. */
    private void checkWrites() {
        List<Source> sources = scanned();
        Set<Object> written = new HashSet<>();
        for (Source source : sources) {
            for (Object each : source.writes()) {
                if (!written.add(each)) {
                    throw new IllegalArgumentException("two scans of the pipeline write their rejected records to "
                            + "the same file, the second one " + source.describe()
                            + ": what the first has written would be gone. Give each a file of its own");
                }
            }
        }
        for (Source source : sources) {
            if (!Collections.disjoint(written, source.reads())) {
                throw new IllegalArgumentException("the pipeline reads " + source.describe()
                        + ", but a scan of it writes its rejected records to that file, and what it holds now would be"
                        + " gone. Reject to another file");
            }
        }
    }

    /**
     * The JVM reports a page of a mapped file that has gone as an InternalError, to whoever touches it: with text in a
     * chunk that can be any step.
     */
    private DataAccessException lostInput(InternalError fault) {
        return new DataAccessException(
                "an input was truncated, or its disk failed, while it was read through a mapping: " + sources()
                        + ". Read files that others may shorten with WindowMode.READ",
                fault);
    }
}
