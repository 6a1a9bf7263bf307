package dev.peristyle.examples;

import dev.peristyle.Peristyle;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.memory.MemoryPool;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Tells a Micrometer registry of runs: what has ended by way of the listener of reports, what is open and held whenever the registry is read.
 * To be copied into programs that have a registry; the library needs none.
 */
final class RunMetrics {

    private static final String RUNS = "peristyle.runs";

    private final Timer completed;
    private final Timer incomplete;
    private final Counter rows;
    private final Counter bytes;
    private final Counter spilled;
    private final DistributionSummary peak;

    /** Registers all meters, once for each registry. */
    RunMetrics(MeterRegistry registry) {
        completed = timer(registry, "completed");
        incomplete = timer(registry, "failed or left early");
        rows = Counter.builder("peristyle.rows")
                .description("rows that sources have read")
                .register(registry);
        bytes = counter(registry, "peristyle.read", "what sources have read");
        spilled = counter(registry, "peristyle.spilled", "what was put on disk for want of memory");
        peak = DistributionSummary.builder("peristyle.peak")
                .description("the most memory off the heap that a run held")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("peristyle.runs.open", () -> Peristyle.openRuns().size())
                .description("runs that have begun and not ended")
                .register(registry);
        Gauge.builder("peristyle.memory", RunMetrics::held)
                .description("what runs, tables and caches hold off the heap")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder(RUNS)
                .description("runs of pipelines, by how they have ended")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).baseUnit("bytes").register(registry);
    }

    private static double held() {
        long held = 0;
        for (MemoryPool pool : MemoryPool.openRoots()) {
            held += pool.used();
        }
        return held;
    }

    /** The same settings, whose runs are counted too. */
    Execution watch(Execution settings) {
        return settings.toBuilder()
                .report(settings.report().andThen(this::count))
                .build();
    }

    private void count(RunReport run) {
        (run.completed() ? completed : incomplete).record(run.elapsed());
        rows.increment(run.rowsRead());
        bytes.increment(run.bytesRead());
        spilled.increment(run.spilledBytes());
        peak.record(run.peakMemory());
    }
}
