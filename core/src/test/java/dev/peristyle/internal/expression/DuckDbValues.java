package dev.peristyle.internal.expression;

import dev.peristyle.column.Column;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of ours and of DuckDB in one form, so that they can be compared. */
public final class DuckDbValues {

    private DuckDbValues() {}

    /** A value of ours as it lies in memory. */
    public static Object raw(Column column, int row) {
        return ValueText.raw(column, row);
    }

    /** A value as it lies in memory with us, of a column that {@link DuckDbSql#shown} has made. */
    public static Object raw(ResultSet rows, int column, DataType type) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, STRING -> value;
            case BINARY -> ByteBuffer.wrap(HexFormat.of().parseHex((String) value));
            case FLOAT16, FLOAT -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            default ->
                Constants.scaled(
                                type,
                                new BigDecimal(value.toString())
                                        .setScale(type.scale())
                                        .unscaledValue())
                        .value();
        };
    }

    /** Whether two values are the same, but for the last bits of numbers with a fraction. */
    public static boolean same(Object actual, Object wanted, DataType type) {
        if (actual == null || wanted == null) {
            return actual == null && wanted == null;
        }
        if (type.kind() == Kind.FLOAT || type.kind() == Kind.DOUBLE) {
            double left = ((Number) actual).doubleValue();
            double right = ((Number) wanted).doubleValue();
            double tolerance = (type.kind() == Kind.FLOAT ? 1e-5 : 1e-11) * Math.max(Math.abs(left), Math.abs(right));
            return Double.compare(left, right) == 0 || Math.abs(left - right) <= tolerance || left == right;
        }
        return actual.equals(wanted);
    }

    /** Adds a column to a table: the digits that DuckDB gives a double, laid out as the library does. */
    public static void addTextOfDoubles(Statement statement, String column) throws SQLException {
        Map<Long, String> texts = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT id, CAST(" + column + " AS VARCHAR) FROM t WHERE " + column + " IS NOT NULL")) {
            while (rows.next()) {
                texts.put(rows.getLong(1), textOfDouble(rows.getString(2)));
            }
        }
        String name = column + DuckDbSql.TEXT_OF_DOUBLES;
        statement.execute("ALTER TABLE t ADD COLUMN " + name + " VARCHAR");
        for (Map.Entry<Long, String> text : texts.entrySet()) {
            statement.execute("UPDATE t SET " + name + " = '" + text.getValue() + "' WHERE id = " + text.getKey());
        }
    }

    private static String textOfDouble(String digits) {
        switch (digits) {
            case "nan", "-nan":
                return "NaN";
            case "inf":
                return "Infinity";
            case "-inf":
                return "-Infinity";
            default:
                break;
        }
        BigDecimal value = new BigDecimal(digits).stripTrailingZeros();
        String sign = digits.startsWith("-") ? "-" : "";
        if (value.signum() == 0) {
            return sign + "0.0";
        }
        BigDecimal size = value.abs();
        if (size.compareTo(new BigDecimal("1e-6")) >= 0 && size.compareTo(new BigDecimal("1e21")) < 0) {
            String plain = size.toPlainString();
            return sign + (plain.contains(".") ? plain : plain + ".0");
        }
        String significant = size.unscaledValue().toString();
        int exponent = size.precision() - size.scale() - 1;
        return sign + significant.charAt(0)
                + (significant.length() > 1 ? "." + significant.substring(1) : "")
                + "e" + exponent;
    }
}
