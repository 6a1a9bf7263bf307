package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;

/** The relations of values to a scalar. */
final class ScalarTests {

    private ScalarTests() {}

    /** An integer of at most 32 bits against one. */
    record Ints(WordAccess access, Relation relation) implements ScalarTest {

        @Override
        public int test(long address, long scalar, long unused, int bit) {
            return (int) relation.ofInts((int) access.load(address), (int) scalar) * bit;
        }
    }

    /** An integer equals a scalar. */
    record EqualWords(WordAccess access) implements ScalarTest {

        @Override
        public int test(long address, long scalar, long unused, int bit) {
            return (int) Relation.EQ.ofLongs(access.load(address), scalar) * bit;
        }
    }

    /**
     * A 64-bit integer is less than a scalar. x is less than a negative s if x and x - s are negative; it is not less than
     * another s if ~x, which is -x - 1, and ~x + s are negative. So two operations do for both, without a comparison that may
     * become a branch.
     */
    record LessWords(WordAccess access) implements ScalarTest {

        @Override
        public int test(long address, long flip, long addend, int bit) {
            long flipped = access.load(address) ^ flip;
            return (int) ((flipped & flipped + addend) >>> 63) * bit;
        }

        @Override
        public long first(long scalar) {
            return ~(scalar >> 63);
        }

        @Override
        public long second(long scalar) {
            return scalar < 0 ? -scalar : scalar;
        }

        @Override
        public long invert(long scalar) {
            return ~(scalar >> 63);
        }
    }

    /**
     * A number with a fraction against the bits of a double that is not NaN. The compiler makes conditional moves of the
     * comparisons, except where nearly all rows that it has seen went the same way: there it makes branches.
     */
    record Doubles(DoubleAccess access, Relation relation) implements ScalarTest {

        @Override
        public int test(long address, long scalar, long unused, int bit) {
            double value = access.load(address);
            double limit = Double.longBitsToDouble(scalar);
            if (relation == Relation.EQ) {
                return value == limit ? bit : 0;
            }
            return relation == Relation.LT ? value < limit ? bit : 0 : value <= limit ? bit : 0;
        }
    }

    /** A number with a fraction is NaN, whatever the scalar. */
    record NotANumber(DoubleAccess access) implements ScalarTest {

        @Override
        public int test(long address, long scalar, long unused, int bit) {
            return Double.isNaN(access.load(address)) ? bit : 0;
        }
    }
}
