package dev.peristyle.internal.engine;

import dev.peristyle.internal.jdk.ThreadCpu;

/**
 * Divides the time of one thread of a run: each lap goes to an operator, and what is between {@link #pause} and
 * {@link #resume} (waiting, the caller's own work) to nobody.
 *
 * <p>A thread can be in a run within a step of another: a step that needs all rows of another one reads them when the first
 * row is asked for. The inner clock then stops the outer one, so that no time is counted twice.
 */
public final class Clock implements AutoCloseable {

    private static final ThreadLocal<Clock> CURRENT = new ThreadLocal<>();

    private final Run run;
    private final boolean measuresCpu;
    private Clock outer;
    private long last;
    private long lastCpu;
    private long busy;
    private long unclaimed;
    private long unclaimedCpu;
    private Meter recent;
    private boolean running;
    private boolean entered;

    /**
     * A clock that does not run.
     *
     * @param run whose time it tells
     */
    public Clock(Run run) {
        this.run = run;
        this.measuresCpu = run.measuresCpu();
    }

    /** A clock that runs, of the current thread, until it is closed. */
    static Clock start(Run run) {
        Clock clock = new Clock(run);
        clock.enter();
        return clock;
    }

    /** The clock of the current thread; there has to be one. */
    static Clock current() {
        return CURRENT.get();
    }

    /** Makes this the clock of the current thread and lets it run. */
    public void enter() {
        outer = CURRENT.get();
        if (outer != null) {
            outer.pause();
        }
        CURRENT.set(this);
        entered = true;
        resume();
    }

    /** Stops this clock; the one before it goes on. */
    public void exit() {
        if (!entered) {
            return;
        }
        entered = false;
        pause();
        // set, not removed: to remove it would allocate an entry for each chunk
        CURRENT.set(outer);
        if (outer != null) {
            outer.resume();
            outer = null;
        }
    }

    void pause() {
        if (running) {
            long passed = System.nanoTime() - last;
            busy += passed;
            unclaimed += passed;
            if (measuresCpu) {
                unclaimedCpu += ThreadCpu.nanos() - lastCpu;
            }
            if (recent != null) {
                // what was done since its lap was done for it, or for what comes next, which nobody knows yet
                claim(recent);
            }
            running = false;
        }
    }

    void resume() {
        if (!running) {
            last = System.nanoTime();
            if (measuresCpu) {
                lastCpu = ThreadCpu.nanos();
            }
            running = true;
        }
    }

    /** The time since the last lap was for an operator. */
    void lap(Meter meter) {
        long now = System.nanoTime();
        long passed = now - last;
        busy += passed;
        unclaimed += passed;
        last = now;
        if (measuresCpu) {
            long cpu = ThreadCpu.nanos();
            unclaimedCpu += cpu - lastCpu;
            lastCpu = cpu;
        }
        claim(meter);
        recent = meter;
    }

    /** Gives an operator what nobody has yet, such as what was done before the first lap. */
    private void claim(Meter meter) {
        meter.nanos += unclaimed;
        meter.cpuNanos += unclaimedCpu;
        unclaimed = 0;
        unclaimedCpu = 0;
    }

    /** Ends the clock and adds its time to that of the run, once. */
    @Override
    public void close() {
        exit();
        run.addBusy(busy);
        busy = 0;
    }
}
