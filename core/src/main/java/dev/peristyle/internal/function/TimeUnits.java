package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.ground.Calendar;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Units of time that a user names: months and years have no fixed length, all others have. */
final class TimeUnits {

    private static final Map<ChronoUnit, Integer> MONTHS =
            Map.of(ChronoUnit.MONTHS, 1, ChronoUnit.YEARS, 12, ChronoUnit.DECADES, 120, ChronoUnit.CENTURIES, 1200);

    private TimeUnits() {}

    /** The unit that an argument names. */
    static ChronoUnit unit(Bound argument) {
        return ChronoUnit.valueOf((String) ((Constant) argument).value());
    }

    /** How many months a unit has; 0 if its length is fixed. */
    static int months(ChronoUnit unit) {
        return MONTHS.getOrDefault(unit, 0);
    }

    /** Checks that a unit makes sense for a date or timestamp. */
    static void requireUnit(Bound time, ChronoUnit unit, Node node) {
        boolean known = months(unit) != 0 || unit.compareTo(ChronoUnit.WEEKS) <= 0;
        if (!known) {
            throw new IllegalArgumentException(
                    node.describe() + ": no unit to count in: " + unit + "; the units are NANOS to CENTURIES");
        }
        if (time.type().kind() == Kind.DATE && unit.isTimeBased()) {
            throw TypeErrors.mismatch(
                    node, "a date has no " + unit.name(), "cast it to a timestamp, or use DAYS and longer units", time);
        }
    }

    /** The type in which a time counts to be so many units later: finer where the unit is. */
    static DataType counting(DataType type, ChronoUnit unit) {
        if (type.kind() == Kind.DATE) {
            return type;
        }
        Resolution needed = switch (unit) {
            case NANOS -> Resolution.NANOS;
            case MICROS -> Resolution.MICROS;
            case MILLIS -> Resolution.MILLIS;
            default -> Resolution.SECONDS;
        };
        return needed.compareTo(type.resolution()) > 0 ? Timed.withUnit(type, needed) : type;
    }

    /** A unit of fixed length in those of a type that is as fine. */
    static long fixed(DataType type, ChronoUnit unit) {
        if (type.kind() == Kind.DATE) {
            return unit.getDuration().toDays();
        }
        return unit == ChronoUnit.NANOS
                ? 1
                : unit.getDuration().toSeconds() * type.resolution().perSecond()
                        + unit.getDuration().toNanosPart() / type.resolution().nanos();
    }

    /** The day so many months later, or the last day of that month if it is shorter. */
    static long plusMonths(long day, long months) {
        long civil = Calendar.civil(day);
        long month = (civil >> 9) * 12 + Calendar.month(civil) - 1 + months;
        long first = Calendar.day(Math.floorDiv(month, 12L), (int) Math.floorMod(month, 12L) + 1, 1);
        long next = Calendar.day(Math.floorDiv(month + 1, 12L), (int) Math.floorMod(month + 1, 12L) + 1, 1);
        return Math.min(first + Calendar.dayOfMonth(civil) - 1, next - 1);
    }

    /** Whole months from one day to another, negative where that is earlier. */
    static long monthsBetween(long from, long to) {
        long first = Calendar.civil(from);
        long second = Calendar.civil(to);
        long packedFirst = ((first >> 9) * 12 + Calendar.month(first)) * 32 + Calendar.dayOfMonth(first);
        long packedSecond = ((second >> 9) * 12 + Calendar.month(second)) * 32 + Calendar.dayOfMonth(second);
        return (packedSecond - packedFirst) / 32;
    }
}
