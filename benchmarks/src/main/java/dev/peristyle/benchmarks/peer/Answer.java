package dev.peristyle.benchmarks.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to a job: a few rows of cells as text, so that every contender's can be compared with every other's.
 *
 * @param rows the rows, each a list of cells
 */
public record Answer(List<List<String>> rows) {
    /**
     * What separates a sum in one order of additions from that in another; no contender may be less exact.
     */
    private static final double RELATIVE_TOLERANCE = 1e-10;

    /**
     * Copies the rows.
     *
     * @param rows the rows, each a list of cells
     */
    public Answer {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * Makes an answer of one row.
     *
     * @param cells the row
     * @return the answer
     */
    public static Answer of(Object... cells) {
        return new Answer(List.of(row(cells)));
    }

    /**
     * Makes a row for the constructor.
     *
     * @param cells numbers or texts
     * @return the cells as text
     */
    public static List<String> row(Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).toList();
    }

    /**
     * Reads what {@link #toString()} gives.
     *
     * @param text a line per row, a tab between cells
     * @return the answer
     */
    public static Answer parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.split("\n")) {
            rows.add(List.of(line.split("\t", -1)));
        }
        return new Answer(rows);
    }

    /**
     * Tells whether all cells are equal: texts exactly, numbers up to the rounding of a sum.
     *
     * @param other the answer of another contender to the same job
     * @return whether they are
     */
    public boolean matches(Answer other) {
        if (rows.size() != other.rows.size()) {
            return false;
        }
        for (int row = 0; row < rows.size(); row++) {
            if (!rowMatches(rows.get(row), other.rows.get(row))) {
                return false;
            }
        }
        return true;
    }

    private static boolean rowMatches(List<String> left, List<String> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int cell = 0; cell < left.size(); cell++) {
            if (!left.get(cell).equals(right.get(cell)) && !numbersMatch(left.get(cell), right.get(cell))) {
                return false;
            }
        }
        return true;
    }

    private static boolean numbersMatch(String left, String right) {
        try {
            double first = Double.parseDouble(left);
            double second = Double.parseDouble(right);
            return Math.abs(first - second) <= RELATIVE_TOLERANCE * Math.max(Math.abs(first), Math.abs(second));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A line per row, a tab between cells. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(text.isEmpty() ? "" : "\n").append(String.join("\t", row));
        }
        return text.toString();
    }
}
