package dev.peristyle.internal.jdbc;

import java.util.List;

/**
 * A statement and the values of its question marks.
 *
 * @param sql the statement
 * @param parameters a value for each question mark
 */
record Query(String sql, List<Object> parameters) {

    /** What a query is called where others read from it. */
    private static final String ROWS = "peristyle_rows";

    /**
     * Selects from a query.
     *
     * @param what what is selected
     * @param where what stands behind it, or nothing
     */
    static String from(String what, String query, String where) {
        // the query may end in a comment
        return "select " + what + " from (" + trimmed(query) + "\n) " + ROWS + (where.isEmpty() ? "" : " " + where);
    }

    /** A statement without what ends it. */
    static String trimmed(String query) {
        String text = query.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text;
    }
}
