package dev.peristyle.internal.expression.kernel;

import jdk.incubator.vector.DoubleVector;

/** {@link DoubleArithmetic} on vectors: each method does the first rows and returns how many. */
final class DoubleVectorArithmetic {

    private DoubleVectorArithmetic() {}

    private static DoubleVector load(long values, long offset) {
        return DoubleVector.fromMemorySegment(
                VectorMemory.DOUBLES, VectorMemory.ALL, values + offset, VectorMemory.ORDER);
    }

    private static void store(DoubleVector vector, long result, long offset) {
        vector.intoMemorySegment(VectorMemory.ALL, result + offset, VectorMemory.ORDER);
    }

    static int add(long left, long right, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).add(load(right, offset)), result, offset);
        }
        return end;
    }

    static int addScalar(long left, double scalar, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).add(scalar), result, offset);
        }
        return end;
    }

    static int subtract(long left, long right, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).sub(load(right, offset)), result, offset);
        }
        return end;
    }

    static int subtractFromScalar(double scalar, long right, long result, int rows) {
        DoubleVector all = DoubleVector.broadcast(VectorMemory.DOUBLES, scalar);
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(all.sub(load(right, offset)), result, offset);
        }
        return end;
    }

    static int multiply(long left, long right, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).mul(load(right, offset)), result, offset);
        }
        return end;
    }

    static int multiplyScalar(long left, double scalar, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).mul(scalar), result, offset);
        }
        return end;
    }

    static int divide(long left, long right, long result, int rows) {
        int end = VectorMemory.DOUBLES.loopBound(rows);
        for (int row = 0; row < end; row += VectorMemory.DOUBLES.length()) {
            long offset = (long) row << 3;
            store(load(left, offset).div(load(right, offset)), result, offset);
        }
        return end;
    }
}
