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
import org.junit.jupiter.api.AfterEach;

/** The rows of the contract in a table, which plain JDBC has filled. */
abstract class JdbcContract extends SourceContract {

    private CountedConnections connections;

    /** Another database each time, or one without the table. */
    abstract Connections connect() throws SQLException;

    abstract String create();

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
        try {
            connections = new CountedConnections(connect());
            fill(rows);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return JdbcSource.of(
                connections::open,
                "select * from numbered -- and no more",
                options().build().settings());
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(create());
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into numbered values (?, ?, ?, ?, ?)")) {
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
