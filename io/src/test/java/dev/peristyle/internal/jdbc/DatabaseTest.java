package dev.peristyle.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of databases of which no driver is here. */
class DatabaseTest {

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @ParameterizedTest
    @CsvSource({
        "MySQL, MySQL Connector/J, -2147483648",
        "MariaDB, MySQL Connector/J, -2147483648",
        "MariaDB, MariaDB Connector/J, 100",
        "MySQL, MariaDB Connector/J, 100",
        "PostgreSQL, PostgreSQL JDBC Driver, 100"
    })
    void theDriverDecidesOnTheFetchSizeThatStreams(String product, String driver, int expected) throws SQLException {
        DatabaseMetaData metadata =
                proxy(DatabaseMetaData.class, (self, method, arguments) -> switch (method.getName()) {
                    case "getDatabaseProductName" -> product;
                    case "getDriverName" -> driver;
                    default -> "`";
                });
        Connection connection = proxy(Connection.class, (self, method, arguments) -> metadata);
        assertThat(Database.of(connection).fetchSize(100)).isEqualTo(expected);
    }
}
