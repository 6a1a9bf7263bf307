package dev.peristyle.spi;

/** A reader of a {@link GuessingScan}. */
public interface GuessingReader extends MorselReader {

    /** The place of a start that the reader has to find itself. */
    long UNKNOWN = -1;

    /**
     * Goes to a morsel.
     *
     * @param morsel one that the scan has handed out
     * @param start where the morsel before ended, or {@link #UNKNOWN}: then the reader finds the start itself
     */
    void begin(Morsel morsel, long start);

    @Override
    default void begin(Morsel morsel) {
        begin(morsel, UNKNOWN);
    }

    /**
     * Returns where the morsel began: what {@link #end()} of the morsel before has to be.
     *
     * @return a position in the dataset
     */
    long start();

    /**
     * Returns where the morsel ended. Valid after {@link #next()} returned false.
     *
     * @return a position in the dataset
     */
    long end();
}
