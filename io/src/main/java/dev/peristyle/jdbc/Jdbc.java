package dev.peristyle.jdbc;

import dev.peristyle.Pipeline;
import dev.peristyle.internal.jdbc.JdbcSink;
import dev.peristyle.internal.jdbc.JdbcSource;
import dev.peristyle.spi.Sink;
import java.util.Objects;

/**
 * Databases as the beginning and the end of a pipeline, with any driver of {@code java.sql}.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>database</th><th>column</th></tr>
 * <tr><td>{@code boolean}, a single bit</td><td>boolean</td></tr>
 * <tr><td>{@code tinyint}, {@code smallint}, {@code integer}, {@code bigint}</td>
 *     <td>byte, short, int, long; without a sign the unsigned ones</td></tr>
 * <tr><td>{@code real}; {@code float}, {@code double}</td><td>float; double</td></tr>
 * <tr><td>{@code numeric(p, s)}, {@code decimal(p, s)}</td><td>decimal(p,s)</td></tr>
 * <tr><td>a number of which no precision is told, such as {@code numeric} of PostgreSQL</td><td>decimal(38,10)</td></tr>
 * <tr><td>{@code date}; {@code time}</td><td>date; time</td></tr>
 * <tr><td>{@code timestamp}; {@code timestamp with time zone}</td><td>local timestamp; timestamp, which is in UTC</td></tr>
 * <tr><td>texts of all kinds, {@code uuid}, {@code json}, {@code xml}, enums</td><td>string</td></tr>
 * <tr><td>{@code binary}, {@code bytea}, {@code blob}</td><td>binary</td></tr>
 * </table>
 *
 * <p>Times and timestamps count in microseconds, or in nanoseconds where the database tells that they have more digits. What has more digits than
 * 38, or more after the point than its column, is an error that names the row and the column. Any other type is one when the
 * query is described; it says what to cast to.
 *
 * <p><b>SQLite</b> has values of any type in every column. A column becomes what it was declared as (integers are longs), one that was
 * declared as nothing, such as a sum, what its first value is; a value of another type is an error that names its row, never a guess. Dates and times
 * are read from texts in ISO 8601, as SQLite's own functions write them.
 *
 * <p>Columns that nobody asks for are not selected. Conditions on numbers, and with PostgreSQL and H2 on dates, timestamps and booleans, become
 * part of the statement, with their constants as parameters (in a COPY of PostgreSQL, which has none, they are written out); of text only what equals a
 * constant, which is looked at here once more. So the rows that come out do not depend on collations. What compares otherwise than it is read, such as
 * {@code uuid}, enums, {@code money} or a column that {@link JdbcReadOptions.Builder#type} reads as another type, is compared here.
 *
 * <p>Written are all types but durations, each as what the table above says; a time that the column of
 * the table would round or cut off is an error. Into SQLite dates and times go as texts in ISO 8601.
 *
 * <p>Rows come in the order in which the database gives them: say {@link JdbcReadOptions.Builder#orderBy orderBy} where it counts. A query
 * runs once for each reading. Parts ({@link JdbcReadOptions.Builder#partitionBy(String, int) partitionBy}) are read by several threads, which have a
 * connection each and run a statement for one part after the other, each in a transaction that is rolled back: so a part has what was committed when its
 * statement began. A run that is cancelled, or whose thread is interrupted, has the database give up the statement that it waits for.
 */
public final class Jdbc {

    private Jdbc() {}

    /**
     * Describes the reading of a query. The database is asked for its columns, no more.
     *
     * @param url such as {@code jdbc:postgresql://host/database}, with what else the driver needs
     * @param query a statement that selects rows
     * @return its rows
     * @throws dev.peristyle.error.DataAccessException if the database cannot be reached or refuses the query
     * @throws IllegalArgumentException if a column is of a type that is not read
     */
    public static Pipeline scan(String url, String query) {
        return scan(Connections.of(url), query);
    }

    /**
     * Describes the reading of a query. The database is asked for its columns, no more.
     *
     * @param connections opens connections
     * @param query a statement that selects rows
     * @return its rows
     * @throws dev.peristyle.error.DataAccessException if the database cannot be reached or refuses the query
     * @throws IllegalArgumentException if a column is of a type that is not read
     */
    public static Pipeline scan(Connections connections, String query) {
        return scan(connections, query, JdbcReadOptions.defaults());
    }

    /**
     * Describes the reading of a query. The database is asked for its columns, no more.
     *
     * @param connections opens connections
     * @param query a statement that selects rows
     * @param options how it is read
     * @return its rows
     * @throws dev.peristyle.error.DataAccessException if the database cannot be reached or refuses the query
     * @throws IllegalArgumentException if a column is of a type that is not read, or options name one that there is not
     */
    public static Pipeline scan(Connections connections, String query, JdbcReadOptions options) {
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(options, "options");
        if (query.isBlank()) {
            throw new IllegalArgumentException("there is no query");
        }
        return Pipeline.from(JdbcSource.of(connections::open, query, options.settings()));
    }

    /**
     * Names a table to write to, with the default options: all rows are one transaction.
     *
     * @param connections opens connections; a run uses one
     * @param table as it is written in statements, in quotes where the database needs them
     * @return the end of a pipeline
     */
    public static Sink to(Connections connections, String table) {
        return to(connections, table, JdbcWriteOptions.defaults());
    }

    /**
     * Names a table to write to. Rows go into the columns of their names; upper and lower case may differ where only one column is meant. Columns of the
     * table that the rows do not have get their defaults.
     *
     * @param connections opens connections; a run uses one
     * @param table as it is written in statements, in quotes where the database needs them
     * @param options how rows are written
     * @return the end of a pipeline
     */
    public static Sink to(Connections connections, String table, JdbcWriteOptions options) {
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(options, "options");
        if (table.isBlank()) {
            throw new IllegalArgumentException("there is no name of a table");
        }
        return new JdbcSink(connections::open, table.strip(), options.settings());
    }
}
