package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Writes an expression as DuckDB's SQL. Where we compute in a type by our own rules (narrow integers as int, for example), the
 * SQL casts to it; the values are DuckDB's.
 */
public final class DuckDbSql {

    /** Ends the name of the column with the texts of a column of doubles: the same digits as DuckDB's in another layout. */
    public static final String TEXT_OF_DOUBLES = "_text";

    private final Schema schema;

    /** For expressions over columns of these types. */
    public DuckDbSql(Schema schema) {
        this.schema = schema;
    }

    /** The name of a type. */
    public static String type(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case BYTE -> "TINYINT";
            case SHORT -> "SMALLINT";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case UNSIGNED_BYTE -> "UTINYINT";
            case UNSIGNED_SHORT -> "USMALLINT";
            case UNSIGNED_INT -> "UINTEGER";
            case UNSIGNED_LONG -> "UBIGINT";
            case FLOAT16 -> throw new IllegalStateException("not in DuckDB: " + type);
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIME, TIMESTAMP, DURATION -> DuckDbTimes.type(type);
            case STRING -> "VARCHAR";
            case BINARY -> "BLOB";
        };
    }

    /** A value as it lies in memory. */
    public static String literal(Object raw, DataType type) {
        if (raw == null) {
            return type == null ? "NULL" : "CAST(NULL AS " + type(type) + ")";
        }
        return switch (type.kind()) {
            case BOOLEAN -> raw.toString();
            case STRING -> "'" + ((String) raw).replace("'", "''") + "'";
            case BINARY -> {
                byte[] bytes = new byte[((ByteBuffer) raw).remaining()];
                ((ByteBuffer) raw).duplicate().get(bytes);
                yield "unhex('" + HexFormat.of().formatHex(bytes) + "')";
            }
            case DATE -> "DATE '" + LocalDate.ofEpochDay((Integer) raw) + "'";
            case TIME, TIMESTAMP, DURATION -> DuckDbTimes.ofUnits("CAST('" + raw + "' AS BIGINT)", type);
            case DECIMAL -> {
                BigInteger unscaled = raw instanceof BigInteger wide ? wide : BigInteger.valueOf((Long) raw);
                yield "CAST('" + new BigDecimal(unscaled, type.scale()).toPlainString() + "' AS " + type(type) + ")";
            }
            default -> "CAST('" + raw + "' AS " + type(type) + ")";
        };
    }

    /** An expression in a form that JDBC carries. */
    public static String shown(String sql, DataType type) {
        return switch (type.kind()) {
            case TIME, TIMESTAMP, DURATION -> DuckDbTimes.units(sql, type);
            case BINARY -> "hex(" + sql + ")";
            default -> sql;
        };
    }

    /** Null for a null without a type. */
    private DataType typeOf(Node node) {
        return node instanceof Literal literal
                ? Constants.of(literal.value()).type()
                : Binder.bind(node, schema).type();
    }

    /** An expression. */
    public String of(Node node) {
        if (node instanceof ColumnReference reference) {
            return reference.name();
        }
        if (node instanceof Literal literal) {
            Bound.Constant constant = Constants.of(literal.value());
            return literal(constant.value(), constant.type());
        }
        if (node instanceof Cast cast) {
            return cast(cast);
        }
        return call((Call) node);
    }

    private String cast(Cast cast) {
        DataType source = typeOf(cast.operand());
        if (cast.type().equals(DataType.STRING)
                && cast.operand() instanceof ColumnReference column
                && source.equals(DataType.DOUBLE)) {
            return column.name() + TEXT_OF_DOUBLES;
        }
        return DuckDbCasts.cast(of(cast.operand()), source, cast.type(), cast.orNull());
    }

    private String call(Call call) {
        List<DataType> types = call.arguments().stream().map(this::typeOf).toList();
        List<String> arguments = call.arguments().stream().map(this::of).toList();
        String symbol = call.function().symbol();
        String first = arguments.get(0);
        String second = arguments.size() > 1 ? arguments.get(1) : null;
        return switch (symbol) {
            case "and", "or", "like", "||" -> "(" + String.join(" " + symbol + " ", arguments) + ")";
            case "=", "<>", "<", "<=", ">", ">=" ->
                DuckDbCasts.compare(symbol, first, types.get(0), second, types.get(1));
            case "+", "-", "*", "%" -> arithmetic(call, symbol, arguments, types);
            case "/" -> "(CAST(" + first + " AS DOUBLE) / CAST(" + second + " AS DOUBLE))";
            case "power" -> "pow(CAST(" + first + " AS DOUBLE), CAST(" + second + " AS DOUBLE))";
            case "abs", "round", "floor", "ceil" -> symbol + "(" + DuckDbCasts.computed(first, types.get(0)) + ")";
            case "not" -> "(NOT " + first + ")";
            case "is null", "is not null" -> "(" + first + " " + symbol + ")";
            case "in" -> in(arguments, types);
            case "nullIf" ->
                "(CASE WHEN " + DuckDbCasts.compare("=", first, types.get(0), second, types.get(1)) + " THEN NULL ELSE "
                        + first + " END)";
            case "case" -> choice(arguments, types, typeOf(call));
            case "coalesce", "least", "greatest" ->
                symbol + "(" + String.join(", ", converted(arguments, types, typeOf(call))) + ")";
            case "length" -> (types.get(0).kind() == Kind.BINARY ? "octet_length(" : "length(") + first + ")";
            case "startsWith" -> "starts_with(" + first + ", " + second + ")";
            case "endsWith" -> "suffix(" + first + ", " + second + ")";
            case "dayOfWeek" -> "isodow(" + DuckDbTimes.micros(first, types.get(0)) + ")";
            case "year", "month", "day", "hour", "minute", "second" ->
                symbol + "(" + DuckDbTimes.micros(first, types.get(0)) + ")";
            case "truncateToYear",
                    "truncateToQuarter",
                    "truncateToMonth",
                    "truncateToWeek",
                    "truncateToDay",
                    "truncateToHour",
                    "truncateToMinute",
                    "truncateToSecond" -> truncate(symbol.substring("truncateTo".length()), first, types.get(0));
            default -> symbol.toLowerCase(Locale.ROOT) + "(" + String.join(", ", arguments) + ")";
        };
    }

    private static List<String> converted(List<String> arguments, List<DataType> types, DataType target) {
        List<String> converted = new ArrayList<>();
        for (int position = 0; position < arguments.size(); position++) {
            converted.add(DuckDbCasts.cast(arguments.get(position), types.get(position), target, false));
        }
        return converted;
    }

    private String arithmetic(Call call, String symbol, List<String> arguments, List<DataType> types) {
        DataType type = typeOf(call);
        String first = DuckDbCasts.computed(arguments.get(0), types.get(0));
        if (arguments.size() == 1) {
            return "(-" + first + ")";
        }
        String second = DuckDbCasts.computed(arguments.get(1), types.get(1));
        if (DuckDbTimes.isTime(types.get(0))) {
            Resolution unit = type.resolution();
            return DuckDbTimes.ofUnits(
                    "(" + units(first, types.get(0), unit) + " " + symbol + " " + units(second, types.get(1), unit)
                            + ")",
                    type);
        }
        if (symbol.equals("%") && type.kind() != Kind.DOUBLE && type.kind() != Kind.FLOAT) {
            // DuckDB ends with an error where we give null
            return "(" + first + " % nullif(" + second + ", 0))";
        }
        return "(" + first + " " + symbol + " " + second + ")";
    }

    private static String units(String value, DataType type, Resolution unit) {
        return DuckDbTimes.inUnit(DuckDbTimes.units(value, type), type.resolution(), unit);
    }

    private static String in(List<String> arguments, List<DataType> types) {
        List<String> comparisons = new ArrayList<>();
        for (int position = 1; position < arguments.size(); position++) {
            comparisons.add(DuckDbCasts.compare(
                    "=", arguments.get(0), types.get(0), arguments.get(position), types.get(position)));
        }
        return "(" + String.join(" OR ", comparisons) + ")";
    }

    private static String choice(List<String> arguments, List<DataType> types, DataType target) {
        List<String> values = converted(arguments, types, target);
        StringBuilder text = new StringBuilder("(CASE");
        for (int position = 0; position + 1 < arguments.size(); position += 2) {
            text.append(" WHEN ").append(arguments.get(position));
            text.append(" THEN ").append(values.get(position + 1));
        }
        return text.append(" ELSE ")
                .append(values.get(arguments.size() - 1))
                .append(" END)")
                .toString();
    }

    private static String truncate(String unit, String value, DataType type) {
        if (type.kind() != Kind.TIME) {
            return "CAST(date_trunc('" + unit + "', " + DuckDbTimes.micros(value, type) + ") AS " + type(type) + ")";
        }
        long seconds = switch (unit) {
            case "Hour" -> 3600;
            case "Minute" -> 60;
            default -> 1;
        };
        long divisor = seconds * type.resolution().perSecond();
        String units = DuckDbTimes.units(value, type);
        return DuckDbTimes.ofUnits("(" + units + " // " + divisor + " * " + divisor + ")", type);
    }
}
