package dev.peristyle.internal.plan;

import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.internal.engine.Run;
import dev.peristyle.internal.lifetime.Closing;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a run needs before it can start: the plan with what stands for its {@link RunSource}s, and what these hold. Where there are such,
 * the run takes its memory first. So nobody who holds a cache waits for memory, and runs cannot wait for each other.
 *
 * @param plan what runs
 * @param share the memory of the run; null if the run is to take it itself, or has it without a budget
 * @param held to be closed when the run has ended
 */
record RunInputs(Plan plan, MemoryBudget.Share share, List<AutoCloseable> held) {

    /** Of a plan whose run takes its memory itself. */
    static RunInputs of(Plan plan, Execution execution) {
        return hasRunSources(plan) ? of(plan, execution, Run.share(execution)) : new RunInputs(plan, null, List.of());
    }

    /**
     * Of a plan whose run has its memory.
     *
     * @param share closed if this fails
     */
    static RunInputs of(Plan plan, Execution execution, MemoryBudget.Share share) {
        RunInputs before = new RunInputs(plan, share, new ArrayList<>());
        try {
            return new RunInputs(new Resolution(execution, before.held).rewrite(plan, null), share, before.held);
        } catch (Throwable failure) {
            before.closeAfter(failure);
            throw failure;
        }
    }

    private static boolean hasRunSources(Plan plan) {
        for (Plan step : TreeText.all(plan, Plan::inputs)) {
            if (isRunSource(step)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRunSource(Plan step) {
        return step instanceof Plan.Scan scan && scan.source() instanceof RunSource;
    }

    /** Gives all back after a failure, with what goes wrong then suppressed in it. */
    void closeAfter(Throwable failure) {
        List<AutoCloseable> all = new ArrayList<>();
        all.add(share);
        all.addAll(held);
        Closing.after(failure, all);
    }

    /** Puts plans in the places of sources, the same one wherever a source occurs. */
    private static final class Resolution extends PlanRewriter<Object> {

        private final Execution execution;
        private final List<AutoCloseable> held;
        private final IdentityHashMap<RunSource, Plan> resolved = new IdentityHashMap<>();

        Resolution(Execution execution, List<AutoCloseable> held) {
            this.execution = execution;
            this.held = held;
        }

        @Override
        Plan enter(Plan step, Object carried) {
            Plan found = step;
            while (isRunSource(found)) {
                RunSource source = (RunSource) ((Plan.Scan) found).source();
                Plan next = resolved.get(source);
                if (next == null) {
                    next = source.resolve(execution.cancellation(), held);
                    resolved.put(source, next);
                }
                found = next;
            }
            return found;
        }

        @Override
        Object below(Plan step, int input, Object carried) {
            return carried;
        }

        @Override
        Plan leave(Plan step, Object carried, List<Plan> inputs) {
            return over(step, inputs);
        }
    }
}
