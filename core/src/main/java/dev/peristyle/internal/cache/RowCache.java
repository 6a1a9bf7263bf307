package dev.peristyle.internal.cache;

import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.internal.engine.SpillServices;
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
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillService;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rows of a plan, computed by the first run that reads them and kept for the next ones, as long as nobody needs the memory; then they
 * are given up or written to disk. A run reads them from memory, brings them there, or computes or reads them as a part of itself where there
 * is no room to keep them.
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
    private final KeptTable kept;
    private final CancellationToken closing = new CancellationToken();
    private final Abandoned.Watch watch;
    private boolean computing;
    private long hits;
    private long misses;
    private long readBacks;

    /** What could be had when the rows did not fit. */
    private long tooSmall;

    /**
     * A cache without rows.
     *
     * @param plan what to compute
     * @param execution how; its budget is what the rows are kept in
     * @param readsBack whether rows that give way are written to disk and read back
     * @throws IllegalStateException when they are, and there is nobody who writes
     */
    public RowCache(Plan plan, Execution execution, boolean readsBack) {
        this.plan = plan;
        this.execution = execution;
        this.name = "cache of " + PlanRunner.sources(plan);
        this.reads = PlanRunner.reads(plan);
        this.kept = new KeptTable(name, readsBack ? areas(name, execution) : null);
        KeptTable given = kept;
        CancellationToken stop = closing;
        MemoryBudget budget = execution.memoryBudget();
        this.watch = Abandoned.watch(
                this, "cache", name, CallSite.current(), execution.traceAllocations(), () -> end(given, stop, budget));
        if (budget != null) {
            budget.offer(kept);
        }
    }

    /** Opens places on disk under the rules of the settings. Holds nothing but these. */
    private static Supplier<SpillArea> areas(String name, Execution execution) {
        SpillService service = SpillServices.find();
        if (service == null) {
            throw new IllegalStateException("there is nowhere to put the rows of the " + name
                    + " when they give way; add peristyle-io, or let them be computed again");
        }
        service.check(execution.temporaryDirectory(), 0);
        return () ->
                service.open(execution.temporaryDirectory(), execution.maxSpillBytes(), execution.encryptSpilled());
    }

    /** Not a method of an instance, which would stay reachable. */
    private static void end(KeptTable given, CancellationToken stop, MemoryBudget budget) {
        stop.cancel();
        try {
            given.close();
        } finally {
            if (budget != null) {
                budget.withdraw(given);
            }
        }
    }

    @Override
    public Plan resolve(CancellationToken asker, List<AutoCloseable> held) {
        KeptTable.Lease lease = find(asker);
        return lease == null ? bring(asker, held) : inMemory(lease, held);
    }

    private Plan inMemory(KeptTable.Lease lease, List<AutoCloseable> held) {
        held.add(lease);
        return new Plan.Scan(new TableSource(lease.rows(), name, reads), schema());
    }

    private Plan onDisk(DiskCopy copy) {
        return new Plan.Scan(new DiskSource(copy, name, reads), schema());
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

    /**
     * Brings the rows to memory, from disk if they are there, and keeps them. Where there is no room for them, says how a run has them as a
     * part of itself.
     */
    private Plan bring(CancellationToken asker, List<AutoCloseable> held) {
        DiskCopy copy = null;
        try {
            copy = kept.leaseCopy();
            Table made = null;
            if (copy != null) {
                try {
                    made = collect(onDisk(copy), asker);
                } catch (DataAccessException failure) {
                    if (!copy.isDamaged()) {
                        throw failure;
                    }
                    warn(failure);
                    DiskCopy spoiled = copy;
                    copy = null;
                    spoiled.release();
                    // also where it was kept
                    copy = kept.leaseCopy();
                }
            }
            count(copy != null);
            if (copy == null) {
                made = collect(plan, asker);
            }
            if (made != null) {
                KeptTable.Lease lease = kept.keep(made);
                if (lease == null) {
                    throw closed();
                }
                return inMemory(lease, held);
            }
            if (copy == null) {
                return plan;
            }
            DiskCopy read = copy;
            copy = null;
            held.add(read.reading());
            return onDisk(read);
        } catch (CancelledException failure) {
            checkOpen();
            throw failure;
        } finally {
            synchronized (this) {
                computing = false;
                notifyAll();
            }
            if (copy != null) {
                copy.release();
            }
        }
    }

    private synchronized void count(boolean isReadBack) {
        if (isReadBack) {
            readBacks++;
        } else {
            misses++;
        }
    }

    private void warn(DataAccessException failure) {
        System.getLogger("dev.peristyle")
                .log(
                        System.Logger.Level.WARNING,
                        "the rows of the " + name + " could not be read back, so that they are computed again: "
                                + failure.getMessage());
    }

    /** All rows; null if there is no room for them. */
    private Table collect(Plan from, CancellationToken asker) {
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
            return PlanRunner.keep(from, settings, name, share);
        } catch (MemoryLimitException none) {
            // as a part of a run they need not fit
            tooSmall = most;
            return null;
        }
    }

    private void checkOpen() {
        if (kept.isClosed()) {
            throw closed();
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the " + name + " is closed");
    }

    /** Runs that found the rows or waited for them. */
    public synchronized long hits() {
        return hits;
    }

    /** Runs that computed them. */
    public synchronized long misses() {
        return misses;
    }

    /** Runs that read them from disk. */
    public synchronized long readBacks() {
        return readBacks;
    }

    /** How often the rows were released. */
    public long releases() {
        return kept.releases();
    }

    /** What the rows take in memory. */
    public long bytes() {
        return kept.held();
    }

    /** What the rows take on disk. */
    public long diskBytes() {
        return kept.onDisk();
    }

    /** How often rows that gave way could not be written. */
    public long failedWrites() {
        return kept.failedWrites();
    }

    /** Gives the rows up, on disk too, unless somebody reads them. */
    public void release() {
        kept.forget();
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
