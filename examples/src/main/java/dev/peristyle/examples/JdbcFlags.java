package dev.peristyle.examples;

import dev.peristyle.jdbc.Connections;
import java.util.Properties;
import picocli.CommandLine.Option;

/** How a database is reached. The user and the password come from the environment, since anybody sees the arguments of a program. */
final class JdbcFlags {

    @Option(
            names = "--user-env",
            paramLabel = "NAME",
            description = "The variable of the environment with the user (default: ${DEFAULT-VALUE}).")
    private String user = "JDBC_USER";

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "The variable of the environment with the password (default: ${DEFAULT-VALUE}).")
    private String password = "JDBC_PASSWORD";

    @Option(
            names = "--no-copy",
            description = "Sends statements to PostgreSQL, and reads their results, instead of COPY.")
    private boolean statements;

    /** What opens connections to an address. */
    Connections connections(String url) {
        Properties properties = new Properties();
        put(properties, "user", System.getenv(user));
        put(properties, "password", System.getenv(password));
        return Connections.of(url, properties);
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    boolean copies() {
        return !statements;
    }
}
