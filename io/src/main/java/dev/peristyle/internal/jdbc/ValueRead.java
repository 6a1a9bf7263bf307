package dev.peristyle.internal.jdbc;

import dev.peristyle.spi.ColumnWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How the values of a column are read. */
interface ValueRead {

    /**
     * Adds the value of the current row.
     *
     * @param column from 1
     * @return the bytes of a text or of bytes, or a little less; 0 for others
     * @throws IllegalArgumentException if the column has no such value
     */
    int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException;
}
