package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an expression as DuckDB's SQL. */
final class DuckDbSql {

    private final Schema schema;

    DuckDbSql(Schema schema) {
        this.schema = schema;
    }

    static String type(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + type.precision() + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> type.isUtc() ? "TIMESTAMPTZ" : "TIMESTAMP";
            case STRING -> "VARCHAR";
        };
    }

    static String literal(Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof String text) {
            return "'" + text.replace("'", "''") + "'";
        }
        if (value instanceof Integer) {
            return "CAST('" + value + "' AS INTEGER)";
        }
        if (value instanceof Long) {
            return "CAST('" + value + "' AS BIGINT)";
        }
        if (value instanceof Double) {
            return "CAST('" + value + "' AS DOUBLE)";
        }
        if (value instanceof Float) {
            return "CAST('" + value + "' AS FLOAT)";
        }
        if (value instanceof BigDecimal decimal) {
            return "CAST('" + decimal.toPlainString() + "' AS "
                    + type(Constants.decimal(decimal).type()) + ")";
        }
        if (value instanceof LocalDate) {
            return "DATE '" + value + "'";
        }
        if (value instanceof LocalDateTime) {
            return "TIMESTAMP '" + value.toString().replace('T', ' ') + "'";
        }
        return value.toString();
    }

    String of(Node node) {
        if (node instanceof ColumnReference reference) {
            return reference.name();
        }
        if (node instanceof Literal literal) {
            return literal(literal.value());
        }
        if (node instanceof Cast cast) {
            return (cast.orNull() ? "TRY_CAST(" : "CAST(") + of(cast.operand()) + " AS " + type(cast.type()) + ")";
        }
        return call((Call) node);
    }

    private String call(Call call) {
        List<String> arguments = call.arguments().stream().map(this::of).toList();
        String first = arguments.get(0);
        String second = arguments.size() > 1 ? arguments.get(1) : null;
        return switch (call.function()) {
            case PLUS, MINUS, TIMES, EQ, NE, LT, LE, GT, GE, AND, OR, LIKE, CONCAT ->
                arguments.stream()
                        .collect(Collectors.joining(" " + call.function().symbol() + " ", "(", ")"));
            case DIVIDE -> "(CAST(" + first + " AS DOUBLE) / CAST(" + second + " AS DOUBLE))";
            case MODULO -> modulo(call, first, second);
            case NEGATE -> "(-" + first + ")";
            case NOT -> "(NOT " + first + ")";
            case IS_NULL, IS_NOT_NULL -> "(" + first + " " + call.function().symbol() + ")";
            case IN -> "(" + first + " IN (" + String.join(", ", arguments.subList(1, arguments.size())) + "))";
            case CASE -> choice(arguments);
            case CONTAINS -> "contains(" + first + ", " + second + ")";
            case STARTS_WITH -> "starts_with(" + first + ", " + second + ")";
            case ENDS_WITH -> "suffix(" + first + ", " + second + ")";
            case SUBSTRING -> "substring(" + String.join(", ", arguments) + ")";
            case DAY_OF_WEEK -> "isodow(" + first + ")";
            case TRUNCATE_YEAR,
                    TRUNCATE_QUARTER,
                    TRUNCATE_MONTH,
                    TRUNCATE_WEEK,
                    TRUNCATE_DAY,
                    TRUNCATE_HOUR,
                    TRUNCATE_MINUTE,
                    TRUNCATE_SECOND -> truncate(call, first);
            default -> call.function().symbol().toLowerCase(Locale.ROOT) + "(" + String.join(", ", arguments) + ")";
        };
    }

    /** DuckDB ends with an error where we give null. */
    private String modulo(Call call, String first, String second) {
        DataType divisor = Binder.bind(call, schema).type();
        if (divisor.kind() == Kind.DOUBLE || divisor.kind() == Kind.FLOAT) {
            return "(" + first + " % " + second + ")";
        }
        return "(" + first + " % nullif(" + second + ", 0))";
    }

    private static String choice(List<String> arguments) {
        StringBuilder text = new StringBuilder("(CASE");
        for (int position = 0; position + 1 < arguments.size(); position += 2) {
            text.append(" WHEN ").append(arguments.get(position));
            text.append(" THEN ").append(arguments.get(position + 1));
        }
        return text.append(" ELSE ")
                .append(arguments.get(arguments.size() - 1))
                .append(" END)")
                .toString();
    }

    private String truncate(Call call, String first) {
        String unit = call.function().name().substring("TRUNCATE_".length());
        return "CAST(date_trunc('" + unit + "', " + first + ") AS "
                + type(Binder.bind(call, schema).type()) + ")";
    }
}
