package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a database for the columns of a query, without running it where the driver can. */
final class QueryColumns {

    private QueryColumns() {}

    /**
     * Finds the columns.
     *
     * @param query without what ends it
     * @throws IllegalArgumentException if the query has no columns, or one of a type that is not read
     */
    static List<QueryColumn> of(Connected connected, String query, ReadSettings settings) throws SQLException {
        try (PreparedStatement statement = connected.connection.prepareStatement(query)) {
            ResultSetMetaData metadata = statement.getMetaData();
            if (metadata != null && metadata.getColumnCount() > 0) {
                return of(connected, metadata, query, settings);
            }
        }
        try (PreparedStatement none = connected.connection.prepareStatement(Query.from("*", query, "where 1 = 0"))) {
            Parameters.bind(none, settings.parameters());
            try (ResultSet rows = none.executeQuery()) {
                return of(connected, rows.getMetaData(), query, settings);
            }
        }
    }

    private static List<QueryColumn> of(
            Connected connected, ResultSetMetaData metadata, String query, ReadSettings settings) throws SQLException {
        Product product = connected.database.product();
        DataType[] told = new DataType[metadata.getColumnCount()];
        for (int column = 0; column < told.length; column++) {
            told[column] = ColumnTypes.of(product, metadata, column + 1);
        }
        if (product == Product.SQLITE) {
            tellByValues(connected, metadata, told, query, settings);
        }
        List<QueryColumn> columns = new ArrayList<>();
        for (int column = 0; column < told.length; column++) {
            columns.add(column(product, metadata, column + 1, told[column], settings));
        }
        Schema schema = schema(columns);
        for (Map.Entry<String, DataType> wanted : settings.types().entrySet()) {
            // names the nearest one where it is misspelt
            schema.field(wanted.getKey());
        }
        settings.order().forEach(schema::field);
        return List.copyOf(columns);
    }

    private static QueryColumn column(
            Product product, ResultSetMetaData metadata, int position, DataType told, ReadSettings settings)
            throws SQLException {
        String label = metadata.getColumnLabel(position);
        DataType wanted = settings.types().get(label);
        DataType type = wanted == null ? told : wanted;
        if (type == null) {
            throw ColumnTypes.unknown(label, metadata.getColumnTypeName(position), metadata.getColumnType(position));
        }
        ValueRead read = ConvertedRead.of(told, type, product);
        if (read == null || type.family() == Family.TIME && ColumnTypes.isTimeWithZone(metadata, position)) {
            throw new IllegalArgumentException("column '" + ShownText.of(label) + "' cannot be read as " + type
                    + ", which databases have no values of. Read it as text or as a number, and cast it then");
        }
        return new QueryColumn(label, type, told, read, ColumnTypes.typeName(product, metadata, position));
    }

    /** Runs the query once for all columns that are declared as nothing, as far as there is a value of each. */
    private static void tellByValues(
            Connected connected, ResultSetMetaData metadata, DataType[] told, String query, ReadSettings settings)
            throws SQLException {
        List<Integer> untold = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int column = 0; column < told.length; column++) {
            String label = metadata.getColumnLabel(column + 1);
            if (told[column] == null && !settings.types().containsKey(label)) {
                untold.add(column);
                types.add("typeof (" + connected.database.quoted(label) + ")");
            }
        }
        if (untold.isEmpty()) {
            return;
        }
        String sql = Query.from(String.join(", ", types), query, "");
        try (PreparedStatement statement = connected.connection.prepareStatement(sql)) {
            Parameters.bind(statement, settings.parameters());
            try (ResultSet rows = statement.executeQuery()) {
                for (int missing = untold.size(); missing > 0 && rows.next(); ) {
                    missing -= tell(rows, untold, told);
                }
            }
        }
        for (int column : untold) {
            told[column] = told[column] == null ? ColumnTypes.ofValue("null") : told[column];
        }
    }

    /** Takes what the current row tells of columns of which nothing was told before, and counts them. */
    private static int tell(ResultSet rows, List<Integer> untold, DataType[] told) throws SQLException {
        int found = 0;
        for (int position = 0; position < untold.size(); position++) {
            int column = untold.get(position);
            String type = told[column] == null ? rows.getString(position + 1) : "null";
            if (!type.equals("null")) {
                told[column] = ColumnTypes.ofValue(type);
                found++;
            }
        }
        return found;
    }

    static Schema schema(List<QueryColumn> columns) {
        try {
            return Schema.of(columns.stream()
                    .map(column -> new Field(column.name(), column.type()))
                    .collect(Collectors.toList()));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    refused.getMessage() + ". Give each column of the query a name of its own: select … as …", refused);
        }
    }
}
