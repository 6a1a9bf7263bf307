package dev.peristyle.internal.aggregate.kernel;

/**
 * Sums of whole columns on vectors: each method adds the first rows and returns how many. This class is for Java versions
 * without vectors.
 */
final class VectorSums {

    private VectorSums() {}

    /** As {@link DoubleSumKernel#addAll}. */
    static int addDoubles(int rows, long values, long sum) {
        return 0;
    }

    /** As {@link SumKernel#addAll}. */
    static int addLongs(int rows, long values, long sum) {
        return 0;
    }
}
