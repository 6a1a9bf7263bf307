package dev.peristyle.examples;

/**
 * The keys of one size in db-benchmark's tables for joins: of {@code size} keys on the left and as many on the right nine tenths
 * are the same. A table that has more rows than there are keys has each of them at least once.
 */
final class JoinKeys {

    private final long size;
    private final long common;
    private final Permutation keys;

    /**
     * Chooses the keys.
     *
     * @param seed which ones
     * @param size how many a table has, 1 or more
     */
    JoinKeys(long seed, long size) {
        this.size = size;
        this.common = size - size / 10;
        this.keys = new Permutation(seed, size + size / 10);
    }

    /** Returns a key of the left table, from 1 on, by its number below {@link #size()}. */
    long left(long number) {
        return keys.at(number) + 1;
    }

    /** Returns a key of a right table, from 1 on, by its number below {@link #size()}. */
    long right(long number) {
        // after the common ones come those of the left table alone
        return keys.at(number < common ? number : number + size - common) + 1;
    }

    long size() {
        return size;
    }
}
