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
        List<QueryColumn> columns = new ArrayList<>();
        for (int position = 1; position <= metadata.getColumnCount(); position++) {
            columns.add(column(connected, metadata, position, query, settings));
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
            Connected connected, ResultSetMetaData metadata, int position, String query, ReadSettings settings)
            throws SQLException {
        String label = metadata.getColumnLabel(position);
        DataType wanted = settings.types().get(label);
        Product product = connected.database.product();
        DataType told = ColumnTypes.of(product, metadata, position);
        if (told == null && wanted == null && product == Product.SQLITE) {
            told = ofFirstValue(connected, label, query, settings.parameters());
        }
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

    private static DataType ofFirstValue(Connected connected, String label, String query, List<Object> parameters)
            throws SQLException {
        String column = connected.database.quoted(label);
        String sql = Query.from("typeof (" + column + ")", query, "where " + column + " is not null limit 1");
        try (PreparedStatement statement = connected.connection.prepareStatement(sql)) {
            Parameters.bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return ColumnTypes.ofValue(rows.next() ? rows.getString(1) : "null");
            }
        }
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
