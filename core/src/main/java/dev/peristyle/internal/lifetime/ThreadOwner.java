package dev.peristyle.internal.lifetime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The one thread that may use something, such as a cursor over memory that is freed when it is closed.
 *
 * <p>The first thread that uses it owns it, until it {@link #handOver() hands it over} or ends; the next thread that uses it
 * then is the owner. Any other thread gets an exception at each use, so nothing that it does can take memory away from the
 * owner.
 *
 * <p>The field is read without a barrier, so that a check in a loop is moved out of it: a thread only ever finds itself there
 * if it has put itself there, and only itself can take it away.
 */
public final class ThreadOwner {

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(ThreadOwner.class, "owner", Thread.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final String what;
    private final String advice;
    private Thread owner;

    /**
     * Something that reads and that nobody has used yet.
     *
     * @param what its name in messages, such as {@code "row cursor"}
     */
    public ThreadOwner(String what) {
        this(what, "To end a run from another thread, cancel the token given to Execution.cancellation");
    }

    /**
     * Something that nobody has used yet.
     *
     * @param what its name in messages, such as {@code "row cursor"}
     * @param advice what another thread can do
     */
    public ThreadOwner(String what, String advice) {
        this.what = what;
        this.advice = advice;
    }

    /**
     * Checks that the current thread may use it; the first one becomes the owner.
     *
     * @throws IllegalStateException when it belongs to another thread; names both
     */
    public void check() {
        if (owner != Thread.currentThread()) {
            take();
        }
    }

    private void take() {
        Thread current = Thread.currentThread();
        Thread holder = (Thread) OWNER.getAcquire(this);
        while (holder == null || !holder.isAlive()) {
            if (OWNER.compareAndSet(this, holder, current)) {
                return;
            }
            holder = (Thread) OWNER.getAcquire(this);
        }
        throw refusal(holder);
    }

    /**
     * Says whether the current thread owns it. For loops: what only throws does not stop the compiler from asking once.
     *
     * @return true if it does
     */
    public boolean isCurrent() {
        return owner == Thread.currentThread();
    }

    /**
     * What to throw where {@link #isCurrent} says no.
     *
     * @return an exception that names the owner
     */
    public IllegalStateException refusal() {
        return refusal((Thread) OWNER.getAcquire(this));
    }

    private IllegalStateException refusal(Thread holder) {
        Thread current = Thread.currentThread();
        if (holder == null || holder == current) {
            return new IllegalStateException("this " + what + " was handed over; next() takes it");
        }
        return new IllegalStateException("this " + what + " belongs to thread '" + holder.getName()
                + "', which reads it; thread '" + current.getName() + "' can neither read nor close it. " + advice);
    }

    /**
     * Gives it to the thread that uses it next.
     *
     * @throws IllegalStateException when it belongs to another thread
     */
    public void handOver() {
        check();
        OWNER.setRelease(this, null);
    }
}
