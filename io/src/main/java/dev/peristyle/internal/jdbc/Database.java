package dev.peristyle.internal.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What statements for a database have to look like.
 *
 * @param product which one it is
 * @param quote what stands around a name that is taken as it is written; empty if there is nothing of the kind
 * @param streamsByMinimum whether the driver hands out rows as they come only where the least of all integers is the fetch size
 */
record Database(Product product, String quote, boolean streamsByMinimum) {

    static Database of(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String quote = metadata.getIdentifierQuoteString();
        String driver = metadata.getDriverName();
        return new Database(
                Product.named(metadata.getDatabaseProductName()),
                quote == null ? "" : quote.strip(),
                driver != null && driver.startsWith("MySQL"));
    }

    /** The fetch size to set for so many rows at a time. MariaDB's driver refuses what MySQL's needs, whichever server it talks to. */
    int fetchSize(int rows) {
        return streamsByMinimum ? Integer.MIN_VALUE : rows;
    }

    /** A name of a column, as it is written in a statement. */
    String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    String quoted(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }
}
