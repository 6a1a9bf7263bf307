package dev.peristyle.internal.expression;

import dev.peristyle.column.BooleanColumn;
import dev.peristyle.column.Column;
import dev.peristyle.column.DateColumn;
import dev.peristyle.column.DecimalColumn;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.FloatColumn;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.TimestampColumn;

/** Reads values as objects, where speed does not matter: for messages and for constants. */
final class ValueText {

    private static final int MOST_CHARACTERS = 100;

    private ValueText() {}

    /** A value as it is shown in messages. */
    static String of(Column column, int row) {
        if (column.isNull(row)) {
            return "null";
        }
        if (column instanceof StringColumn text) {
            String value = text.get(row);
            String shown = value.length() <= MOST_CHARACTERS ? value : value.substring(0, MOST_CHARACTERS) + "…";
            return "'" + shown + "'";
        }
        if (column instanceof DecimalColumn decimals) {
            return decimals.get(row).toPlainString();
        }
        if (column instanceof DateColumn dates) {
            return dates.get(row).toString();
        }
        if (column instanceof TimestampColumn timestamps) {
            return column.type().isUtc()
                    ? timestamps.getInstant(row).toString()
                    : timestamps.getLocal(row).toString();
        }
        return raw(column, row).toString();
    }

    /** A value as {@link Bound.Constant} holds it. */
    static Object raw(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column.type().kind()) {
            case BOOLEAN -> ((BooleanColumn) column).get(row);
            case INT -> ((IntColumn) column).get(row);
            case LONG -> ((LongColumn) column).get(row);
            case FLOAT -> ((FloatColumn) column).get(row);
            case DOUBLE -> ((DoubleColumn) column).get(row);
            case DECIMAL -> ((DecimalColumn) column).getUnscaled(row);
            case DATE -> ((DateColumn) column).getEpochDay(row);
            case TIMESTAMP -> ((TimestampColumn) column).getEpochMicros(row);
            case STRING -> ((StringColumn) column).get(row);
        };
    }
}
