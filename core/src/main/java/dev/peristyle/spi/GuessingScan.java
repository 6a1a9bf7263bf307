package dev.peristyle.spi;

import dev.peristyle.memory.MemoryPool;

/**
 * A scan whose readers have to guess where a morsel begins.
 *
 * <p>A morsel of a text file begins at the first record boundary at or after a byte position. Where that is cannot always be
 * known without reading what lies before (the position may be inside quotes), so a reader that starts in the middle guesses,
 * and says where it began and where it ended. The reading is exact if each morsel began where the one before ended; whoever
 * drives the readers checks that and has a morsel that began elsewhere read again. An error in a morsel that began at the
 * wrong place counts for nothing, unless it is one of the input itself
 * ({@link dev.peristyle.error.DataAccessException}).
 *
 * <p>All morsels are read, whatever their statistics say.
 */
public interface GuessingScan extends Scan {

    @Override
    GuessingReader reader(MemoryPool pool);
}
