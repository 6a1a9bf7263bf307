package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.ground.WordAccess;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The relations of two values. All are exact: nothing is rounded to be compared. */
final class PairTests {

    private PairTests() {}

    /** Integers of at most 32 bits. The compiler makes far better loops of differences of ints than of narrow longs. */
    record Ints(WordAccess left, WordAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            return relation.ofInts((int) left.load(first), (int) right.load(second));
        }
    }

    /** Integers of at most 64 bits. */
    record Words(WordAccess left, WordAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            return relation.ofLongs(left.load(first), right.load(second));
        }
    }

    /** Numbers with a fraction, NaN the greatest. */
    record Doubles(DoubleAccess left, DoubleAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            double one = left.load(first);
            double other = right.load(second);
            if (relation == Relation.EQ) {
                return DoubleOrder.isEqual(one, other) ? 1 : 0;
            }
            return relation == Relation.LT
                    ? DoubleOrder.isLess(one, other) ? 1 : 0
                    : DoubleOrder.isLessOrEqual(one, other) ? 1 : 0;
        }
    }

    /** 64-bit integers times a positive factor each: with products of 128 bits. */
    record Scaled(WordAccess left, long leftFactor, WordAccess right, long rightFactor, Relation relation)
            implements PairTest {

        @Override
        public long test(long first, long second) {
            long one = left.load(first);
            long other = right.load(second);
            return wide(
                    relation,
                    Math.multiplyHigh(one, leftFactor),
                    one * leftFactor,
                    Math.multiplyHigh(other, rightFactor),
                    other * rightFactor);
        }
    }

    /** Integers of at most 128 bits. */
    record WideWords(WordAccess left, WordAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            return wide(relation, left.high(first), left.load(first), right.high(second), right.load(second));
        }
    }

    private static long wide(Relation relation, long firstHigh, long firstLow, long secondHigh, long secondLow) {
        boolean same = firstHigh == secondHigh;
        if (relation == Relation.EQ) {
            return same & firstLow == secondLow ? 1 : 0;
        }
        long low = firstLow + Long.MIN_VALUE;
        long otherLow = secondLow + Long.MIN_VALUE;
        boolean lowHolds = relation == Relation.LT ? low < otherLow : low <= otherLow;
        return firstHigh < secondHigh | (same & lowHolds) ? 1 : 0;
    }

    /** Integers of at most 128 bits, each times a power of ten of any size. */
    record ScaledWide(
            WordAccess left, BigInteger leftFactor, WordAccess right, BigInteger rightFactor, Relation relation)
            implements PairTest {

        @Override
        public long test(long first, long second) {
            BigInteger one = WideInteger.at(left, first).multiply(leftFactor);
            return relation.holds(one.compareTo(WideInteger.at(right, second).multiply(rightFactor))) ? 1 : 0;
        }
    }

    /** An integer of at most 128 bits against a double. */
    record WordDouble(WordAccess left, DoubleAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            return relation.holds(compare(left, first, right.load(second))) ? 1 : 0;
        }
    }

    /** A double against an integer of at most 128 bits. */
    record DoubleWord(DoubleAccess left, WordAccess right, Relation relation) implements PairTest {

        @Override
        public long test(long first, long second) {
            return relation.holds(-compare(right, second, left.load(first))) ? 1 : 0;
        }
    }

    private static int compare(WordAccess access, long address, double second) {
        long low = access.load(address);
        if (access.high(address) == low >> 63) {
            return compare(low, second);
        }
        if (Double.isNaN(second) || Double.isInfinite(second)) {
            return second < 0 ? 1 : -1;
        }
        return new BigDecimal(WideInteger.at(access, address)).compareTo(new BigDecimal(second));
    }

    private static int compare(long first, double second) {
        if (!(second < 0x1p63)) {
            return -1;
        }
        if (second < -0x1p63) {
            return 1;
        }
        long whole = (long) second;
        return first != whole ? Long.compare(first, whole) : DoubleOrder.compare(whole, second);
    }
}
