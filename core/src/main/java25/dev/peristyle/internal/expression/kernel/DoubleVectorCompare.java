package dev.peristyle.internal.expression.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.agrona.UnsafeApi;

/** {@link DoubleCompare} with a scalar on vectors: each method does the first rows, a multiple of 64, and returns how many. */
final class DoubleVectorCompare {

    private DoubleVectorCompare() {}

    private static DoubleVector load(long values, int row) {
        return DoubleVector.fromMemorySegment(
                VectorMemory.DOUBLES, VectorMemory.ALL, values + ((long) row << 3), VectorMemory.ORDER);
    }

    static int equalScalar(long left, double scalar, long result, int rows, long invert) {
        int end = rows & -64;
        for (int row = 0; row < end; row += 64) {
            long word = 0;
            for (int bit = 0; bit < 64; bit += VectorMemory.DOUBLES.length()) {
                word |= load(left, row + bit)
                                .compare(VectorOperators.EQ, scalar)
                                .toLong()
                        << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        return end;
    }

    static int lessScalar(long left, double scalar, long result, int rows, long invert) {
        int end = rows & -64;
        for (int row = 0; row < end; row += 64) {
            long word = 0;
            for (int bit = 0; bit < 64; bit += VectorMemory.DOUBLES.length()) {
                word |= load(left, row + bit)
                                .compare(VectorOperators.LT, scalar)
                                .toLong()
                        << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        return end;
    }

    static int lessOrEqualScalar(long left, double scalar, long result, int rows, long invert) {
        int end = rows & -64;
        for (int row = 0; row < end; row += 64) {
            long word = 0;
            for (int bit = 0; bit < 64; bit += VectorMemory.DOUBLES.length()) {
                word |= load(left, row + bit)
                                .compare(VectorOperators.LE, scalar)
                                .toLong()
                        << bit;
            }
            UnsafeApi.putLong(result + (row >>> 3), word ^ invert);
        }
        return end;
    }
}
