package dev.peristyle.internal.expression;

import dev.peristyle.column.RowView;
import dev.peristyle.error.ComputationException;

/**
 * An expression has no value for a row of the chunk at hand. On its way out the row is followed back to the input, whose place
 * comes into the message.
 */
public final class RowFailure extends ComputationException {

    private static final long serialVersionUID = 1L;

    /** Characters of a value in a message. */
    private static final int SHOWN = 60;

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

    /**
     * A function of a user has failed for a row.
     *
     * @param what names the function
     * @param view at the row, whose values the message has
     * @param row its number in the chunk
     */
    public static RowFailure inFunction(String what, RowView view, int row, RuntimeException failure) {
        int[] all = new int[view.schema().size()];
        for (int column = 0; column < all.length; column++) {
            all[column] = column;
        }
        return new RowFailure(row, what + " failed for the row " + values(view, all) + ": " + failure, failure);
    }

    /** The values of a row as messages have them, {@code [id=7, name=Ann]}. */
    public static String values(RowView view, int... columns) {
        StringBuilder values = new StringBuilder("[");
        for (int column : columns) {
            String value = String.valueOf(view.get(column));
            values.append(values.length() == 1 ? "" : ", ")
                    .append(view.schema().field(column).name())
                    .append('=')
                    .append(value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value);
        }
        return values.append(']').toString();
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
