package dev.peristyle.jdbc;

import java.util.UUID;

/** SQLite, whose dates are texts. */
class SqliteContractTest extends JdbcContract {

    @Override
    Connections connect() {
        return Connections.of("jdbc:sqlite:" + directory.resolve(UUID.randomUUID() + ".db"));
    }

    @Override
    String create() {
        return "create table numbered (id bigint, size real, price decimal(12, 2), day date, name text)";
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
