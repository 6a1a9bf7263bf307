package dev.peristyle.internal.expression;

import dev.peristyle.error.ComputationException;

/**
 * An expression has no value for a row of the chunk at hand. On its way out the row is followed back to the input, whose place
 * comes into the message.
 */
public final class RowFailure extends ComputationException {

    private static final long serialVersionUID = 1L;

    private final int row;

    /** A failure at a row of the chunk that the expression was computed for. */
    public RowFailure(int row, String message) {
        this(row, message, null);
    }

    /** A failure at a row, with what was caught there. */
    public RowFailure(int row, String message, Throwable cause) {
        super(message, cause);
        this.row = row;
    }

    /** The row of the chunk. */
    public int row() {
        return row;
    }

    /** The same failure as one at a row of the chunk that this one was made from. */
    public RowFailure at(int inputRow) {
        return inputRow == row ? this : new RowFailure(inputRow, getMessage(), getCause());
    }

    /** The failure as users get it; the place is null where it is not known. */
    public ComputationException placed(String place) {
        return new ComputationException(place == null ? getMessage() : place + ": " + getMessage(), getCause());
    }
}
