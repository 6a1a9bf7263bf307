package dev.peristyle.internal.cache;

import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.internal.plan.Plan;
import dev.peristyle.internal.plan.PlanRunner;
import dev.peristyle.internal.plan.RunSource;
import dev.peristyle.internal.table.TableSource;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import java.util.List;
import java.util.Set;

/**
 * The rows of a plan, computed by the first run that reads them and kept for the next ones, as long as nobody needs the memory. A run
 * reads them from memory, or computes them as a part of itself where there is no room to keep them.
 *
 * <p>One thread computes; others that ask meanwhile wait for it. Those who wait have their memory already, and the one who computes takes
 * what is there and never waits for more, so that somebody can always go on.
 */
public final class RowCache implements RunSource, AutoCloseable {

    /** How often one who waits looks whether its run was cancelled. */
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final Plan plan;
    private final Execution execution;
    private final String name;
    private final Set<Object> reads;
    private final KeptTable kept = new KeptTable();
    private final CancellationToken closing = new CancellationToken();
    private final Abandoned.Watch watch;
    private boolean computing;
    private long hits;
    private long misses;

    /** What could be had when the rows did not fit. */
    private long tooSmall;

    /**
     * A cache without rows.
     *
     * @param plan what to compute
     * @param execution how; its budget is what the rows are kept in
     */
    public RowCache(Plan plan, Execution execution) {
        this.plan = plan;
        this.execution = execution;
        this.name = "cache of " + PlanRunner.sources(plan);
        this.reads = PlanRunner.reads(plan);
        KeptTable given = kept;
        CancellationToken stop = closing;
        MemoryBudget budget = execution.memoryBudget();
        this.watch = Abandoned.watch(
                this, "cache", name, CallSite.current(), execution.traceAllocations(), () -> end(given, stop, budget));
        if (budget != null) {
            budget.offer(kept);
        }
    }

    /** Not a method of an instance, which would stay reachable. */
    private static void end(KeptTable given, CancellationToken stop, MemoryBudget budget) {
        stop.cancel();
        given.close();
        if (budget != null) {
            budget.withdraw(given);
        }
    }

    @Override
    public Plan resolve(CancellationToken asker, List<AutoCloseable> held) {
        KeptTable.Lease lease = find(asker);
        if (lease == null) {
            lease = compute(asker);
        }
        if (lease == null) {
            return plan;
        }
        held.add(lease);
        return new Plan.Scan(new TableSource(lease.rows(), name, reads), schema());
    }

    /** The rows, if they are there or another thread makes them; null if this thread is to compute them. */
    private synchronized KeptTable.Lease find(CancellationToken asker) {
        while (true) {
            checkOpen();
            KeptTable.Lease lease = kept.lease();
            if (lease != null) {
                hits++;
                return lease;
            }
            if (!computing) {
                misses++;
                computing = true;
                return null;
            }
            asker.check();
            await();
        }
    }

    // the condition is checked in the loop around it
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
        try {
            wait(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "the thread was interrupted while it waited for the " + name + ", which another thread computes");
        }
    }

    /** Computes and keeps the rows; null if there is no room for them. */
    private KeptTable.Lease compute(CancellationToken asker) {
        try {
            Table made = collect(asker);
            if (made == null) {
                return null;
            }
            KeptTable.Lease lease = kept.keep(made);
            if (lease == null) {
                checkOpen();
            }
            return lease;
        } catch (CancelledException failure) {
            checkOpen();
            throw failure;
        } finally {
            synchronized (this) {
                computing = false;
                notifyAll();
            }
        }
    }

    private Table collect(CancellationToken asker) {
        long limit = execution.memoryLimit();
        MemoryBudget budget = execution.memoryBudget();
        long most = budget == null ? limit : Math.min(limit, budget.room());
        if (most <= tooSmall) {
            return null;
        }
        MemoryBudget.Share share = budget == null ? null : budget.tryTake(limit);
        if (budget != null && share == null) {
            return null;
        }
        Execution settings = execution.toBuilder()
                .cancellation(CancellationToken.anyOf(execution.cancellation(), asker, closing))
                .build();
        try {
            return PlanRunner.keep(plan, settings, name, share);
        } catch (MemoryLimitException none) {
            // as a part of a run they need not fit
            tooSmall = most;
            return null;
        }
    }

    private void checkOpen() {
        if (kept.isClosed()) {
            throw new IllegalStateException("the " + name + " is closed");
        }
    }

    /** Runs that found the rows or waited for them. */
    public synchronized long hits() {
        return hits;
    }

    /** Runs that did not. */
    public synchronized long misses() {
        return misses;
    }

    /** How often the rows were released. */
    public long releases() {
        return kept.releases();
    }

    /** What the rows take in memory. */
    public long bytes() {
        return kept.held();
    }

    /** Gives the rows up, unless somebody reads them. */
    public void release() {
        kept.release();
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public Set<Object> reads() {
        return reads;
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.EXACT;
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        throw new IllegalStateException("the " + name + " is read by runs of pipelines alone");
    }

    /** Gives all back, once nobody reads it any more. Closing again does nothing. */
    @Override
    public void close() {
        watch.end();
        end(kept, closing, execution.memoryBudget());
    }
}
