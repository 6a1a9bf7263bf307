package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;

/** Holds what a command has written against what another engine answers. */
final class Answers {

    private static final double TOLERANCE = 1e-9;

    private Answers() {}

    /** Checks that a query over what was written has the rows that another query has, in order; numbers may differ in their last digits. */
    static void assertEqual(String actualSql, String expectedSql) {
        assertEqual(DuckDb.query(actualSql), DuckDb.query(expectedSql), expectedSql);
    }

    /** Checks that rows are equal, in order; numbers may differ in their last digits. */
    static void assertEqual(List<List<String>> actual, List<List<String>> expected, String question) {
        assertThat(actual).as(question).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            if (!equal(actual.get(row), expected.get(row))) {
                // one assertion for each of so many cells would take longer than the query
                assertThat(actual.get(row)).as("row " + row + " of " + question).isEqualTo(expected.get(row));
            }
        }
    }

    private static boolean equal(List<String> actual, List<String> expected) {
        for (int column = 0; column < expected.size(); column++) {
            if (!equal(actual.get(column), expected.get(column))) {
                return false;
            }
        }
        return actual.size() == expected.size();
    }

    private static boolean equal(String actual, String expected) {
        if (Objects.equals(actual, expected)) {
            return true;
        }
        if (actual == null || expected == null || !isNumber(actual) || !isNumber(expected)) {
            return false;
        }
        double number = Double.parseDouble(expected);
        return Math.abs(Double.parseDouble(actual) - number) <= Math.max(1, Math.abs(number)) * TOLERANCE;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    }
}
