package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.spi.Condition;
import dev.peristyle.spi.Condition.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates conditions into SQL, with constants as parameters. What is translated passes every row that the condition passes; whether it
 * passes others too is said. Only columns that are read as the database has them are compared there: where options make another type of
 * one, the database would look at other values. Text is compared with {@code =} only, since databases have collations; what they call
 * equal is at least what has the same bytes.
 */
final class SqlCondition {

    /** Constants of one condition at most: some databases have no more parameters in a statement. */
    private static final int MAX_VALUES = 500;

    private static final int MAX_DIGITS = 38;

    /** As many as MySQL has digits after the point. */
    private static final int MAX_SCALE = 30;

    /** Times that every database has. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Types of PostgreSQL that compare as the columns do that they become; those of a domain or an extension may not. */
    private static final Set<String> COMPARED_BY_POSTGRESQL = Set.of(
            "int2", "int4", "int8", "oid", "numeric", "float4", "float8", "bool", "date", "timestamp", "timestamptz");

    private final Database database;
    private final Map<String, QueryColumn> columns;
    private final List<Object> parameters = new ArrayList<>();

    private SqlCondition(Database database, Map<String, QueryColumn> columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * A part of a statement.
     *
     * @param sql text with question marks
     * @param parameters what they stand for, in order
     * @param isExact whether it passes no row that the condition does not
     */
    record Translated(String sql, List<Object> parameters, boolean isExact) {}

    /** SQL, and whether it is exact. */
    private record Text(String sql, boolean isExact) {}

    /**
     * Translates as much as can be.
     *
     * @return null if that is nothing
     */
    static Translated of(Condition condition, Database database, Map<String, QueryColumn> columns) {
        SqlCondition translation = new SqlCondition(database, columns);
        Text text = translation.translate(condition);
        return text == null || translation.parameters.size() > MAX_VALUES
                ? null
                : new Translated(text.sql(), List.copyOf(translation.parameters), text.isExact());
    }

    /** Null if it cannot be said; then no parameter is left of it. */
    private Text translate(Condition condition) {
        int before = parameters.size();
        Text text = attempt(condition);
        if (text == null) {
            parameters.subList(before, parameters.size()).clear();
        }
        return text;
    }

    private Text attempt(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and(and.parts());
        }
        if (condition instanceof Condition.Or or) {
            return or(or.parts());
        }
        if (condition instanceof Condition.Not not) {
            Text part = translate(not.part());
            // of more rows than pass, the others are fewer than pass
            return part == null || !part.isExact() ? null : new Text("not (" + part.sql() + ")", true);
        }
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison.column(), comparison.operator(), comparison.value());
        }
        if (condition instanceof Condition.In in) {
            return in(in);
        }
        if (condition instanceof Condition.IsNull isNull) {
            return isNull(columns.get(isNull.column()));
        }
        return null;
    }

    private Text isNull(QueryColumn column) {
        if (column == null || column.told() == null) {
            return null;
        }
        Family family = column.told().family();
        boolean isTime = family == Family.DATE || family == Family.TIME || family == Family.TIMESTAMP;
        // drivers of MySQL may give null for days that there are none of
        return isTime && database.product() == Product.MYSQL
                ? null
                : new Text(database.quoted(column.name()) + " is null", true);
    }

    private Text and(List<Condition> parts) {
        List<String> texts = new ArrayList<>();
        boolean isExact = true;
        for (Condition part : parts) {
            Text text = translate(part);
            if (text != null) {
                texts.add(text.sql());
            }
            isExact &= text != null && text.isExact();
        }
        return texts.isEmpty() ? null : new Text("(" + String.join(" and ", texts) + ")", isExact);
    }

    private Text or(List<Condition> parts) {
        List<String> texts = new ArrayList<>();
        boolean isExact = true;
        for (Condition part : parts) {
            Text text = translate(part);
            if (text == null) {
                return null;
            }
            texts.add(text.sql());
            isExact &= text.isExact();
        }
        return new Text("(" + String.join(" or ", texts) + ")", isExact);
    }

    private Text in(Condition.In in) {
        List<String> marks = new ArrayList<>();
        boolean isExact = true;
        for (Object value : in.values()) {
            Text text = comparison(in.column(), Operator.EQ, value);
            if (text == null) {
                return null;
            }
            isExact &= text.isExact();
            marks.add("?");
        }
        return new Text(database.quoted(in.column()) + " in (" + String.join(", ", marks) + ")", isExact);
    }

    private Text comparison(String name, Operator operator, Object value) {
        QueryColumn column = columns.get(name);
        Object parameter = column == null || !column.isAsTold() ? null : parameter(column, operator, value);
        if (parameter == null) {
            return null;
        }
        parameters.add(parameter);
        // times and dates compare the same; texts may be called equal that are not, and zeros and NaN of doubles differ
        boolean isExact = !(parameter instanceof String) && !(parameter instanceof Double);
        return new Text(database.quoted(name) + " " + operator.symbol() + " ?", isExact);
    }

    /** What a constant is bound as; null if the database may compare otherwise. */
    private Object parameter(QueryColumn column, Operator operator, Object value) {
        DataType type = column.type();
        Family family = type.family();
        Product product = database.product();
        if (family == Family.STRING) {
            boolean isText = value instanceof String text && text.indexOf('\0') < 0;
            return operator == Operator.EQ && isText && product.comparesTexts(column.typeName()) ? value : null;
        }
        if (product == Product.POSTGRESQL && !COMPARED_BY_POSTGRESQL.contains(column.typeName())) {
            return null;
        }
        if (family == Family.INTEGER || family == Family.DECIMAL) {
            return number(type, value);
        }
        if (!product.comparesAsColumns()) {
            return null;
        }
        return switch (family) {
            case FLOATING -> floating(type, value);
            case BOOLEAN -> value instanceof Boolean && operator == Operator.EQ ? value : null;
            case DATE ->
                value instanceof LocalDate date && isPlain(date.atStartOfDay().toInstant(ZoneOffset.UTC))
                        ? value
                        : null;
            case TIMESTAMP -> timestamp(type, value);
            default -> null;
        };
    }

    private Object number(DataType type, Object value) {
        BigDecimal exact = exact(value);
        if (exact == null
                || exact.precision() > MAX_DIGITS
                || exact.scale() > MAX_SCALE
                || exact.scale() < -MAX_DIGITS
                || type instanceof DataType.Int integer && !isBetween(integer, exact)) {
            return null;
        }
        boolean isWhole = value instanceof Integer || value instanceof Long;
        if (database.product() == Product.SQLITE) {
            // its columns of decimals may hold texts
            return isWhole && type instanceof DataType.Int ? value : null;
        }
        return isWhole ? value : exact;
    }

    /** Whether a number is between the least and the greatest of a type: databases that look up several make integers of them. */
    private static boolean isBetween(DataType.Int type, BigDecimal value) {
        BigDecimal end = BigDecimal.valueOf(2).pow(type.signed() ? type.bits() - 1 : type.bits());
        return value.compareTo(end) < 0 && value.compareTo(type.signed() ? end.negate() : BigDecimal.ZERO) >= 0;
    }

    private static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        }
        return value instanceof Integer || value instanceof Long
                ? BigDecimal.valueOf(((Number) value).longValue())
                : null;
    }

    /** A constant that is a double, and of floats a float; zero is left out since it has two signs. */
    private static Object floating(DataType type, Object value) {
        BigDecimal exact = exact(value);
        if (exact == null || exact.signum() == 0) {
            return null;
        }
        double number = exact.doubleValue();
        boolean fits = Double.isFinite(number)
                && new BigDecimal(number).compareTo(exact) == 0
                && (type.equals(DataType.DOUBLE) || (float) number == number);
        return fits ? (Object) number : null;
    }

    /** A constant that has no digits below the microsecond, which would be rounded. */
    private static Object timestamp(DataType type, Object value) {
        if (type.isUtc()) {
            return value instanceof Instant instant && isPlain(instant) ? instant.atOffset(ZoneOffset.UTC) : null;
        }
        return value instanceof LocalDateTime time && isPlain(time.toInstant(ZoneOffset.UTC)) ? time : null;
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // of the fraction all else is said
    private static boolean isPlain(Instant time) {
        return time.getNano() % 1000 == 0 && !time.isBefore(FIRST) && !time.isAfter(LAST);
    }
}
