package dev.peristyle.internal.csv;

import dev.peristyle.error.ComputationException;

/**
 * A row that cannot be written. Which row of the output it is, only the writer knows.
 *
 * @param row which of those of a chunk, or of an encoder
 * @param message which column, what is wrong with the value and what to do
 */
record RowFailure(long row, String message) {

    /** The same as one of an encoder's. */
    RowFailure at(long rowOfEncoder) {
        return new RowFailure(rowOfEncoder, message);
    }

    /**
     * The error.
     *
     * @param target what is written
     * @param before rows of the output before those of the encoder
     */
    ComputationException in(String target, long before) {
        return new ComputationException("row " + (before + row) + " (the first is 0) of " + target + ", " + message);
    }
}
