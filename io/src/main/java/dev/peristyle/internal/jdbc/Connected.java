package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection in a transaction, which closing rolls back. Not thread-safe. */
final class Connected implements AutoCloseable {

    final Connection connection;
    final Database database;
    private final boolean committedItself;

    private Connected(Connection connection, String what) {
        this.connection = connection;
        try {
            this.committedItself = connection.getAutoCommit();
            this.database = Database.of(connection);
            // drivers hand out rows bit by bit only within a transaction
            if (committedItself) {
                connection.setAutoCommit(false);
            }
        } catch (SQLException failure) {
            DataAccessException refused = SqlErrors.of(what + ": the connection is of no use", failure);
            try {
                connection.close();
            } catch (SQLException second) {
                refused.addSuppressed(second);
            }
            throw refused;
        }
    }

    /**
     * Opens a connection.
     *
     * @param what what messages begin with
     */
    static Connected open(ConnectionOpener opener, String what) {
        Connection connection;
        try {
            connection = opener.open();
        } catch (SQLException failure) {
            throw SqlErrors.of(
                    what + ": there is no connection to be had",
                    failure,
                    ". Check the address, the user, the password, and that the driver is on the class path");
        }
        if (connection == null) {
            throw new IllegalStateException(
                    what + ": there is no connection to be had; what was to open one gave null");
        }
        return new Connected(connection, what);
    }

    /** Closes what nothing depends on any more: what was read is read, and what was committed stays. */
    static void drop(AutoCloseable used) {
        try {
            used.close();
        } catch (Exception lost) {
            System.getLogger("dev.peristyle.jdbc")
                    .log(
                            System.Logger.Level.DEBUG,
                            "a connection or statement could not be closed in good order",
                            lost);
        }
    }

    /** Gives the connection back as it came. */
    @Override
    public void close() {
        drop(this::end);
    }

    private void end() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                if (committedItself) {
                    connection.setAutoCommit(true);
                }
            }
        }
    }
}
