package dev.peristyle.examples;

/**
 * Random numbers by place: what is drawn for a row and a column depends on these two and a seed alone, so that any thread can
 * make any row. The mixing is that of SplitMix64 (Steele, Lea and Flood, 2014). Immutable.
 */
final class RowDraws {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private final long seed;

    RowDraws(long seed) {
        this.seed = mix(seed * GAMMA + 1);
    }

    /** Returns 64 random bits for a row and a column. */
    long bits(long row, int column) {
        return mix(mix(seed + row * GAMMA) + (column + 1) * GAMMA);
    }

    /** Returns a number from 0 to {@code bound}, exclusive, for a row and a column. */
    long below(long row, int column, long bound) {
        // the upper half of the product of 63 bits and the bound: no division, and no number is more likely by over 1
        // in 2^63 / bound
        return Math.multiplyHigh(bits(row, column) >>> 1, bound << 1);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
