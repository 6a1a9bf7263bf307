package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Set;

/** Which type a column of a query becomes, by what the driver says of it. */
final class ColumnTypes {

    /** Digits after the point of a number of which the database tells no precision. */
    static final int UNTOLD_SCALE = 10;

    /** A day. */
    static final long NANOS_OF_DAY = 86_400_000_000_000L;

    /** What some drivers call another type, or none that {@code java.sql} knows, and give as text. */
    private static final Set<String> TEXTS = Set.of("uuid", "json", "jsonb", "xml", "enum", "citext");

    private static final Set<String> INSTANTS = Set.of("timestamptz", "timestamp with time zone");

    private ColumnTypes() {}

    /**
     * Finds the type of a column.
     *
     * @param position from 1
     * @return the type, or null if there is none
     */
    static DataType of(Product product, ResultSetMetaData metadata, int position) throws SQLException {
        String name = typeName(product, metadata, position);
        if (product == Product.SQLITE) {
            return declared(name, metadata, position);
        }
        if (TEXTS.contains(name)) {
            return DataType.STRING;
        }
        if (INSTANTS.contains(name)) {
            return DataType.timestamp(resolution(metadata, position));
        }
        if ("decfloat".equals(name)) {
            // of any scale, for which it tells 0
            return decimal(0, 0);
        }
        if (isTimeWithZone(metadata, position)) {
            return null;
        }
        return ofJdbc(metadata, position);
    }

    private static DataType ofJdbc(ResultSetMetaData metadata, int position) throws SQLException {
        return switch (metadata.getColumnType(position)) {
            case Types.BOOLEAN -> DataType.BOOLEAN;
            // a single bit is a truth value, more are none
            case Types.BIT -> metadata.getPrecision(position) <= 1 ? DataType.BOOLEAN : null;
            case Types.TINYINT -> integer(8, metadata, position);
            case Types.SMALLINT -> integer(16, metadata, position);
            case Types.INTEGER -> integer(32, metadata, position);
            case Types.BIGINT -> integer(64, metadata, position);
            case Types.REAL -> DataType.FLOAT;
            case Types.FLOAT, Types.DOUBLE -> DataType.DOUBLE;
            case Types.NUMERIC, Types.DECIMAL -> decimal(metadata.getPrecision(position), metadata.getScale(position));
            case Types.DATE -> DataType.DATE;
            case Types.TIME -> DataType.time(resolution(metadata, position));
            case Types.TIMESTAMP -> DataType.localTimestamp(resolution(metadata, position));
            case Types.TIMESTAMP_WITH_TIMEZONE -> DataType.timestamp(resolution(metadata, position));
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB,
                    Types.SQLXML -> DataType.STRING;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> DataType.BINARY;
            default -> null;
        };
    }

    private static DataType integer(int bits, ResultSetMetaData metadata, int position) throws SQLException {
        return new DataType.Int(bits, metadata.isSigned(position));
    }

    /**
     * A decimal. Where no precision is told it has all digits that there are, and {@value #UNTOLD_SCALE} of them after the point; where more
     * digits are told than there are, as many as there are.
     */
    static DataType decimal(int precision, int scale) {
        if (precision <= 0) {
            return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, UNTOLD_SCALE);
        }
        int digits = Math.max(precision, scale) - Math.min(0, scale);
        int after = Math.max(0, scale);
        return DataType.decimal(
                Math.min(digits, DataType.MAX_DECIMAL_PRECISION), Math.min(after, DataType.MAX_DECIMAL_PRECISION));
    }

    /** Microseconds, or nanoseconds where there are more digits than that. */
    private static Resolution resolution(ResultSetMetaData metadata, int position) throws SQLException {
        return ofDigits(metadata.getScale(position));
    }

    private static Resolution ofDigits(int digits) {
        return digits > Resolution.MICROS.fractionDigits() ? Resolution.NANOS : Resolution.MICROS;
    }

    /** Of which times a column has only multiples, in nanoseconds: what is between them, databases round or cut off. */
    static long nanos(Product product, ResultSetMetaData metadata, int position) throws SQLException {
        if (product == Product.SQLITE) {
            // they are texts
            return 1;
        }
        return switch (metadata.getColumnType(position)) {
            // Oracle's have seconds
            case Types.DATE -> product == Product.OTHER ? 1_000_000_000 : NANOS_OF_DAY;
            case Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE -> {
                int told = metadata.getScale(position);
                int digits = product.comparesAsColumns() || told > 0 ? told : Resolution.MICROS.fractionDigits();
                yield PowersOfTen.asLong(Math.max(0, 9 - digits));
            }
            default -> 1;
        };
    }

    /** Whether its values are times of day with an offset from UTC, of which no column has any. */
    static boolean isTimeWithZone(ResultSetMetaData metadata, int position) throws SQLException {
        return metadata.getColumnType(position) == Types.TIME_WITH_TIMEZONE
                || "timetz".equalsIgnoreCase(metadata.getColumnTypeName(position));
    }

    /** The name of a type in lower case. PostgreSQL's driver has names of its own for integers that number rows. */
    static String typeName(Product product, ResultSetMetaData metadata, int position) throws SQLException {
        String told = metadata.getColumnTypeName(position);
        String name = told == null ? "" : told.toLowerCase(Locale.ROOT);
        if (product != Product.POSTGRESQL) {
            return name;
        }
        return switch (name) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> name;
        };
    }

    /** What a column of SQLite was declared as, by parts of the word as SQLite does; null where nothing was. */
    private static DataType declared(String name, ResultSetMetaData metadata, int position) throws SQLException {
        if (name.contains("bool")) {
            return DataType.BOOLEAN;
        }
        if (name.contains("decimal") || name.contains("numeric")) {
            int precision = metadata.getPrecision(position);
            // it is called so too where nothing was declared
            return precision == 0 ? null : decimal(precision, metadata.getScale(position));
        }
        if (name.contains("int")) {
            return DataType.LONG;
        }
        if (name.contains("char") || name.contains("clob") || name.contains("text")) {
            return DataType.STRING;
        }
        if (name.contains("real") || name.contains("floa") || name.contains("doub")) {
            return DataType.DOUBLE;
        }
        if (name.contains("blob") || name.contains("binary")) {
            return DataType.BINARY;
        }
        if (name.contains("timestamp") || name.contains("datetime")) {
            boolean isUtc = name.contains("timestamptz") || name.contains("zone") && !name.contains("without");
            return new DataType.Timestamp(ofDigits(metadata.getPrecision(position)), isUtc);
        }
        if (name.contains("date")) {
            return DataType.DATE;
        }
        return name.contains("time") ? DataType.time(ofDigits(metadata.getPrecision(position))) : null;
    }

    /** A column of SQLite that was declared as nothing, by how SQLite calls a value of it. */
    static DataType ofValue(String typeof) {
        return switch (typeof) {
            case "integer" -> DataType.LONG;
            case "real" -> DataType.DOUBLE;
            case "blob" -> DataType.BINARY;
            default -> DataType.STRING;
        };
    }

    /** The error about a column that has no type here. */
    static IllegalArgumentException unknown(String column, String typeName, int jdbcType) {
        String shown = ShownText.of(column);
        return new IllegalArgumentException("column '" + shown + "' is of the database's type "
                + ShownText.of(typeName) + " (" + jdbcType + " of java.sql.Types), which has no column here. Cast it in"
                + " the query, such as cast(" + shown + " as varchar), leave it out, or read it as text:"
                + " JdbcReadOptions.builder().type(\"" + shown + "\", DataType.STRING)");
    }
}
