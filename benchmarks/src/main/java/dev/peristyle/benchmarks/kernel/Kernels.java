package dev.peristyle.benchmarks.kernel;

import dev.peristyle.internal.csv.kernel.CsvKernels;

/** Which kernels run in this JVM. */
public final class Kernels {
    /** What a JVM that measures is told to run on: {@code vector} or {@code scalar}; absent if it does not matter. */
    public static final String PROMISE = "peristyle.benchmarks.kernels";

    private Kernels() {}

    /**
     * Checks that those run which were promised, so that no result is taken for what it is not.
     *
     * @throws IllegalStateException if others run
     */
    public static void check() {
        check(System.getProperty(PROMISE), CsvKernels.structure().name());
    }

    static void check(String promised, String running) {
        if (promised != null && !running.startsWith(promised)) {
            throw new IllegalStateException("Promised are " + promised + " kernels, but those running are " + running);
        }
    }
}
