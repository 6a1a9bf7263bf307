package dev.peristyle.examples;

/**
 * The numbers from 0 to a size in a random order, of which any can be asked for and none is stored: a Feistel network over the
 * next power of four, applied until it hits a number that is small enough (Black and Rogaway, "Ciphers with arbitrary finite
 * domains", 2002). Immutable.
 */
final class Permutation {

    private static final int ROUNDS = 4;

    private final RowDraws draws;
    private final long size;
    private final int halfBits;
    private final long halfMask;

    /**
     * Chooses an order.
     *
     * @param seed which one
     * @param size 1 to 2<sup>62</sup>
     */
    Permutation(long seed, long size) {
        this.draws = new RowDraws(seed);
        this.size = size;
        this.halfBits = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
        this.halfMask = (1L << halfBits) - 1;
    }

    /**
     * Returns the number at a position.
     *
     * @param position 0 to the size, exclusive
     */
    long at(long position) {
        long number = position;
        do {
            long left = number >>> halfBits;
            long right = number & halfMask;
            for (int round = 0; round < ROUNDS; round++) {
                long next = left ^ draws.bits(right, round) & halfMask;
                left = right;
                right = next;
            }
            number = left << halfBits | right;
        } while (number >= size);
        return number;
    }
}
