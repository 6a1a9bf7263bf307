package dev.peristyle.internal.lifetime;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives back what was never closed, once nobody can reach it, and says so: one warning for each place that opened it.
 *
 * <p>Whoever reads memory that is watched here must hold what is reachable until it has read: a method that asks for an address and
 * reads it afterwards ends with {@link java.lang.ref.Reference#reachabilityFence}.
 *
 * <p>Memory outside of the heap does not make the garbage collector run. So where many things are open at a time the
 * collector is asked to: when there are {@value #FIRST_COLLECTION} of them, and again whenever their number has doubled. As
 * soon as one is found abandoned, the count starts again, so that a program that forgets to close holds about as many.
 */
public final class Abandoned {

    private static final int FIRST_COLLECTION = 128;

    /** Places that were warned of; after so many nobody reads more of them. */
    private static final int MAX_PLACES = 1000;

    /** Its thread is one of the JDK's, because one made here would hold the class loader of this library. */
    private static final Cleaner CLEANER = Cleaner.create();

    private static final Set<String> PLACES = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger COLLECT_AT = new AtomicInteger(FIRST_COLLECTION);

    static {
        CLEANER.register(new Object(), new NameThread());
    }

    private Abandoned() {}

    /**
     * Watches something that has to be closed.
     *
     * @param reachable what everybody who uses it holds; must not be reachable from {@code giveBack}
     * @param kind what it is, such as {@code "row cursor"}: there is one warning for each kind and place
     * @param what the same in full, such as {@code "row cursor over a.csv"}
     * @param place where it was opened, as {@link CallSite#current()} says
     * @param tracing whether to remember the stack
     * @param giveBack frees it, and does not wait for anybody; runs on the one thread that gives back
     * @return to be told when it is closed
     */
    public static Watch watch(
            Object reachable, String kind, String what, String place, boolean tracing, Runnable giveBack) {
        int open = OPEN.incrementAndGet();
        int due = COLLECT_AT.get();
        if (open >= due && COLLECT_AT.compareAndSet(due, Math.max(due, 2 * open))) {
            System.gc();
        }
        String opened = place.isEmpty() ? "by thread '" + Thread.currentThread().getName() + "'" : "at " + place;
        Watch watch = new Watch(kind, what, opened, tracing ? new Throwable("opened here") : null, giveBack);
        watch.cleanable = CLEANER.register(reachable, watch);
        return watch;
    }

    /** The first thing that is given back: a name for the thread, which shows whose it is. */
    private static final class NameThread implements Runnable {

        @Override
        public void run() {
            Thread.currentThread().setName("peristyle-cleaner");
        }
    }

    /** Knows whether what it watches was closed. */
    public static final class Watch implements Runnable {

        private final String kind;
        private final String what;
        private final String opened;
        private final Throwable stack;
        private Runnable giveBack;
        private Cleaner.Cleanable cleanable;

        private Watch(String kind, String what, String opened, Throwable stack, Runnable giveBack) {
            this.kind = kind;
            this.what = what;
            this.opened = opened;
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
            String which = "the " + what + ", opened " + opened;
            if (PLACES.size() < MAX_PLACES && PLACES.add(kind + " " + opened)) {
                logger.log(
                        System.Logger.Level.WARNING,
                        which + ", was never closed. It is given back now that it is unreachable, which can be late:"
                                + " close it, as try-with-resources does."
                                + (stack == null ? " -Dperistyle.memory.trace=true shows the whole stack." : ""),
                        stack);
            }
            try {
                taken.run();
            } catch (RuntimeException | Error failure) {
                logger.log(System.Logger.Level.WARNING, "could not give back " + which, failure);
            }
        }
    }
}
