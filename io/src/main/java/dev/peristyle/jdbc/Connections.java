package dev.peristyle.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Opens connections to a database, each time another one; several threads ask at the same time. Each is closed by who asked for it, as it
 * came: with its transaction ended, and committing by itself if it did so before. A pool gives the same connections again then.
 *
 * <p>The driver has to be on the class path; Peristyle brings none.
 */
@FunctionalInterface
public interface Connections {

    /**
     * Opens a connection.
     *
     * @return a connection that nobody else uses
     * @throws SQLException if there is none to be had
     */
    Connection open() throws SQLException;

    /**
     * Connections to the database of an address.
     *
     * @param url such as {@code jdbc:postgresql://host/database}; it is in no message and in no plan
     * @return what opens them
     */
    static Connections of(String url) {
        return of(url, new Properties());
    }

    /**
     * Connections to the database of an address.
     *
     * @param url such as {@code jdbc:postgresql://host/database}; it is in no message and in no plan
     * @param properties what the driver takes, such as {@code user} and {@code password}; a copy is kept
     * @return what opens them
     */
    static Connections of(String url, Properties properties) {
        Objects.requireNonNull(url, "url");
        Properties copy = new Properties();
        copy.putAll(Objects.requireNonNull(properties, "properties"));
        return () -> UrlConnection.open(url, copy);
    }

    /**
     * Connections of a source of them, such as a pool.
     *
     * @param source asked for each connection
     * @return what opens them
     */
    static Connections of(DataSource source) {
        return Objects.requireNonNull(source, "source")::getConnection;
    }
}
