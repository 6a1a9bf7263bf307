package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statements that make tables and put rows into them. */
final class Ddl {

    /** What SQLite keeps of a number with a fraction. */
    private static final int SQLITE_DIGITS = 15;

    private Ddl() {}

    /** Makes a table unless it is there. */
    static String create(Database database, String table, Schema schema, List<String> keys) {
        if (database.product() == Product.OTHER) {
            throw new IllegalArgumentException("tables are made in PostgreSQL, H2, SQLite, MySQL and MariaDB; make "
                    + table + " yourself, and leave createTable out");
        }
        List<String> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(database.quoted(field.name()) + " " + type(database.product(), field));
        }
        if (!keys.isEmpty()) {
            columns.add("primary key (" + database.quoted(keys) + ")");
        }
        return "create table if not exists " + table + " (" + String.join(", ", columns) + ")";
    }

    private static String type(Product product, Field field) {
        DataType type = field.type();
        return switch (type.family()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> integer(((DataType.Int) type));
            case FLOATING -> type.equals(DataType.DOUBLE) ? "double precision" : "real";
            case DECIMAL ->
                product == Product.SQLITE && type.precision() > SQLITE_DIGITS
                        ? "text"
                        : "decimal(" + type.precision() + ", " + type.scale() + ")";
            case DATE -> "date";
            case TIME -> "time(" + digits(product, type.resolution()) + ")";
            case TIMESTAMP -> timestamp(product, type);
            case STRING -> product == Product.H2 ? "varchar" : product == Product.MYSQL ? "longtext" : "text";
            case BINARY ->
                switch (product) {
                    case POSTGRESQL -> "bytea";
                    case H2 -> "varbinary";
                    case MYSQL -> "longblob";
                    default -> "blob";
                };
            case DURATION -> throw refuse(field);
        };
    }

    private static String timestamp(Product product, DataType type) {
        String digits = "(" + digits(product, type.resolution()) + ")";
        if (product == Product.MYSQL) {
            return (type.isUtc() ? "timestamp" : "datetime") + digits;
        }
        if (product == Product.SQLITE) {
            // it takes no words after the digits
            return (type.isUtc() ? "timestamptz" : "timestamp") + digits;
        }
        return "timestamp" + digits + (type.isUtc() ? " with time zone" : "");
    }

    private static String integer(DataType.Int type) {
        int bits = type.signed() ? type.bits() : type.bits() + 1;
        return bits <= 16 ? "smallint" : bits <= 32 ? "integer" : bits <= 64 ? "bigint" : "decimal(20, 0)";
    }

    private static int digits(Product product, Resolution resolution) {
        return resolution == Resolution.NANOS && (product == Product.H2 || product == Product.SQLITE) ? 9 : 6;
    }

    static IllegalArgumentException refuse(Field field) {
        return new IllegalArgumentException("column '" + ShownText.of(field.name()) + "' is of type " + field.type()
                + ", which databases have no common type for. Cast it to a number or a string, or leave it out");
    }

    /** Adds a row, or replaces the one with the same keys. */
    static String insert(Database database, String table, List<String> columns, List<String> keys) {
        String names = database.quoted(columns);
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        String plain = " into " + table + " (" + names + ")";
        String insert = "insert" + plain + " values (" + marks + ")";
        if (keys.isEmpty()) {
            return insert;
        }
        List<String> others = new ArrayList<>(columns);
        others.removeAll(keys);
        return switch (database.product()) {
            case POSTGRESQL, SQLITE ->
                insert + " on conflict (" + database.quoted(keys) + ") do "
                        + (others.isEmpty() ? "nothing" : "update set " + set(database, others, "excluded.", ""));
            case H2 -> "merge" + plain + " key (" + database.quoted(keys) + ") values (" + marks + ")";
            case MYSQL ->
                insert + " on duplicate key update " + set(database, others.isEmpty() ? keys : others, "values (", ")");
            case OTHER ->
                throw new IllegalArgumentException(
                        "rows are replaced in PostgreSQL, H2, SQLite, MySQL and MariaDB; write " + table
                                + " without upsert, and merge it with a statement of your own");
        };
    }

    private static String set(Database database, List<String> columns, String before, String after) {
        return columns.stream()
                .map(column -> database.quoted(column) + " = " + before + database.quoted(column) + after)
                .collect(Collectors.joining(", "));
    }
}
