package dev.peristyle.internal.plan;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.engine.Operators;
import dev.peristyle.internal.engine.Run;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Sink;
import java.util.ArrayList;
import java.util.List;

/** The ends of a pipeline: plans it, runs it, and gives everything back, also when it fails. */
public final class PlanRunner {

    private PlanRunner() {}

    /**
     * Writes all rows.
     *
     * @param plan what to compute
     * @param execution how
     * @param sink where the rows go
     * @return the rows written
     */
    public static long write(Plan plan, Execution execution, Sink sink) {
        Physical physical = Planner.plan(plan);
        try (Run run = new Run(execution)) {
            long rows;
            if (physical instanceof Physical.Parallel parallel) {
                rows = Operators.write(parallel.fragment(), sink, run);
            } else {
                try (Operator operator = physical.open(run)) {
                    rows = Operators.write(operator, sink, run);
                }
            }
            run.finish();
            return rows;
        } catch (InternalError fault) {
            throw lostInput(fault, plan);
        }
    }

    /**
     * Keeps all rows.
     *
     * @param plan what to compute
     * @param execution how
     * @return the rows; closing them gives the memory of the run back
     */
    public static Table collect(Plan plan, Execution execution) {
        Physical physical = Planner.plan(plan);
        Run run = new Run(execution);
        try (TableBuilder builder = new TableBuilder(run.memory(), "collect", physical.schema())) {
            try (Operator operator = physical.open(run)) {
                Chunk chunk = operator.next();
                while (chunk != null) {
                    builder.append(chunk);
                    chunk = operator.next();
                }
            }
            run.finish();
            return builder.buildOwningPool();
        } catch (InternalError fault) {
            DataAccessException failure = lostInput(fault, plan);
            closeAfter(failure, run);
            throw failure;
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, run);
            throw failure;
        }
    }

    /**
     * Starts to deliver chunks.
     *
     * @param plan what to compute
     * @param execution how
     * @return the chunks; closing them ends the run
     */
    public static ChunkIterator chunks(Plan plan, Execution execution) {
        Physical physical = Planner.plan(plan);
        Run run = new Run(execution);
        try {
            return new OperatorChunks(plan, physical.open(run), run);
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, run);
            throw failure;
        }
    }

    /**
     * The steps as text.
     *
     * @param plan what to compute
     * @param execution how
     * @return several lines
     */
    public static String explain(Plan plan, Execution execution) {
        return String.join("\n", Planner.plan(plan).explain()) + "\nthreads " + execution.threads() + ", memory limit "
                + execution.memoryLimit() + " bytes";
    }

    /**
     * The JVM reports a page of a mapped file that has gone as an InternalError, to whoever touches it: with text in a
     * chunk that can be any step.
     */
    private static DataAccessException lostInput(InternalError fault, Plan plan) {
        List<String> sources = new ArrayList<>();
        collectSources(plan, sources);
        return new DataAccessException(
                "an input was truncated, or its disk failed, while it was read through a mapping: "
                        + String.join(", ", sources) + ". Read files that others may shorten with WindowMode.READ",
                fault);
    }

    private static void collectSources(Plan plan, List<String> sources) {
        if (plan instanceof Plan.Scan scan) {
            sources.add(scan.source().describe());
        } else if (plan instanceof Plan.Concat concat) {
            concat.inputs().forEach(input -> collectSources(input, sources));
        } else {
            collectSources(plan.input(), sources);
        }
    }

    private static void closeAfter(Throwable failure, Run run) {
        try {
            run.close();
        } catch (RuntimeException leak) {
            failure.addSuppressed(leak);
        }
    }

    /** The chunks of an operator, and the run they belong to. */
    private static final class OperatorChunks implements ChunkIterator {

        private final Plan plan;
        private final Operator operator;
        private final Run run;
        private Chunk current;
        private boolean ended;
        private boolean closed;

        OperatorChunks(Plan plan, Operator operator, Run run) {
            this.plan = plan;
            this.operator = operator;
            this.run = run;
        }

        @Override
        public Schema schema() {
            return operator.schema();
        }

        @Override
        public boolean next() {
            checkOpen();
            if (ended) {
                return false;
            }
            try {
                current = operator.next();
            } catch (InternalError fault) {
                throw lostInput(fault, plan);
            }
            if (current == null) {
                ended = true;
                run.finish();
            }
            return !ended;
        }

        @Override
        public Chunk chunk() {
            checkOpen();
            if (current == null) {
                throw new IllegalStateException("there is no chunk: next() has to return true first");
            }
            return current;
        }

        private void checkOpen() {
            if (closed) {
                throw new IllegalStateException("the chunks are closed");
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                current = null;
                try (run) {
                    operator.close();
                }
            }
        }
    }
}
