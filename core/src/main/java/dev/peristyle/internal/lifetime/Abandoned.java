package dev.peristyle.internal.lifetime;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives back what was never closed, once nobody can reach it, and says so: one warning for each place that opened it.
 *
 * <p>Memory outside of the heap does not make the garbage collector run. So where many things are open at a time the
 * collector is asked to: when there are {@value #FIRST_COLLECTION} of them, and again whenever their number has doubled. As
 * soon as one is found abandoned, the count starts again, so that a program that forgets to close holds about as many.
 */
public final class Abandoned {

    private static final int FIRST_COLLECTION = 128;

    /** Places that were warned of; after so many nobody reads more of them. */
    private static final int MAX_PLACES = 1000;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<String> PLACES = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger COLLECT_AT = new AtomicInteger(FIRST_COLLECTION);

    private Abandoned() {}

    /**
     * Watches something that has to be closed.
     *
     * @param reachable what everybody who uses it holds; must not be reachable from {@code giveBack}
     * @param what its name in the warning, such as {@code "the row cursor over scan of a.csv"}
     * @param tracing whether to remember the stack
     * @param giveBack frees it; runs on a thread of its own
     * @return to be told when it is closed
     */
    public static Watch watch(Object reachable, String what, boolean tracing, Runnable giveBack) {
        int open = OPEN.incrementAndGet();
        int due = COLLECT_AT.get();
        if (open >= due && COLLECT_AT.compareAndSet(due, Math.max(due, 2 * open))) {
            System.gc();
        }
        String place = what + ", opened by thread '" + Thread.currentThread().getName() + "'";
        Watch watch = new Watch(place, tracing ? new Throwable("opened here") : null, giveBack);
        watch.cleanable = CLEANER.register(reachable, watch);
        return watch;
    }

    /** Knows whether what it watches was closed. */
    public static final class Watch implements Runnable {

        private final String place;
        private final Throwable stack;
        private Runnable giveBack;
        private Cleaner.Cleanable cleanable;

        private Watch(String place, Throwable stack, Runnable giveBack) {
            this.place = place;
            this.stack = stack;
            this.giveBack = giveBack;
        }

        /**
         * Ends the watch. To be called before it is closed.
         *
         * @return whether this was the first call: the caller closes
         */
        public boolean end() {
            boolean first = take() != null;
            cleanable.clean();
            return first;
        }

        private synchronized Runnable take() {
            Runnable taken = giveBack;
            giveBack = null;
            if (taken != null) {
                OPEN.decrementAndGet();
            }
            return taken;
        }

        /** For the cleaner: it is unreachable, or closed. */
        @Override
        public void run() {
            Runnable taken = take();
            if (taken == null) {
                return;
            }
            COLLECT_AT.set(FIRST_COLLECTION);
            System.Logger logger = System.getLogger("dev.peristyle");
            if (PLACES.size() < MAX_PLACES && PLACES.add(place)) {
                logger.log(
                        System.Logger.Level.WARNING,
                        place + ", was never closed. It is given back now that it is unreachable, which can be late:"
                                + " close it, as try-with-resources does."
                                + (stack == null ? " -Dperistyle.memory.trace=true shows where it was opened." : ""),
                        stack);
            }
            try {
                taken.run();
            } catch (RuntimeException | Error failure) {
                logger.log(System.Logger.Level.WARNING, "could not give back " + place, failure);
            }
        }
    }
}
