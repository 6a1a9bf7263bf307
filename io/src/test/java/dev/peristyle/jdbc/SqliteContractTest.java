package dev.peristyle.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** SQLite, whose dates are texts. */
class SqliteContractTest extends JdbcContract {

    @TempDir
    static Path kept;

    @Override
    Connections connect() {
        return Connections.of("jdbc:sqlite:" + kept.resolve("numbered.db") + "?synchronous=OFF");
    }

    @Override
    String columns() {
        return "id bigint, size real, price decimal(12, 2), day date, name text";
    }

    @Override
    Object bound(Object value) {
        return value.toString();
    }

    @Override
    JdbcReadOptions.Builder options() {
        return super.options().partitionBy("id", 3, 100, 700);
    }
}
