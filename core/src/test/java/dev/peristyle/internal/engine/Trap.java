package dev.peristyle.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** Throws something the n-th time that anybody comes by, once; as it is, also a checked exception. */
final class Trap {

    private final Throwable thrown;
    private final AtomicInteger left;
    private volatile StackTraceElement[] where = {};

    Trap(Throwable thrown, int steps) {
        this.thrown = thrown;
        this.left = new AtomicInteger(steps);
    }

    void step() {
        if (left.decrementAndGet() == 0) {
            where = new Throwable().getStackTrace();
            throw Trap.<RuntimeException>unchecked(thrown);
        }
    }

    Throwable thrown() {
        return thrown;
    }

    /** Where it sprung. */
    @Override
    public String toString() {
        return thrown + " at " + java.util.Arrays.toString(where);
    }

    boolean hasSprung() {
        return left.get() <= 0;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
