package dev.peristyle.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** COPY of PostgreSQL, which only its own driver has. All else is asked only after {@link #isThere}. */
final class PostgresCopy {

    private final PGConnection connection;

    private PostgresCopy(PGConnection connection) {
        this.connection = connection;
    }

    /** Whether a connection is one of the driver that is on the class path here. */
    static boolean isThere(Connected connected) throws SQLException {
        if (connected.database.product() != Product.POSTGRESQL) {
            return false;
        }
        try {
            return Driver.is(connected.connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    static PostgresCopy of(Connected connected) throws SQLException {
        return new PostgresCopy(connected.connection.unwrap(PGConnection.class));
    }

    CopyIn in(String sql) throws SQLException {
        return connection.getCopyAPI().copyIn(sql);
    }

    CopyOut out(String sql) throws SQLException {
        return connection.getCopyAPI().copyOut(sql);
    }

    void cancel() throws SQLException {
        connection.cancelQuery();
    }

    /** Linked when it is asked. */
    private static final class Driver {
        private Driver() {}

        static boolean is(Connection connection) throws SQLException {
            return connection.isWrapperFor(PGConnection.class);
        }
    }
}
