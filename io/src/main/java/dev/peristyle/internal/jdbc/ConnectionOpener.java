package dev.peristyle.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections; called by several threads. */
@FunctionalInterface
public interface ConnectionOpener {

    /**
     * Opens one.
     *
     * @return a connection that nobody else uses
     * @throws SQLException if there is none to be had
     */
    Connection open() throws SQLException;
}
