package dev.peristyle.internal.csv.detect;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the first row names the columns: it does if its fields are not of the kind of what is below them. Where all is text, the shape of the
 * texts is compared.
 */
final class HeaderEvidence {
    private static final int ROWS = 200;
    private static final int COLUMNS = 200;
    private static final double MOST = 0.9;

    private final SampleReading reading;
    private final int header;
    private final int rows;
    private final int columns;
    private double votes;
    private int otherwise;
    private int alike;

    HeaderEvidence(DialectScore score) {
        this.reading = score.reading;
        this.header = score.firstRow;
        this.rows = Math.min(reading.rowCount, header + 1 + ROWS);
        this.columns = Math.min(score.columns, COLUMNS);
        for (int column = 0; column < columns && header < reading.rowCount; column++) {
            look(column);
        }
    }

    private void look(int column) {
        CellKind name = reading.kind(header, column);
        Map<CellKind, Integer> kinds = new EnumMap<>(CellKind.class);
        int values = 0;
        for (int row = header + 1; row < rows; row++) {
            if (column < reading.fields(row)) {
                CellKind kind = reading.kind(row, column);
                kinds.merge(kind, 1, Integer::sum);
                values += kind == CellKind.EMPTY ? 0 : 1;
            }
        }
        if (values == 0) {
            votes += name.isTyped() ? -0.7 : name == CellKind.EMPTY ? 0 : 0.05;
            alike += name.isTyped() ? 1 : 0;
            return;
        }
        boolean hasType = false;
        for (CellKind kind : CellKind.values()) {
            hasType |= kind.isTyped() && kinds.getOrDefault(kind, 0) >= values * MOST;
        }
        if (hasType) {
            otherwise += name.isTyped() || name == CellKind.EMPTY ? 0 : 1;
            alike += name.isTyped() ? 1 : 0;
            votes += name.isTyped() ? -1.5 : name == CellKind.EMPTY ? -0.1 : 1.5;
        } else if (name.isTyped()) {
            alike++;
            votes -= 0.7;
        } else if (name != CellKind.EMPTY) {
            lookAtTexts(column);
        }
    }

    private void lookAtTexts(int column) {
        String name = shape(header, column);
        Set<String> shapes = new HashSet<>();
        int same = 0;
        int values = 0;
        for (int row = header + 1; row < rows; row++) {
            if (column < reading.fields(row) && reading.start(row, column) < reading.end(row, column)) {
                String shape = shape(row, column);
                shapes.add(shape);
                same += shape.equals(name) ? 1 : 0;
                values++;
            }
        }
        if (values >= 3 && shapes.size() <= 2 && same == 0) {
            otherwise++;
            votes += 0.7;
        } else if (same >= values * MOST) {
            votes -= 0.15;
        } else {
            votes += same == 0 ? 0.2 : 0;
        }
    }

    /** The kinds of characters, one for each run of the same. */
    private String shape(int row, int column) {
        StringBuilder shape = new StringBuilder();
        char last = 0;
        for (int position = reading.start(row, column);
                position < reading.end(row, column) && shape.length() < 9;
                position++) {
            int current = reading.text[position];
            char kind = current < 0 || current >= 'a' && current <= 'z'
                    ? 'a'
                    : current >= 'A' && current <= 'Z' ? 'A' : current >= '0' && current <= '9' ? '0' : (char) current;
            if (kind != last) {
                shape.append(kind);
            }
            last = kind;
        }
        return shape.toString();
    }

    /** Without evidence there is one: that is the default of the options. */
    boolean isHeader() {
        return votes >= 0;
    }

    double confidence() {
        return Math.min(0.99, 1 - 0.5 * Math.pow(0.35, Math.abs(votes)));
    }

    String reason() {
        if (isHeader()) {
            return otherwise > 0
                    ? otherwise + " of " + columns + " fields of the first record are not like what is below them"
                    : "nothing in the first record is unlike a name, and nothing tells it from the others";
        }
        return alike > 0
                ? alike + " of " + columns + " fields of the first record are values like those of other records"
                : "the first record looks like the others";
    }
}
