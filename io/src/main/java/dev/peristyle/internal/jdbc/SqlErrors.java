package dev.peristyle.internal.jdbc;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.check.ShownText;
import java.sql.SQLException;

/** What is said of errors of a database. */
final class SqlErrors {

    private static final int SHOWN = 400;

    private SqlErrors() {}

    /**
     * An error with what the database says of it.
     *
     * @param what what could not be done, such as {@code "jdbc select …: the query failed"}
     */
    static DataAccessException of(String what, SQLException failure) {
        return of(what, failure, "");
    }

    /**
     * An error with what the database says of it.
     *
     * @param advice the end of the message, or nothing
     */
    static DataAccessException of(String what, SQLException failure, String advice) {
        return new DataAccessException(what + ": " + reason(failure) + advice, failure);
    }

    /** What the database says, in one line, with the cause that a batch hides. */
    static String reason(SQLException failure) {
        StringBuilder text = new StringBuilder(said(failure));
        SQLException next = failure.getNextException();
        if (next != null && !text.toString().contains(said(next))) {
            text.append("; ").append(said(next));
        }
        String state = next != null && next.getSQLState() != null ? next.getSQLState() : failure.getSQLState();
        if (state != null && !state.isEmpty()) {
            text.append(" (SQLState ").append(state).append(')');
        }
        return text.toString();
    }

    private static String said(SQLException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : oneLine(failure.getMessage());
    }

    /** A statement or a message as one line, not too long. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return ShownText.of(line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
    }
}
