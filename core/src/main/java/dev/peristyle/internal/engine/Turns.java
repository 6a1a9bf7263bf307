package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.GuessingReader;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts what threads have made of morsels back into the order of the dataset, and says whether each was read from the right
 * place. One thread at a time has the turn: it holds {@code turn} and knows where that morsel has to begin, because all before
 * it are done. What is ready before its turn is left here, and whoever has the turn takes it along.
 *
 * <p>How far threads are ahead is bounded twice: in morsels, counted from the last one that is wanted no more, and in bytes
 * that lie ready. The thread that has the turn goes on in any case, so that there is always somebody who can.
 *
 * <p>Thread-safe.
 */
final class Turns {

    private final int window;
    private final long maxBytes;
    private final OrderedSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What lies ready for the turn {@code t} at {@code t} modulo its length: no two morsels can be further apart. */
    private final Attempt[] ready;

    private int turn;
    private int released;
    private boolean held;
    private long position = GuessingReader.UNKNOWN;
    private long bytes;
    private boolean stopped;
    private Throwable failure;

    /** The run is over; whoever is in the middle of something leaves it. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("the run is over", null, false, false);
        }
    }

    Turns(OrderedSink sink, int window, long maxBytes) {
        this.sink = sink;
        this.window = window;
        this.ready = new Attempt[window];
        this.maxBytes = maxBytes;
    }

    /** Waits until a morsel is not too far ahead; false when the run is over. */
    boolean awaitWindow(int morsel, Clock clock) {
        lock.lock();
        try {
            while (!stopped && morsel - released >= window) {
                await(clock);
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the turn if it is that morsel's and free. */
    boolean tryTurn(int morsel) {
        lock.lock();
        try {
            return take(morsel);
        } finally {
            lock.unlock();
        }
    }

    private boolean take(int morsel) {
        if (turn != morsel || held) {
            return false;
        }
        held = true;
        return true;
    }

    /** Waits until there is room for more rows of a morsel; true when its turn has come instead, which the caller has now. */
    boolean awaitRoom(int morsel, Clock clock) {
        lock.lock();
        try {
            while (true) {
                if (stopped) {
                    throw new Stopped();
                }
                if (take(morsel)) {
                    return true;
                }
                if (bytes < maxBytes) {
                    return false;
                }
                await(clock);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until rows in turn would be taken. */
    void awaitRoomInTurn(Clock clock) {
        lock.lock();
        try {
            while (!stopped && bytes >= maxBytes && sink.isBackedUp()) {
                await(clock);
            }
            if (stopped) {
                throw new Stopped();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes that lie ready; fewer of them make room. */
    void hold(long more) {
        if (more == 0) {
            return;
        }
        lock.lock();
        try {
            bytes += more;
            if (more < 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves what was read ahead for its turn. True when that is now: the caller has the turn. */
    boolean leave(Attempt attempt) {
        lock.lock();
        try {
            if (take(attempt.morsel)) {
                return true;
            }
            ready[attempt.morsel % window] = attempt;
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Where the morsel that has its turn has to begin. Called by the thread that has the turn. */
    long position() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the turn of a morsel.
     *
     * @param end where it ended
     * @param release whether nothing of it is wanted any more
     * @return what lies ready for the next turn, which the caller keeps; null if it has none any more
     */
    Attempt next(long end, boolean release) {
        lock.lock();
        try {
            turn++;
            position = end;
            if (release) {
                released = turn;
            }
            Attempt next = ready[turn % window];
            ready[turn % window] = null;
            held = next != null;
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of the morsels before this one is wanted any more. */
    void release(int morsel) {
        lock.lock();
        try {
            released = morsel;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the run; null without a failure. The first failure stays. */
    void stop(Throwable thrown) {
        lock.lock();
        try {
            stopped = true;
            if (thrown != null) {
                failure = Closing.join(failure, thrown);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    // Every caller checks its own condition in a loop around this.
    @SuppressWarnings("WaitNotInLoop")
    private void await(Clock clock) {
        clock.pause();
        try {
            changed.await();
        } catch (InterruptedException interruption) {
            throw Interruption.of(interruption);
        } finally {
            clock.resume();
        }
    }
}
