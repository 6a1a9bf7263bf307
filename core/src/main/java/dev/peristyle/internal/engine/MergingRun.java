package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * Drains a stage into a sink that takes rows in any order, with any number of threads that each call {@link #work}.
 *
 * <p>Every thread fills a state of its own with the morsels that it takes. Nothing of the result is seen before the end, so
 * whether the morsels fitted together is checked once, then. If one did not, all states of the stage are dropped and it is
 * read again by one thread, which never has to guess.
 */
final class MergingRun implements AutoCloseable {

    private final Stage stage;
    private final long firstPlace;
    private final MergingSink sink;
    private final Run run;
    private final OpenStage open;
    private final Scan scan;
    private final MorselQueue morsels;
    private final SplitLedger ledger;
    private final List<MergingSink.Partial> partials = new ArrayList<>();
    private final int threads;
    private RowPlaces places;
    private Crew crew;

    /**
     * Opens the input of a stage, but starts no thread.
     *
     * @param firstPlace the place of its first row among those of all stages
     */
    MergingRun(Stage stage, long firstPlace, MergingSink sink, Run run) {
        this.firstPlace = firstPlace;
        this.sink = sink;
        this.run = run;
        this.open = new OpenStage(stage, run.maxThreads(), run);
        this.stage = open.stage();
        this.scan = open.scan();
        this.morsels = new MorselQueue(scan, this.stage.conditions());
        this.ledger = new SplitLedger(morsels);
        this.threads = Math.min(run.maxThreads(), scan.maxReaders());
        this.places = new RowPlaces(firstPlace, threads == 1);
    }

    /** The threads that work, not started yet. */
    Crew crew() {
        crew = new Crew(run, threads, this::work, this::stop);
        return crew;
    }

    /** The work of one thread, until there is nothing left to do. */
    private void work() {
        boolean ended;
        do {
            ended = workInRoom() || crew.leave();
        } while (!ended);
    }

    /** Returns false when there was no room for what this thread needs before it has taken a morsel. */
    private boolean workInRoom() {
        try (Clock clock = Clock.start(run)) {
            StageReader reader;
            try {
                reader = new StageReader(stage, scan, run);
            } catch (MemoryLimitException none) {
                if (crew.isLast()) {
                    throw none;
                }
                return false;
            }
            reader.lap(clock);
            Throwable failure = null;
            try {
                failure = work(reader, clock);
            } catch (Throwable thrown) {
                Closing.after(thrown, List.of(reader));
                throw thrown;
            }
            if (failure == null) {
                reader.close();
            } else {
                // it was first, whatever closing the reader says
                Closing.after(failure, List.of(reader));
            }
            return true;
        }
    }

    /** Returns the failure that it has told the ledger of, if there was one. */
    private RuntimeException work(StageReader reader, Clock clock) {
        RuntimeException failed = null;
        Meter meter = sink.operator().meter();
        MergingSink.Partial partial = partial();
        clock.lap(meter);
        MorselQueue.Numbered taken = ledger.take(clock);
        while (taken != null) {
            long start = ledger.startOf(taken.number());
            try {
                reader.begin(taken.morsel(), start);
                start = reader.start();
                add(reader, partial, taken.number(), clock, meter);
                ledger.finished(taken.number(), start, reader.end());
                if (scan instanceof OperatorScan copies) {
                    copies.giveBack(taken.morsel());
                }
                crew.arrived();
                crew.done();
            } catch (CancelledException failure) {
                throw failure;
            } catch (RuntimeException failure) {
                ledger.failed(taken.number(), start, failure);
                failed = failure;
            }
            taken = ledger.take(clock);
        }
        return failed;
    }

    private void add(StageReader reader, MergingSink.Partial partial, int morsel, Clock clock, Meter meter) {
        long begin = places.begin(morsel);
        long place = begin;
        Chunk chunk = reader.next(clock);
        while (chunk != null) {
            int rows = chunk.rowCount();
            if (rows > 0) {
                long next = places.after(begin, place, rows);
                try {
                    partial.add(chunk, place);
                } catch (RowFailure failure) {
                    throw reader.placed(failure);
                }
                place = next;
                meter.rowsIn += rows;
                clock.lap(meter);
            }
            chunk = reader.next(clock);
        }
    }

    private synchronized MergingSink.Partial partial() {
        MergingSink.Partial partial = sink.partial();
        partials.add(partial);
        return partial;
    }

    /** Ends the run with a failure that no guess can have caused. */
    void stop(Throwable failure) {
        ledger.stop(Interruption.explain(failure));
    }

    /**
     * To be called when all threads have ended: merges what they made, or reads the stage again if it was read from wrong
     * places.
     *
     * @return the first place after those of its rows
     */
    long finish() {
        Closing.rethrow(ledger.stopped());
        try (Clock clock = Clock.start(run)) {
            if (ledger.isExact()) {
                Closing.rethrow(ledger.failure());
                Meter meter = sink.operator().meter();
                while (!partials.isEmpty()) {
                    sink.merge(partials.remove(0));
                }
                clock.lap(meter);
            } else {
                Closing.all(partials);
                partials.clear();
                morsels.rewind();
                readExactly(clock);
            }
            scan.finish();
        }
        return places.next(ledger.count());
    }

    private void readExactly(Clock clock) {
        Meter meter = sink.operator().meter();
        MergingSink.Partial partial = partial();
        try (StageRows rows = new StageRows(stage, scan, morsels, run)) {
            places = new RowPlaces(firstPlace, true);
            long place = firstPlace;
            Chunk chunk = rows.next(clock);
            while (chunk != null) {
                if (chunk.rowCount() > 0) {
                    try {
                        partial.add(chunk, place);
                    } catch (RowFailure failure) {
                        throw rows.placed(failure);
                    }
                    place = places.after(firstPlace, place, chunk.rowCount());
                    meter.rowsIn += chunk.rowCount();
                    clock.lap(meter);
                }
                chunk = rows.next(clock);
            }
        }
        partials.clear();
        sink.merge(partial);
    }

    /** To be called when all threads have ended. */
    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(open);
        resources.addAll(partials);
        Closing.all(resources);
    }
}
