package dev.peristyle.internal.engine;

import dev.peristyle.execution.OperatorReport;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One operator in one run: its memory and what threads have done for it. Thread-safe. */
final class OperatorRun {

    private final OperatorId id;
    private final MemoryPool memory;
    private final SpillSpace spill;
    private final SpillMeter spilled = new SpillMeter();
    private final List<Meter> meters = new ArrayList<>();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder rowsRead = new LongAdder();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long peakElsewhere;

    OperatorRun(OperatorId id, MemoryPool runMemory, RunSpill runSpill) {
        this.id = id;
        this.spill = runSpill.space(spilled);
        // the same limit, so that it can be asked for; the one of the run is what holds
        this.memory = runMemory.child(id.toString(), runMemory.limit());
    }

    OperatorId id() {
        return id;
    }

    MemoryPool memory() {
        return memory;
    }

    /** Where it puts what has no room in memory. */
    SpillSpace spill() {
        return spill;
    }

    /** A meter for the current thread. */
    synchronized Meter meter() {
        Meter meter = new Meter();
        meters.add(meter);
        return meter;
    }

    /** Counts what a source has read. */
    void read(long bytes, long rows) {
        bytesRead.add(bytes);
        rowsRead.add(rows);
    }

    /** Adds what a source has counted. */
    synchronized void count(Map<String, Long> more) {
        more.forEach((what, number) -> counts.merge(what, number, Long::sum));
    }

    /** Counts memory that it holds in the pool of the run, because it outlives the operator. */
    synchronized void holdsElsewhere(long bytes) {
        peakElsewhere = Math.max(peakElsewhere, bytes);
    }

    /** What its threads have done so far, all together; those that work may have done more. */
    synchronized Meter sum() {
        Meter sum = new Meter();
        meters.forEach(sum::add);
        return sum;
    }

    /** What an operator that only puts its inputs together has done. */
    static OperatorReport passing(OperatorPlan plan, Map<Integer, OperatorReport> inputs) {
        long rows = 0;
        long bytes = 0;
        for (int input : plan.inputs()) {
            rows += inputs.get(input).rowsOut();
            bytes += inputs.get(input).bytes();
        }
        return new OperatorReport(
                plan.id().number(),
                plan.id().name(),
                plan.text(),
                plan.inputs(),
                rows,
                rows,
                bytes,
                Duration.ZERO,
                0,
                0,
                0,
                Duration.ZERO,
                Map.of());
    }

    /** What was done; the threads have ended. */
    synchronized OperatorReport report(OperatorPlan plan) {
        Meter sum = sum();
        return new OperatorReport(
                id.number(),
                id.name(),
                plan.text(),
                plan.inputs(),
                sum.rowsIn + rowsRead.sum(),
                sum.rowsOut,
                sum.bytes + bytesRead.sum(),
                Duration.ofNanos(sum.nanos),
                Math.max(memory.peak(), peakElsewhere),
                spilled.bytes(),
                spilled.pages(),
                spilled.time(),
                counts);
    }
}
