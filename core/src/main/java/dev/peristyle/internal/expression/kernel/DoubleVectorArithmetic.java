package dev.peristyle.internal.expression.kernel;

/**
 * {@link DoubleArithmetic} on vectors: each method does the first rows and returns how many. This class is for Java
 * versions without vectors.
 */
final class DoubleVectorArithmetic {

    private DoubleVectorArithmetic() {}

    static int add(long left, long right, long result, int rows) {
        return 0;
    }

    static int addScalar(long left, double scalar, long result, int rows) {
        return 0;
    }

    static int subtract(long left, long right, long result, int rows) {
        return 0;
    }

    static int subtractFromScalar(double scalar, long right, long result, int rows) {
        return 0;
    }

    static int multiply(long left, long right, long result, int rows) {
        return 0;
    }

    static int multiplyScalar(long left, double scalar, long result, int rows) {
        return 0;
    }

    static int divide(long left, long right, long result, int rows) {
        return 0;
    }
}
