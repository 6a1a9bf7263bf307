package dev.peristyle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.jdbc.JdbcSource;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** The rows of the contract in tables, one for each number of rows, which plain JDBC has filled once for all tests of a class: they only read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcContract extends SourceContract {

    private final Map<Integer, Source> sources = new HashMap<>();
    private CountedConnections connections;

    /** To the same database each time, which has none of the tables before. */
    abstract Connections connect() throws SQLException;

    /** The columns of a table, as they are declared. */
    abstract String columns();

    JdbcReadOptions.Builder options() {
        return JdbcReadOptions.builder().orderBy("id").fetchRows(100);
    }

    /** As SQLite has dates, they are texts. */
    Object bound(Object value) {
        return value;
    }

    @AfterEach
    void nothingIsOpen() {
        if (connections != null) {
            assertThat(connections.open).hasValue(0);
        }
    }

    @Override
    protected Source source(int rows) {
        return sources.computeIfAbsent(rows, this::filled);
    }

    private Source filled(int rows) {
        try {
            if (connections == null) {
                connections = new CountedConnections(connect());
            }
            fill(rows);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return JdbcSource.of(
                connections::open,
                "select * from numbered_" + rows + " -- and no more",
                options().build().settings());
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table numbered_" + rows + " (" + columns() + ")");
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into numbered_" + rows + " values (?, ?, ?, ?, ?)")) {
                for (long id = 0; id < rows; id++) {
                    Object[] row = NumberedRows.row(id);
                    for (int column = 0; column < row.length; column++) {
                        insert.setObject(
                                column + 1, row[column] instanceof LocalDate ? bound(row[column]) : row[column]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
