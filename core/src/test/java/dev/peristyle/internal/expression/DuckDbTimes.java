package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;

/**
 * Times of all units as SQL. DuckDB has functions of microseconds only, rounds to a coarser unit where we cut down, and has no
 * amounts of time but intervals, which have months and days apart and no nanoseconds: durations are integers there.
 */
final class DuckDbTimes {

    private DuckDbTimes() {}

    static String type(DataType type) {
        Resolution unit = type.resolution();
        return switch (type.kind()) {
            case TIME -> unit == Resolution.NANOS ? "TIME_NS" : "TIME";
            case TIMESTAMP ->
                switch (unit) {
                    case SECONDS -> "TIMESTAMP_S";
                    case MILLIS -> "TIMESTAMP_MS";
                    case MICROS -> "TIMESTAMP";
                    case NANOS -> "TIMESTAMP_NS";
                };
            case DURATION -> "BIGINT";
            default -> throw new IllegalArgumentException("no time: " + type);
        };
    }

    static boolean isTime(DataType type) {
        return type.kind() == Kind.TIME || type.kind() == Kind.TIMESTAMP || type.kind() == Kind.DURATION;
    }

    /** The units of a value as an integer. */
    static String units(String value, DataType type) {
        if (type.kind() == Kind.DURATION) {
            return value;
        }
        return switch (type.resolution()) {
            case SECONDS -> "(epoch_us(" + value + ") // 1000000)";
            case MILLIS -> "(epoch_us(" + value + ") // 1000)";
            case MICROS -> "epoch_us(" + value + ")";
            case NANOS -> "epoch_ns(" + value + ")";
        };
    }

    /** The value that has so many units. */
    static String ofUnits(String units, DataType type) {
        if (type.kind() == Kind.DURATION) {
            return units;
        }
        String timestamp = switch (type.resolution()) {
            case SECONDS -> "make_timestamp(" + units + " * 1000000)";
            case MILLIS -> "make_timestamp(" + units + " * 1000)";
            case MICROS -> "make_timestamp(" + units + ")";
            case NANOS -> "make_timestamp_ns(" + units + ")";
        };
        return "CAST(" + timestamp + " AS " + type(type) + ")";
    }

    /** Units of one type as units of another one, cut down where it is coarser. */
    static String inUnit(String units, Resolution source, Resolution target) {
        if (source.compareTo(target) > 0) {
            long divisor = target.nanos() / source.nanos();
            return "((" + units + " - ((" + units + " % " + divisor + ") + " + divisor + ") % " + divisor + ") // "
                    + divisor + ")";
        }
        long factor = source.nanos() / target.nanos();
        return factor == 1 ? units : "(" + units + " * " + factor + ")";
    }

    /** A value as one of another unit. */
    static String withUnit(String value, DataType source, DataType target) {
        return source.resolution() == target.resolution()
                ? value
                : ofUnits(inUnit(units(value, source), source.resolution(), target.resolution()), target);
    }

    /** A timestamp or time as one that functions of microseconds take: nanoseconds are cut off. */
    static String micros(String value, DataType type) {
        boolean tooFine = isTime(type) && type.resolution() == Resolution.NANOS;
        return tooFine ? withUnit(value, type, sameKind(type, Resolution.MICROS)) : value;
    }

    static DataType sameKind(DataType type, Resolution unit) {
        return switch (type.kind()) {
            case TIME -> DataType.time(unit);
            case TIMESTAMP -> new DataType.Timestamp(unit, type.isUtc());
            default -> DataType.duration(unit);
        };
    }
}
