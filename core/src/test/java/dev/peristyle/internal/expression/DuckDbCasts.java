package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;

/** Conversions and comparisons of different types as SQL. */
final class DuckDbCasts {

    private DuckDbCasts() {}

    /** An operand in the type in which arithmetic and comparisons are done. */
    static String computed(String value, DataType type) {
        return type == null ? value : plain(value, type, CommonType.computing(type), false);
    }

    private static String plain(String value, DataType source, DataType target, boolean orNull) {
        return source.equals(target)
                ? value
                : (orNull ? "TRY_CAST(" : "CAST(") + value + " AS " + DuckDbSql.type(target) + ")";
    }

    static String compare(String symbol, String left, DataType leftType, String right, DataType rightType) {
        String first = computed(left, leftType);
        String second = computed(right, rightType);
        if (leftType != null && rightType != null) {
            if (leftType.kind() == Kind.FLOAT || rightType.kind() == Kind.FLOAT) {
                DataType common = leftType.kind() == Kind.DECIMAL || rightType.kind() == Kind.DECIMAL
                        ? DataType.FLOAT
                        : DataType.DOUBLE;
                first = plain(first, leftType, common, false);
                second = plain(second, rightType, common, false);
            }
            boolean units = leftType.kind() == Kind.DURATION || leftType.kind() == Kind.TIME;
            if (units && !leftType.equals(rightType)) {
                first = nanos(first, leftType);
                second = nanos(second, rightType);
            }
        }
        return "(" + first + " " + symbol + " " + second + ")";
    }

    private static String nanos(String value, DataType type) {
        return DuckDbTimes.inUnit(
                "CAST(" + DuckDbTimes.units(value, type) + " AS HUGEINT)", type.resolution(), Resolution.NANOS);
    }

    static String cast(String value, DataType source, DataType target, boolean orNull) {
        if (source == null || source.equals(target)) {
            return source == null ? plain(value, DataType.STRING, target, orNull) : value;
        }
        if (target.kind() == Kind.STRING) {
            return text(value, source);
        }
        if (source.kind() == Kind.STRING) {
            return read(value, target, orNull);
        }
        if (source.kind() == Kind.BINARY) {
            int length = ((DataType.Binary) target).length();
            return length == DataType.Binary.ANY_LENGTH ? value : ofLength(value, length, orNull);
        }
        if (source.kind() == Kind.DECIMAL && target instanceof DataType.Floating) {
            // by way of its text: DuckDB adds the halves of a wide one as doubles
            return plain("CAST(" + value + " AS VARCHAR)", DataType.STRING, target, orNull);
        }
        if (!DuckDbTimes.isTime(source)) {
            return DuckDbTimes.isTime(target)
                    ? plain("CAST(" + value + " AS TIMESTAMP)", DataType.LOCAL_TIMESTAMP, target, orNull)
                    : plain(value, source, target, orNull);
        }
        if (target.kind() == Kind.DATE) {
            return "CAST(" + DuckDbTimes.micros(value, source) + " AS DATE)";
        }
        if (source.kind() == Kind.TIMESTAMP && target.kind() == Kind.TIME) {
            long perDay = source.resolution().perDay();
            String units =
                    "((" + DuckDbTimes.units(value, source) + " % " + perDay + " + " + perDay + ") % " + perDay + ")";
            return DuckDbTimes.ofUnits(DuckDbTimes.inUnit(units, source.resolution(), target.resolution()), target);
        }
        return DuckDbTimes.withUnit(value, source, target);
    }

    private static String text(String value, DataType source) {
        String text = "CAST(" + value + " AS VARCHAR)";
        return switch (source.kind()) {
            // the text of a timestamp has a T between date and time; DuckDB writes a space
            case TIMESTAMP -> "(replace(" + text + ", ' ', 'T')" + (source.isUtc() ? " || 'Z')" : ")");
            case BINARY -> "('0x' || lower(hex(" + value + ")))";
            default -> text;
        };
    }

    /** DuckDB rounds a text that has more digits than the type has room for, where we say so. */
    private static String read(String value, DataType target, boolean orNull) {
        boolean rounds = target.kind() == Kind.TIMESTAMP
                && target.resolution() != Resolution.NANOS
                && target.resolution() != Resolution.MICROS;
        if (rounds || target.kind() == Kind.TIME && target.resolution() != Resolution.NANOS) {
            DataType micros = DuckDbTimes.sameKind(target, Resolution.MICROS);
            String read = plain(time(value, target), DataType.STRING, micros, orNull);
            long unit = target.resolution().nanos() / Resolution.MICROS.nanos();
            return exact(
                    DuckDbTimes.withUnit(read, micros, target), "epoch_us(" + read + ") % " + unit + " = 0", orNull);
        }
        if (target.kind() == Kind.DATE) {
            String read = plain(value, DataType.STRING, target, orNull);
            return exact(read, "CAST(" + read + " AS TIMESTAMP) = TRY_CAST(" + value + " AS TIMESTAMP)", orNull);
        }
        if (target instanceof DataType.Int || target.kind() == Kind.DECIMAL) {
            String read = plain(value, DataType.STRING, target, orNull);
            String digits = "DECIMAL(38,10))";
            return exact(read, "CAST(" + read + " AS " + digits + " = TRY_CAST(" + value + " AS " + digits, orNull);
        }
        if (target instanceof DataType.Binary binary) {
            String trimmed = "trim(" + value + ")";
            String bytes = "(CASE WHEN regexp_full_match(" + trimmed + ", '0x([0-9a-fA-F]{2})*') THEN unhex(substr("
                    + trimmed + ", 3)) END)";
            return binary.isFixed() ? ofLength(bytes, binary.length(), true) : bytes;
        }
        return plain(time(value, target), DataType.STRING, target, orNull);
    }

    private static String exact(String read, String condition, boolean orNull) {
        return "(CASE WHEN " + condition + " OR " + read + " IS NULL THEN " + read + " ELSE "
                + (orNull ? "NULL" : "error('rounded')") + " END)";
    }

    /** A text that is a date and a time is no time of day; DuckDB takes the time of it. */
    private static String time(String value, DataType target) {
        return target.kind() == Kind.TIME
                ? "(CASE WHEN contains(" + value + ", '-') THEN 'no time' ELSE " + value + " END)"
                : value;
    }

    private static String ofLength(String value, int length, boolean orNull) {
        return "(CASE WHEN octet_length(" + value + ") = " + length + " OR " + value + " IS NULL THEN " + value
                + " ELSE " + (orNull ? "NULL" : "error('not of that length')") + " END)";
    }
}
