package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the morsels of a scan, one thread at a time, and numbers them in the order of the dataset. Leaves those out of which
 * no row can pass. Thread-safe.
 */
final class MorselQueue {

    /** A morsel and its number. */
    record Numbered(int number, Morsel morsel) {}

    private final Scan scan;
    private final List<Predicate> conditions;
    private final ReentrantLock taking = new ReentrantLock();

    /** What was handed out, to be read again from the right places; null if nothing is guessed. */
    private final List<Morsel> taken;

    private int count;
    private int replayed;
    private boolean ended;
    private Throwable failure;

    /**
     * A queue of all morsels.
     *
     * @param scan where they come from
     * @param conditions what every row of the result has met
     */
    MorselQueue(Scan scan, List<Predicate> conditions) {
        boolean guesses = scan instanceof GuessingScan;
        this.scan = scan;
        this.conditions = guesses ? List.of() : conditions;
        this.taken = guesses ? new ArrayList<>() : null;
    }

    /**
     * The next morsel, or null when there is none left. A scan can take its time to make one; others wait for it. A scan that
     * has failed is not asked again, because what it would say then hides what went wrong: all threads get the first failure.
     */
    Numbered take(Clock clock) {
        if (!taking.tryLock()) {
            clock.pause();
            taking.lock();
            clock.resume();
        }
        try {
            Closing.rethrow(failure);
            return next();
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            taking.unlock();
        }
    }

    private Numbered next() {
        if (taken != null && replayed < taken.size()) {
            return new Numbered(replayed, taken.get(replayed++));
        }
        while (!ended) {
            Morsel morsel = scan.nextMorsel();
            if (morsel == null) {
                ended = true;
            } else if (canHold(morsel)) {
                if (taken != null) {
                    taken.add(morsel);
                    replayed++;
                }
                return new Numbered(count++, morsel);
            }
        }
        return null;
    }

    /** Starts again with the first morsel of a scan that guesses. */
    void rewind() {
        taking.lock();
        try {
            replayed = 0;
        } finally {
            taking.unlock();
        }
    }

    private boolean canHold(Morsel morsel) {
        for (Predicate condition : conditions) {
            if (!condition.canHold(morsel.statistics())) {
                return false;
            }
        }
        return true;
    }
}
