package dev.peristyle.jdbc;

import java.util.UUID;

/** H2, in parts that are more than there are rows of some tables. */
class H2ContractTest extends JdbcContract {

    @Override
    Connections connect() {
        return Connections.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DATABASE_TO_UPPER=FALSE;DB_CLOSE_DELAY=60");
    }

    @Override
    String columns() {
        return "id bigint, size double precision, price decimal(12, 2), \"day\" date, name varchar";
    }

    @Override
    JdbcReadOptions.Builder options() {
        return super.options().partitionBy("id", 9);
    }
}
