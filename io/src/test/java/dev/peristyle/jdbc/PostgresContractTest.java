package dev.peristyle.jdbc;

/** PostgreSQL, in one part. */
class PostgresContractTest extends JdbcContract {

    @Override
    Connections connect() {
        return PostgresServer.connections();
    }

    @Override
    String create() {
        return "drop table if exists numbered; create table numbered"
                + " (id bigint, size double precision, price decimal(12, 2), day date, name text)";
    }
}
