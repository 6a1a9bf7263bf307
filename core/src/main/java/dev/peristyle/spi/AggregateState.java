package dev.peristyle.spi;

/**
 * What a {@link UserAggregate} remembers of a group: words of 64 bits, each a long or a double as the aggregate has it. Shown through an
 * object that is used again for the next group: only valid during the call that it is given to, and in its thread.
 */
public interface AggregateState {

    /**
     * Returns how many words there are.
     *
     * @return as many as {@link UserAggregate#stateWords} says
     */
    int words();

    /**
     * Returns a word as a long.
     *
     * @param word 0 to {@code words() - 1}
     * @return its value, 0 at first
     * @throws IndexOutOfBoundsException when there is no such word
     * @throws IllegalStateException when the call that the state was given to has ended
     */
    long getLong(int word);

    /**
     * Sets a word to a long.
     *
     * @param word 0 to {@code words() - 1}
     * @param value its value from now on
     * @throws IndexOutOfBoundsException when there is no such word
     * @throws IllegalStateException when the call that the state was given to has ended
     */
    void setLong(int word, long value);

    /**
     * Returns a word as a double.
     *
     * @param word 0 to {@code words() - 1}
     * @return its value, 0 at first
     * @throws IndexOutOfBoundsException when there is no such word
     * @throws IllegalStateException when the call that the state was given to has ended
     */
    double getDouble(int word);

    /**
     * Sets a word to a double.
     *
     * @param word 0 to {@code words() - 1}
     * @param value its value from now on
     * @throws IndexOutOfBoundsException when there is no such word
     * @throws IllegalStateException when the call that the state was given to has ended
     */
    void setDouble(int word, double value);

    /**
     * Adds to a word that is a long, around its range as Java has it; {@code Math.addExact} of your own is for what must not be.
     *
     * @param word 0 to {@code words() - 1}
     * @param value what is added
     * @throws IndexOutOfBoundsException when there is no such word
     */
    default void addLong(int word, long value) {
        setLong(word, getLong(word) + value);
    }

    /**
     * Adds to a word that is a double.
     *
     * @param word 0 to {@code words() - 1}
     * @param value what is added
     * @throws IndexOutOfBoundsException when there is no such word
     */
    default void addDouble(int word, double value) {
        setDouble(word, getDouble(word) + value);
    }
}
