package dev.peristyle.internal.spill;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets the n-th of some operations fail. Thread-safe. */
final class Faults {

    static final String MESSAGE = "No space left on device";

    private final int failing;
    private final AtomicInteger steps = new AtomicInteger();

    /** The operation that fails, counted from 1. */
    Faults(int failing) {
        this.failing = failing;
    }

    void step() throws IOException {
        if (steps.incrementAndGet() == failing) {
            throw new IOException(MESSAGE);
        }
    }

    int failing() {
        return failing;
    }

    int steps() {
        return steps.get();
    }
}
