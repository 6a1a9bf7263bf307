package dev.peristyle.internal.loop;

/** A relation of a value at an address to one that is the same for all rows. */
interface ScalarTest {

    /**
     * Tests a value.
     *
     * @param first what {@link #first} gave
     * @param second what {@link #second} gave
     * @return {@code bit} if it holds, else 0
     */
    int test(long address, long first, long second, int bit);

    /** What is known of the scalar before the loop. */
    default long first(long scalar) {
        return scalar;
    }

    /** What else is known of the scalar before the loop. */
    default long second(long scalar) {
        return 0;
    }

    /** -1 when the test of this scalar is the opposite of the relation, else 0. */
    default long invert(long scalar) {
        return 0;
    }
}
