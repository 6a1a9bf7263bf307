package dev.peristyle.internal.expression.kernel;

/**
 * {@link IntCompare} with a scalar on vectors: each method does the first rows, a multiple of 64, and returns how many.
 * This class is for Java versions without vectors.
 */
final class IntVectorCompare {

    private IntVectorCompare() {}

    static int equalScalar(long left, int scalar, long result, int rows, long invert) {
        return 0;
    }

    static int lessScalar(long left, int scalar, long result, int rows, long invert) {
        return 0;
    }

    static int lessOrEqualScalar(long left, int scalar, long result, int rows, long invert) {
        return 0;
    }
}
