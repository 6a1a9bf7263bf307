package dev.peristyle.internal.expression.kernel;

/**
 * {@link LongArithmetic} on vectors: the first rows, as many as {@link #rows} says. Each method returns what the one of the
 * same name returns. This class is for Java versions without vectors.
 */
final class LongVectorArithmetic {

    private LongVectorArithmetic() {}

    /** How many of these rows are done on vectors; 0 means that no other method may be called. */
    static int rows(int rows) {
        return 0;
    }

    static long add(long left, long right, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }

    static long addScalar(long left, long scalar, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }

    static long subtract(long left, long right, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }

    static long subtractFromScalar(long scalar, long right, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }

    static long multiply(long left, long right, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }

    static long multiplyScalar(long left, long scalar, long result, int rows) {
        throw new UnsupportedOperationException("no vectors");
    }
}
