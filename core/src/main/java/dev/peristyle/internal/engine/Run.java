package dev.peristyle.internal.engine;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.execution.OpenRun;
import dev.peristyle.execution.OperatorReport;
import dev.peristyle.execution.Progress;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SpillFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The memory, the services and the figures of one run of a pipeline. Thread-safe. */
public final class Run implements RunContext, AutoCloseable {

    /** A reader of records of up to 1 MB, a chunk and what lies ready: with so much for each, threads surely find room. */
    private static final long BYTES_PER_THREAD = 4 << 20;

    private static final int MAX_INPUTS_SHOWN = 3;

    private static final long NANOS_BETWEEN_UPDATES = 100_000_000L;

    private final Execution execution;
    private final List<OperatorPlan> plan;
    private final ThreadFactory threadFactory;
    private final MemoryBudget.Share share;
    private final List<AutoCloseable> inputs;
    private final MemoryPool memory;
    private final int threads;
    private final int maxThreads;
    private final RunSpill spill;
    private final Map<Integer, OperatorRun> operators = new TreeMap<>();
    private final JoinBuilds joins = new JoinBuilds(this);
    private final long startNanos;
    private final AtomicLong nextUpdate;
    private final long peakBefore;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final AtomicLong totalBytes = new AtomicLong();
    private final RunSampler sampler;
    private Map<Integer, Long> positions;
    private String job;
    private volatile boolean sated;
    private boolean withdrawn;
    private boolean completed;
    private boolean profileTold;
    private RunReport report;

    /**
     * Starts a run.
     *
     * @param plan its operators, in the order of their numbers
     */
    public Run(Execution execution, List<OperatorPlan> plan) {
        this(execution, plan, Workers::thread, null, null, List.of());
    }

    /**
     * Starts a run that has its memory already.
     *
     * @param plan its operators, in the order of their numbers
     * @param share its part of the budget, closed with it; null to take one, if there is a budget
     * @param inputs what it reads that has to stay until it ends, closed by it then; stays the caller's if this fails
     */
    public Run(Execution execution, List<OperatorPlan> plan, MemoryBudget.Share share, List<AutoCloseable> inputs) {
        this(execution, plan, Workers::thread, null, share, inputs);
    }

    Run(Execution execution, List<OperatorPlan> plan, ThreadFactory threadFactory) {
        this(execution, plan, threadFactory, null, null, List.of());
    }

    private Run(
            Execution execution,
            List<OperatorPlan> plan,
            ThreadFactory threadFactory,
            Run before,
            MemoryBudget.Share taken,
            List<AutoCloseable> inputs) {
        this.inputs = List.copyOf(inputs);
        this.startNanos = before == null ? System.nanoTime() : before.startNanos;
        this.nextUpdate = new AtomicLong(startNanos);
        this.peakBefore = before == null ? 0 : before.memory.peak();
        this.execution = execution;
        this.plan = List.copyOf(plan);
        this.threadFactory = threadFactory;
        this.maxThreads = before == null ? execution.threads() : 1;
        this.spill = new RunSpill(execution, this::advance);
        this.share = taken != null ? taken : share(execution);
        long limit = share == null ? execution.memoryLimit() : share.bytes();
        this.threads = (int) Math.max(1, Math.min(maxThreads, limit / BYTES_PER_THREAD));
        this.memory = MemoryPool.builder("run")
                .limit(limit)
                .traceAllocations(execution.traceAllocations())
                .build();
        if (share != null) {
            share.holds(memory);
        }
        this.sampler =
                execution.profile() == null ? null : before == null ? new RunSampler(startNanos) : before.sampler;
        try {
            if (sampler != null) {
                sampler.watch(this);
            }
        } catch (Throwable failure) {
            Closing.after(failure, Arrays.asList(share, memory, sampler::end));
            throw failure;
        }
        OpenRuns.add(this);
    }

    /**
     * Takes the part of a run of the memory that several share, and waits for it if need be.
     *
     * @return the share; null if the run has its memory for itself
     */
    public static MemoryBudget.Share share(Execution execution) {
        return execution.memoryBudget() == null
                ? null
                : execution.memoryBudget().take(execution.memoryLimit(), execution.cancellation());
    }

    /**
     * Says whether one thread may be able to do what has failed: several share the memory, and nobody knows before how much each
     * will need at the same moment.
     *
     * @param failure what has ended the run
     * @return true if so
     */
    public boolean canGoAlone(Throwable failure) {
        return failure instanceof MemoryLimitException && maxThreads > 1;
    }

    /**
     * Closes this run, of which nothing is told, and starts it again with one thread. Where that fails, this is the run that has failed.
     *
     * @param failure what has ended this run; suppressed in what fails here
     * @param open what reads the run, closed before it, the last of it first
     * @return the other run, which is the same one for whoever is told what it has done
     */
    public Run again(Throwable failure, AutoCloseable... open) {
        withdrawn = true;
        try {
            Closing.all(List.of(open));
            close();
            return new Run(execution, plan, threadFactory, this, share, inputs);
        } catch (Throwable second) {
            withdrawn = false;
            Closing.join(second, failure);
            Closing.after(second, List.of(this));
            throw second;
        }
    }

    @Override
    public MemoryPool memory() {
        return memory;
    }

    /** As many as surely find enough memory; there can be more where they do, see {@link Crew}. */
    @Override
    public int threads() {
        return threads;
    }

    /**
     * Says whether no thread works for it but those that ask for its rows.
     *
     * @return true if so
     */
    public boolean isAlone() {
        return maxThreads == 1;
    }

    /** What it has done until a moment. */
    OpenRun show(long now) {
        return new OpenRun(
                describe(),
                memory.openedAt(),
                Duration.ofNanos(now - startNanos),
                memory.used(),
                Math.max(peakBefore, memory.peak()),
                spill.bytes(),
                rows.sum(),
                maxThreads);
    }

    /** What it reads, as far as that is a few things, and what takes the rows. */
    private String describe() {
        List<String> texts = new ArrayList<>();
        for (OperatorPlan each : plan) {
            if (each.inputs().isEmpty()) {
                texts.add(each.text());
            }
        }
        int inputs = texts.size();
        if (inputs > MAX_INPUTS_SHOWN) {
            texts.subList(MAX_INPUTS_SHOWN, inputs).clear();
            texts.add("and " + (inputs - MAX_INPUTS_SHOWN) + " others");
        }
        if (!plan.isEmpty()) {
            texts.add(plan.get(plan.size() - 1).text());
        }
        return String.join(", ", texts);
    }

    /** As many as there can be. */
    int maxThreads() {
        return maxThreads;
    }

    @Override
    public Path temporaryDirectory() {
        return execution.temporaryDirectory();
    }

    @Override
    public void advance(long bytesRead, long rowsRead) {
        bytes.add(bytesRead);
        rows.add(rowsRead);
        advance();
    }

    @Override
    public boolean isCancelled() {
        return execution.cancellation().isCancelled();
    }

    /** A moment at which a cancelled run ends and, now and then, the listener is told. */
    private void advance() {
        checkCancellation();
        long now = System.nanoTime();
        long due = nextUpdate.get();
        if (now - due >= 0 && nextUpdate.compareAndSet(due, now + NANOS_BETWEEN_UPDATES)) {
            tellProgress(now);
        }
    }

    /** Throws if the run was cancelled, or the thread that asks was interrupted. */
    void checkCancellation() {
        execution.cancellation().check();
        Interruption.check();
    }

    /** Counts the input of a scan that is about to start; a negative size makes the total unknown. */
    void expect(long scanBytes) {
        totalBytes.accumulateAndGet(scanBytes, (sum, more) -> sum < 0 || more < 0 ? -1 : sum + more);
    }

    /** The memory and the figures of an operator. */
    OperatorRun operator(OperatorId id) {
        synchronized (operators) {
            OperatorRun operator = operators.get(id.number());
            if (operator == null) {
                operator = new OperatorRun(id, memory, spill);
                operators.put(id.number(), operator);
            }
            return operator;
        }
    }

    /** What a source or a sink is offered: the services of this run, and the memory and the figures of its operator. */
    RunContext context(OperatorRun operator) {
        return new RunContext() {
            @Override
            public MemoryPool memory() {
                return operator.memory();
            }

            @Override
            public int threads() {
                return Run.this.threads();
            }

            @Override
            public Path temporaryDirectory() {
                return Run.this.temporaryDirectory();
            }

            @Override
            public String job() {
                return job == null ? RunContext.super.job() : job;
            }

            @Override
            public SpillFile spill(String owner) {
                return operator.spill().create(Objects.requireNonNull(owner, "owner"));
            }

            @Override
            public void advance(long bytesRead, long rowsRead) {
                Run.this.advance(bytesRead, rowsRead);
                operator.read(bytesRead, rowsRead);
            }

            @Override
            public boolean isCancelled() {
                return Run.this.isCancelled();
            }
        };
    }

    /** Its operators that have done something so far. */
    List<OperatorRun> operators() {
        synchronized (operators) {
            return List.copyOf(operators.values());
        }
    }

    /** Whether an operator has no input. */
    boolean isSource(int number) {
        // they are numbered from 1 in this order
        return plan.get(number - 1).inputs().isEmpty();
    }

    /** Whether clocks measure processor time too. */
    boolean measuresCpu() {
        return sampler != null;
    }

    long bytesRead() {
        return bytes.sum();
    }

    long rowsRead() {
        return rows.sum();
    }

    long spilledBytes() {
        return spill.bytes();
    }

    /**
     * From now on operators that count rows and are opened again go on from where they were closed.
     *
     * @param before by the numbers of operators, what those of another run have counted
     * @param jobName see {@link RunContext#job}
     */
    void countOn(Map<Integer, Long> before, String jobName) {
        job = jobName;
        positions = new ConcurrentHashMap<>(before);
    }

    /** What operators have counted, by their numbers. */
    Map<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }

    /** Where an operator goes on to count. */
    long positionOf(OperatorId operator, long start) {
        return positions == null ? start : positions.getOrDefault(operator.number(), start);
    }

    /** Remembers what an operator has counted, if it may go on. */
    void counted(OperatorId operator, long position) {
        if (positions != null) {
            positions.put(operator.number(), position);
        }
    }

    /** No more rows are wanted, whatever the source still has. */
    void sate() {
        sated = true;
    }

    boolean isSated() {
        return sated;
    }

    /** The right sides of its joins. */
    JoinBuilds joins() {
        return joins;
    }

    ThreadFactory threadFactory() {
        return threadFactory;
    }

    /** Adds what a thread has worked. */
    void addBusy(long nanos) {
        busy.add(nanos);
    }

    /** Tells the listener that all rows were delivered. */
    public void finish() {
        completed = true;
        tellProgress(System.nanoTime());
    }

    private synchronized void tellProgress(long now) {
        execution
                .progress()
                .update(new Progress(
                        bytes.sum(), totalBytes.get(), rows.sum(), spill.bytes(), Duration.ofNanos(now - startNanos)));
    }

    /** Checks that everything was given back, then says what was done. */
    @Override
    public void close() {
        end(false);
    }

    /**
     * Ends the run.
     *
     * @param isHeld whether the memory of the run stays open, because it belongs to its result now; else it is checked that all of it was
     *     given back
     */
    void end(boolean isHeld) {
        OpenRuns.remove(this);
        // from the last to the first
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(withdrawn ? null : share);
        resources.add(this::tellProfile);
        resources.add(this::tellReport);
        if (!withdrawn) {
            resources.addAll(inputs);
        }
        resources.add(isHeld ? null : memory);
        resources.add(spill);
        operators().forEach(operator -> resources.add(operator.memory()));
        resources.add(joins);
        resources.add(this::endSampling);
        Closing.all(resources);
    }

    private void endSampling() {
        if (sampler != null && !withdrawn) {
            sampler.end();
        }
    }

    private void tellProfile() {
        if (sampler != null && report != null && !profileTold) {
            profileTold = true;
            execution.profile().accept(sampler.profile(this, report));
        }
    }

    private void tellReport() {
        if (report == null && !withdrawn) {
            report = makeReport(System.nanoTime() - startNanos);
            FlightRecorder.record(report);
            execution.report().accept(report);
        }
    }

    /**
     * Returns what the run has done.
     *
     * @return the report; null before it is closed
     */
    public RunReport report() {
        return report;
    }

    private RunReport makeReport(long elapsed) {
        Map<Integer, OperatorReport> reports = new TreeMap<>();
        for (OperatorPlan each : plan) {
            OperatorRun operator = operators.get(each.id().number());
            reports.put(
                    each.id().number(), operator == null ? OperatorRun.passing(each, reports) : operator.report(each));
        }
        long spilled = 0;
        for (OperatorReport each : reports.values()) {
            spilled += each.spilledBytes();
        }
        return new RunReport(
                List.copyOf(reports.values()),
                completed,
                execution.threads(),
                Duration.ofNanos(elapsed),
                Duration.ofNanos(busy.sum()),
                rows.sum(),
                bytes.sum(),
                Math.max(peakBefore, memory.peak()),
                spilled);
    }
}
