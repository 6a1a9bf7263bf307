package dev.peristyle.internal.plan;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.Locale;

/**
 * How many rows a step is likely to give.
 *
 * @param rows {@link #UNKNOWN} if nothing is known of it
 * @param isExact whether there are so many
 */
record RowEstimate(long rows, boolean isExact) {

    static final long UNKNOWN_ROWS = -1;
    static final RowEstimate UNKNOWN = new RowEstimate(UNKNOWN_ROWS, false);

    /** Of a text in memory: where it is and how long, and a few words. */
    private static final int TEXT_BYTES = 28;

    static RowEstimate exactly(long rows) {
        return new RowEstimate(rows, true);
    }

    static RowEstimate about(double rows) {
        return new RowEstimate(Math.max(1, (long) Math.min(rows, Long.MAX_VALUE / 1024.0)), false);
    }

    boolean isKnown() {
        return rows != UNKNOWN_ROWS;
    }

    /** What the rows take when they are held. */
    double heldBytes(Schema schema) {
        long row = Long.BYTES;
        for (Field field : schema.fields()) {
            row += isText(field.type())
                    ? TEXT_BYTES
                    : Math.max(1, field.type().layout().bytes(1));
        }
        return (double) rows * row;
    }

    static boolean isText(DataType type) {
        return type.layout() == Layout.VIEW;
    }

    @Override
    public String toString() {
        if (!isKnown()) {
            return "an unknown number of rows";
        }
        String count = String.format(Locale.ROOT, "%,d", rows);
        return (isExact ? "" : "about ") + count + (rows == 1 ? " row" : " rows");
    }
}
