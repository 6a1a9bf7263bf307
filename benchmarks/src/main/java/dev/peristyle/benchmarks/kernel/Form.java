package dev.peristyle.benchmarks.kernel;

/** Which side of a benchmark runs. */
public enum Form {
    /** Peristyle's loop over memory off the heap. */
    kernel,
    /** The plain loop over arrays or objects on the heap. */
    plain
}
