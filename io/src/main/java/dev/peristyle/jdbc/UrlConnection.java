package dev.peristyle.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A connection by its address, which may have a password in it: errors show no more of it than where the database is. */
final class UrlConnection {

    private UrlConnection() {}

    static Connection open(String url, Properties properties) throws SQLException {
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException failure) {
            String message = String.valueOf(failure.getMessage());
            if (!message.contains(url)) {
                throw failure;
            }
            // not the cause, which says all of it
            throw new SQLException(message.replace(url, shown(url)), failure.getSQLState(), failure.getErrorCode());
        }
    }

    private static String shown(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }
}
