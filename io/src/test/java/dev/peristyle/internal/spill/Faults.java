package dev.peristyle.internal.spill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets the n-th of some operations fail, or the first one of a kind. Thread-safe. */
public final class Faults {

    public static final String MESSAGE = "No space left on device";

    private final int failing;
    private final Operation kind;
    private final AtomicInteger steps = new AtomicInteger();
    private volatile Operation failed;

    /** What is done to a file. */
    public enum Operation {
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        SYNC,
        RENAME
    }

    /** The operation that fails, counted from 1. */
    public Faults(int failing) {
        this.failing = failing;
        this.kind = null;
    }

    /** The first operation of this kind fails. */
    public Faults(Operation kind) {
        this.failing = 0;
        this.kind = kind;
    }

    /** To be called before each operation. */
    void step(Operation operation, Path file) throws IOException {
        if (steps.incrementAndGet() == failing || operation == kind && failed == null) {
            failed = operation;
            throw new IOException(MESSAGE + ": " + file);
        }
    }

    /** What has failed, null if nothing did yet. */
    public Operation failed() {
        return failed;
    }

    int failing() {
        return failing;
    }

    public int steps() {
        return steps.get();
    }
}
