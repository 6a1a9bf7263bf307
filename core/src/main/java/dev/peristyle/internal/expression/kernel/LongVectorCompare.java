package dev.peristyle.internal.expression.kernel;

/**
 * {@link LongCompare} with a scalar on vectors: each method does the first rows, a multiple of 64, and returns how many.
 * This class is for Java versions without vectors.
 */
final class LongVectorCompare {

    private LongVectorCompare() {}

    static int equalScalar(long left, long scalar, long result, int rows, long invert) {
        return 0;
    }

    static int lessScalar(long left, long scalar, long result, int rows, long invert) {
        return 0;
    }

    static int lessOrEqualScalar(long left, long scalar, long result, int rows, long invert) {
        return 0;
    }
}
