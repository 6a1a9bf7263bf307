package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;

/** What functions of dates and times need of their argument. */
final class Timed {

    private Timed() {}

    /** Whether values count in units of time. */
    static boolean hasUnit(DataType type) {
        return type instanceof DataType.Timestamp || type instanceof DataType.Time || type instanceof DataType.Duration;
    }

    /** Units of a day of a date (1), timestamp or time of day. */
    static long perDay(DataType type) {
        return type.kind() == Kind.DATE ? 1 : type.resolution().perDay();
    }

    /** The same kind of timestamp, time of day or duration in another unit. */
    static DataType withUnit(DataType type, Resolution unit) {
        if (type instanceof DataType.Timestamp timestamp) {
            return new DataType.Timestamp(unit, timestamp.isUtc());
        }
        return type instanceof DataType.Time ? DataType.time(unit) : DataType.duration(unit);
    }

    /** Checks that it is a date or timestamp, or has a time of day if that is asked for. */
    static void require(Bound argument, boolean ofTime, Node node) {
        Kind kind = argument.type().kind();
        if (kind == Kind.TIMESTAMP || kind == Kind.DATE && !ofTime || kind == Kind.TIME && ofTime) {
            return;
        }
        throw TypeErrors.mismatch(
                node,
                ofTime ? "needs a timestamp" : "needs a date or timestamp",
                kind == Kind.DATE ? "a date has no time of day" : "cast the operand to one",
                argument);
    }
}
