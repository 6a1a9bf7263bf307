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
 */
record Database(Product product, String quote) {

    static Database of(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String quote = metadata.getIdentifierQuoteString();
        return new Database(Product.named(metadata.getDatabaseProductName()), quote == null ? "" : quote.strip());
    }

    /** A name of a column, as it is written in a statement. */
    String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    String quoted(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(", "));
    }

    /** A name of a table: each part between dots for itself. A part in quotes is taken as it is. */
    String table(String name) {
        StringBuilder text = new StringBuilder();
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (int index = 0; index <= name.length(); index++) {
            char character = index == name.length() ? '.' : name.charAt(index);
            if (character == '"' && index < name.length()) {
                inside = !inside;
                part.append(character);
            } else if (character == '.' && !inside) {
                text.append(text.isEmpty() ? "" : ".").append(part(part.toString()));
                part.setLength(0);
            } else {
                part.append(character);
            }
        }
        if (inside) {
            throw new IllegalArgumentException("the name of the table has a quote that is not closed: " + name);
        }
        return text.toString();
    }

    private String part(String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("the name of the table has an empty part");
        }
        boolean isQuoted = part.length() > 2 && part.startsWith("\"") && part.endsWith("\"");
        return quoted(isQuoted ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part);
    }
}
