package dev.peristyle.internal.expression.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link LongArithmetic} on vectors: the first rows, as many as {@link #rows} says. Each method returns what the one of the
 * same name returns.
 */
final class LongVectorArithmetic {

    private LongVectorArithmetic() {}

    /** How many of these rows are done on vectors. */
    static int rows(int rows) {
        return VectorMemory.LONGS.loopBound(rows);
    }

    private static LongVector load(long values, int row) {
        return LongVector.fromMemorySegment(
                VectorMemory.LONGS, VectorMemory.ALL, values + ((long) row << 3), VectorMemory.ORDER);
    }

    private static void store(LongVector vector, long result, int row) {
        vector.intoMemorySegment(VectorMemory.ALL, result + ((long) row << 3), VectorMemory.ORDER);
    }

    /** Like {@code value ^ value >> 63}: as many bits as the magnitude needs. */
    private static LongVector magnitude(LongVector values) {
        return values.lanewise(VectorOperators.XOR, values.lanewise(VectorOperators.ASHR, 63));
    }

    private static long outcome(LongVector overflow, LongVector bits) {
        return overflow.reduceLanes(VectorOperators.OR) & Long.MIN_VALUE | bits.reduceLanes(VectorOperators.OR);
    }

    static long add(long left, long right, long result, int rows) {
        LongVector overflow = LongVector.zero(VectorMemory.LONGS);
        LongVector bits = LongVector.zero(VectorMemory.LONGS);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector first = load(left, row);
            LongVector second = load(right, row);
            LongVector value = first.add(second);
            overflow = overflow.or(
                    first.lanewise(VectorOperators.XOR, value).and(second.lanewise(VectorOperators.XOR, value)));
            bits = bits.or(magnitude(value));
            store(value, result, row);
        }
        return outcome(overflow, bits);
    }

    static long addScalar(long left, long scalar, long result, int rows) {
        LongVector overflow = LongVector.zero(VectorMemory.LONGS);
        LongVector bits = LongVector.zero(VectorMemory.LONGS);
        LongVector second = LongVector.broadcast(VectorMemory.LONGS, scalar);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector first = load(left, row);
            LongVector value = first.add(second);
            overflow = overflow.or(
                    first.lanewise(VectorOperators.XOR, value).and(second.lanewise(VectorOperators.XOR, value)));
            bits = bits.or(magnitude(value));
            store(value, result, row);
        }
        return outcome(overflow, bits);
    }

    static long subtract(long left, long right, long result, int rows) {
        LongVector overflow = LongVector.zero(VectorMemory.LONGS);
        LongVector bits = LongVector.zero(VectorMemory.LONGS);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector first = load(left, row);
            LongVector second = load(right, row);
            LongVector value = first.sub(second);
            overflow = overflow.or(
                    first.lanewise(VectorOperators.XOR, second).and(first.lanewise(VectorOperators.XOR, value)));
            bits = bits.or(magnitude(value));
            store(value, result, row);
        }
        return outcome(overflow, bits);
    }

    static long subtractFromScalar(long scalar, long right, long result, int rows) {
        LongVector overflow = LongVector.zero(VectorMemory.LONGS);
        LongVector bits = LongVector.zero(VectorMemory.LONGS);
        LongVector first = LongVector.broadcast(VectorMemory.LONGS, scalar);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector second = load(right, row);
            LongVector value = first.sub(second);
            overflow = overflow.or(
                    first.lanewise(VectorOperators.XOR, second).and(first.lanewise(VectorOperators.XOR, value)));
            bits = bits.or(magnitude(value));
            store(value, result, row);
        }
        return outcome(overflow, bits);
    }

    static long multiply(long left, long right, long result, int rows) {
        LongVector firstBits = LongVector.zero(VectorMemory.LONGS);
        LongVector secondBits = LongVector.zero(VectorMemory.LONGS);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector first = load(left, row);
            LongVector second = load(right, row);
            firstBits = firstBits.or(magnitude(first));
            secondBits = secondBits.or(magnitude(second));
            store(first.mul(second), result, row);
        }
        return LongArithmetic.bitsOfProduct(
                firstBits.reduceLanes(VectorOperators.OR), secondBits.reduceLanes(VectorOperators.OR));
    }

    static long multiplyScalar(long left, long scalar, long result, int rows) {
        LongVector firstBits = LongVector.zero(VectorMemory.LONGS);
        for (int row = 0; row < rows; row += VectorMemory.LONGS.length()) {
            LongVector first = load(left, row);
            firstBits = firstBits.or(magnitude(first));
            store(first.mul(scalar), result, row);
        }
        return LongArithmetic.bitsOfProduct(firstBits.reduceLanes(VectorOperators.OR), scalar ^ scalar >> 63);
    }
}
