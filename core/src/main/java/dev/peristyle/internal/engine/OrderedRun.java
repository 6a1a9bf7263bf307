package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Scan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drains a stage into a sink in the order of its rows, with any number of threads that each call {@link #work}.
 *
 * <p>A thread takes the next morsel. If it is that morsel's turn, its rows go straight to the sink. Otherwise they are kept
 * ready, and the thread goes on to another morsel; whoever has the turn before hands them over. At that moment the place where
 * the morsel has to begin is known: if another one had been guessed, it is read again.
 */
final class OrderedRun implements AutoCloseable {

    /**
     * Morsels for each thread that may be taken and not yet done with: one that it reads, one that lies ready. With fewer, a
     * thread that is done waits for the others before it; more only have to be held.
     */
    private static final int MORSELS_PER_THREAD = 2;

    /** What lies ready takes at most this part of the memory, so that groups and sorts have the rest. */
    private static final int SHARE_OF_MEMORY = 8;

    private final Stage stage;
    private final Run run;
    private final OpenStage open;
    private final Scan scan;
    private final MorselQueue morsels;
    private final int threads;
    private final ReentrantLock taking = new ReentrantLock();
    private final List<OrderedSink.Partial> partials = new ArrayList<>();
    private final ArrayDeque<OrderedSink.Partial> free = new ArrayDeque<>();
    private OrderedSink sink;
    private Turns turns;
    private boolean release;
    private int next;
    private Crew crew;

    /** Opens the input of a stage, but starts no thread. */
    OrderedRun(Stage stage, Run run) {
        this.run = run;
        this.open = new OpenStage(stage, run.maxThreads(), run);
        this.stage = open.stage();
        this.scan = open.scan();
        this.morsels = new MorselQueue(scan, this.stage.conditions());
        this.threads = Math.min(run.maxThreads(), scan.maxReaders());
    }

    /**
     * Says where the rows go; before any thread works.
     *
     * @param releasing whether a morsel is done with when its rows are handed over; otherwise the sink says when
     */
    Turns into(OrderedSink target, boolean releasing) {
        sink = target;
        release = releasing;
        // one less where there are several: the morsel whose turn it is may have to be read again
        int window = Math.max(MORSELS_PER_THREAD, MORSELS_PER_THREAD * threads - 1);
        turns = new Turns(target, window, Math.max(1, run.memory().limit() / SHARE_OF_MEMORY));
        return turns;
    }

    /** The threads that work, not started yet; what they do ends in {@link #work}. */
    Crew crew(Crew.Work each) {
        crew = new Crew(run, threads, each, this::stop);
        return crew;
    }

    /** Ends the run; null without a failure. */
    void stop(Throwable failure) {
        turns.stop(failure == null || failure instanceof Turns.Stopped ? null : Interruption.explain(failure));
    }

    /** The work of one thread, until there is nothing left to do. */
    void work() {
        boolean ended;
        do {
            ended = workInRoom() || crew.leave();
        } while (!ended);
    }

    /** Returns false when there was no room for what this thread needs: what it has begun is left to the others. */
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
            try (reader) {
                return new Worker(clock, reader).work();
            }
        }
    }

    /** To be called when all threads have ended: throws what ended the run early, else lets the source have its last word. */
    void finish() {
        Closing.rethrow(turns.failure());
        scan.finish();
    }

    /** The next morsel, when it is not too far ahead; null when there is none left or the run is over. */
    private MorselQueue.Numbered take(Clock clock) {
        if (!taking.tryLock()) {
            clock.pause();
            taking.lock();
            clock.resume();
        }
        try {
            if (!turns.awaitWindow(next, clock)) {
                return null;
            }
            MorselQueue.Numbered taken = morsels.take(clock);
            next += taken == null ? 0 : 1;
            return taken;
        } finally {
            taking.unlock();
        }
    }

    private synchronized OrderedSink.Partial partial() {
        OrderedSink.Partial partial = free.poll();
        if (partial == null) {
            partial = sink.partial();
            partials.add(partial);
        }
        return partial;
    }

    /** A morsel will not be read again. */
    private void giveBack(Morsel done) {
        if (scan instanceof OperatorScan copies) {
            copies.giveBack(done);
        }
    }

    private synchronized void giveBack(OrderedSink.Partial partial) {
        free.push(partial);
    }

    /** What is wrong with the run, whoever meets it, and cannot come from a wrong guess. */
    private static boolean isFatal(Throwable failure) {
        return failure instanceof CancelledException || !(failure instanceof RuntimeException);
    }

    /** To be called when all threads have ended. */
    @Override
    public void close() {
        List<AutoCloseable> resources = new ArrayList<>();
        resources.add(open);
        resources.addAll(partials);
        Closing.all(resources);
    }

    /** One thread. */
    private final class Worker {

        private final Clock clock;
        private final StageReader reader;
        private final Meter meter = sink.operator().meter();
        private final boolean countsRows = sink.countsRows();

        Worker(Clock clock, StageReader reader) {
            this.clock = clock;
            this.reader = reader;
        }

        /** Returns false when it had too little memory for what is not its turn. */
        boolean work() {
            MorselQueue.Numbered taken = take(clock);
            while (taken != null) {
                if (!process(taken.number(), taken.morsel())) {
                    return false;
                }
                crew.arrived();
                crew.done();
                taken = take(clock);
            }
            return true;
        }

        private boolean process(int morsel, Morsel content) {
            long end;
            if (turns.tryTurn(morsel)) {
                end = readInTurn(content);
            } else {
                Attempt attempt = new Attempt(morsel, content, partial());
                Chunk pending = readAhead(attempt);
                if (pending != null && attempt.isRight(turns.position())) {
                    end = goOnInTurn(attempt, pending);
                    giveBack(content);
                } else if (pending != null) {
                    end = readAgain(attempt);
                } else if (turns.leave(attempt)) {
                    end = settle(attempt);
                } else {
                    return !attempt.hadNoRoom();
                }
            }
            passTurnOn(morsel, end);
            return true;
        }

        /** Ends a turn, and those of the next morsels as far as they lie ready. */
        private void passTurnOn(int first, long firstEnd) {
            int morsel = first;
            long end = firstEnd;
            while (true) {
                sink.finished(morsel);
                Attempt next = turns.next(end, release);
                if (next == null) {
                    return;
                }
                end = settle(next);
                morsel++;
            }
        }

        /** Reads ahead of the turn, as far as there is room. Returns rows for which the turn has come meanwhile, if it has. */
        private Chunk readAhead(Attempt attempt) {
            try {
                reader.begin(attempt.content, GuessingReader.UNKNOWN);
                attempt.start = reader.start();
                Chunk chunk = reader.next(clock);
                while (chunk != null) {
                    if (chunk.rowCount() > 0) {
                        if (turns.awaitRoom(attempt.morsel, clock)) {
                            return chunk;
                        }
                        keep(attempt, chunk);
                    }
                    chunk = reader.next(clock);
                }
                attempt.end = reader.end();
                giveBack(attempt.content);
            } catch (Throwable failure) {
                if (failure instanceof Turns.Stopped || isFatal(failure)) {
                    throw failure;
                }
                attempt.failure = failure;
            }
            return null;
        }

        private void keep(Attempt attempt, Chunk chunk) {
            long before = attempt.partial.bytes();
            try {
                attempt.partial.add(chunk);
            } finally {
                turns.hold(attempt.partial.bytes() - before);
            }
            attempt.rows += chunk.rowCount();
            clock.lap(meter);
        }

        /** Hands over what was read ahead, or reads it again. In turn. Returns where it ended. */
        private long settle(Attempt attempt) {
            Throwable failure = attempt.failure;
            if (failure instanceof DataAccessException lost) {
                throw lost;
            }
            // with a turn, and with what others have given back, there can be room
            if (attempt.hadNoRoom() || !attempt.isRight(turns.position())) {
                return readAgain(attempt);
            }
            // the rows before a bad one count as well: a limit may be reached with them
            handOver(attempt);
            Closing.rethrow(failure);
            giveBack(attempt.partial);
            return attempt.end;
        }

        private long readAgain(Attempt attempt) {
            long held = attempt.partial.bytes();
            attempt.partial.clear();
            turns.hold(-held);
            giveBack(attempt.partial);
            return readInTurn(attempt.content);
        }

        private long goOnInTurn(Attempt attempt, Chunk pending) {
            handOver(attempt);
            addInTurn(attempt.partial, pending);
            return drainInTurn(attempt.partial);
        }

        private void handOver(Attempt attempt) {
            long held = attempt.partial.bytes();
            turns.hold(attempt.partial.handOver() - held);
            meter.rowsIn += countsRows ? attempt.rows : 0;
            clock.lap(meter);
        }

        private long readInTurn(Morsel content) {
            reader.begin(content, turns.position());
            long end = drainInTurn(partial());
            giveBack(content);
            return end;
        }

        private long drainInTurn(OrderedSink.Partial partial) {
            Chunk chunk = reader.next(clock);
            while (chunk != null) {
                if (chunk.rowCount() > 0) {
                    addInTurn(partial, chunk);
                }
                chunk = reader.next(clock);
            }
            turns.hold(partial.handOver());
            clock.lap(meter);
            giveBack(partial);
            return reader.end();
        }

        private void addInTurn(OrderedSink.Partial partial, Chunk chunk) {
            turns.awaitRoomInTurn(clock);
            turns.hold(partial.addInTurn(chunk));
            meter.rowsIn += countsRows ? chunk.rowCount() : 0;
            clock.lap(meter);
        }
    }
}
