package dev.peristyle.jdbc;

/** PostgreSQL, in one part. */
class PostgresContractTest extends JdbcContract {

    @Override
    Connections connect() {
        return PostgresServer.connections();
    }

    @Override
    String columns() {
        return "id bigint, size double precision, price decimal(12, 2), day date, name text";
    }
}
