package dev.peristyle.internal.loop;

import org.agrona.UnsafeApi;

/**
 * Comparisons of the layouts that nearly all columns have with one value, by hand. Filters are what a process runs first, and
 * until a template is compiled for its operation each value costs calls: a whole run of query 6 took a tenth more user
 * time. Each loop does for several relations, so that the compilers meet few of them. They begin at row 0; the bits go least
 * significant bit first, and those past the last row are undefined.
 */
final class ScalarLoops {

    private ScalarLoops() {}

    /**
     * Integers of 32 bits below a bound, which is one more than such an integer at most.
     *
     * @param bound the first value that is not
     * @param invert -1 for the opposite, else 0
     */
    record LessInts(long bound, long invert) implements RowLoop {

        @Override
        public long run(long left, long unused, long result, int from, int to) {
            long first = bound;
            long opposite = invert;
            int row = 0;
            for (; row <= to - 8; row += 8) {
                long block = left + 4L * row;
                int bits = test(block, first, 1)
                        | test(block + 4, first, 2)
                        | test(block + 8, first, 4)
                        | test(block + 12, first, 8)
                        | test(block + 16, first, 16)
                        | test(block + 20, first, 32)
                        | test(block + 24, first, 64)
                        | test(block + 28, first, 128);
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            if (row < to) {
                int bits = 0;
                for (int bit = 0; bit < to - row; bit++) {
                    bits |= test(left + 4L * (row + bit), first, 1 << bit);
                }
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            return 0;
        }

        private static int test(long address, long bound, int bit) {
            return (int) (UnsafeApi.getInt(address) - bound >>> 63) * bit;
        }
    }

    /**
     * Integers of 64 bits less than a value: x is less than a negative s if x and x - s are negative; it is not less than
     * another s if ~x, which is -x - 1, and ~x + s are negative. So two operations do for both, without a comparison that may
     * become a branch.
     *
     * @param flip all bits if the value is not negative, else 0
     * @param addend the value without its sign
     * @param invert -1 for the opposite of what the two operations give, else 0
     */
    record LessLongs(long flip, long addend, long invert) implements RowLoop {

        static LessLongs than(long scalar, long invert) {
            long flip = ~(scalar >> 63);
            return new LessLongs(flip, scalar < 0 ? -scalar : scalar, flip ^ invert);
        }

        @Override
        public long run(long left, long unused, long result, int from, int to) {
            long flipped = flip;
            long added = addend;
            long opposite = invert;
            int row = 0;
            for (; row <= to - 8; row += 8) {
                long block = left + 8L * row;
                int bits = test(block, flipped, added, 1)
                        | test(block + 8, flipped, added, 2)
                        | test(block + 16, flipped, added, 4)
                        | test(block + 24, flipped, added, 8)
                        | test(block + 32, flipped, added, 16)
                        | test(block + 40, flipped, added, 32)
                        | test(block + 48, flipped, added, 64)
                        | test(block + 56, flipped, added, 128);
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            if (row < to) {
                int bits = 0;
                for (int bit = 0; bit < to - row; bit++) {
                    bits |= test(left + 8L * (row + bit), flipped, added, 1 << bit);
                }
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            return 0;
        }

        private static int test(long address, long flip, long addend, int bit) {
            long flipped = UnsafeApi.getLong(address) ^ flip;
            return (int) ((flipped & flipped + addend) >>> 63) * bit;
        }
    }

    /**
     * Doubles that are not greater than a value; NaN is greater. The compiler makes conditional moves of the comparisons,
     * except where nearly all rows that it has seen went the same way: there it makes branches.
     *
     * @param max not NaN
     * @param invert -1 for the opposite, else 0
     */
    record DoublesUpTo(double max, long invert) implements RowLoop {

        @Override
        public long run(long left, long unused, long result, int from, int to) {
            double limit = max;
            long opposite = invert;
            int row = 0;
            for (; row <= to - 8; row += 8) {
                long block = left + 8L * row;
                int bits = test(block, limit, 1)
                        | test(block + 8, limit, 2)
                        | test(block + 16, limit, 4)
                        | test(block + 24, limit, 8)
                        | test(block + 32, limit, 16)
                        | test(block + 40, limit, 32)
                        | test(block + 48, limit, 64)
                        | test(block + 56, limit, 128);
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            if (row < to) {
                int bits = 0;
                for (int bit = 0; bit < to - row; bit++) {
                    bits |= test(left + 8L * (row + bit), limit, 1 << bit);
                }
                UnsafeApi.putByte(result + (row >>> 3), (byte) (bits ^ opposite));
            }
            return 0;
        }

        private static int test(long address, double limit, int bit) {
            return UnsafeApi.getDouble(address) <= limit ? bit : 0;
        }
    }
}
