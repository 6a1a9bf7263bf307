package dev.peristyle.internal.csv.detect;

import java.util.HashMap;
import java.util.Map;

/**
 * How much a sample makes sense as one dialect reads it.
 *
 * <p>The idea is the data consistency of van den Burg, Nazábal and Sutton (<i>Wrangling messy CSV files by detecting row and type patterns</i>,
 * Data Mining and Knowledge Discovery 33, 2019): the right dialect gives rows of one length and fields that look like values. What differs: all rows
 * count towards the length that most have, what comes before the first of them is a preamble, and quotes that are not where
 * they should be count against a reading. DuckDB's sniffer, too, takes the dialect with the most rows of one length.
 */
final class DialectScore {
    /** Rows of which the fields are looked at. */
    private static final int TYPED_ROWS = 200;

    /** Lines that are a preamble at most. */
    private static final int LONGEST_PREAMBLE = 60;

    final SampleReading reading;

    /** Fields of most rows. */
    final int columns;

    /** The first row that has so many: those before it are a preamble. */
    final int firstRow;

    /** Of the rows from there on, the part that has so many. */
    final double consistency;

    /** How much the fields look like values, from 0 to 1. */
    final double clean;

    final double score;

    DialectScore(SampleReading reading, double likelihood) {
        this.reading = reading;
        this.columns = usualFields(reading);
        this.firstRow = firstRow();
        int rows = reading.rowCount - firstRow;
        int good = 0;
        for (int row = firstRow; row < reading.rowCount; row++) {
            good += reading.fields(row) == columns ? 1 : 0;
        }
        this.consistency = rows == 0 ? 0 : good / (double) rows;
        this.clean = rows == 0 ? 0 : clean();
        this.score = consistency
                * consistency
                * consistency
                * clean
                * ofColumns()
                * ofPreamble(rows)
                * ofQuotes()
                * likelihood;
    }

    private static int usualFields(SampleReading reading) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int row = 0; row < reading.rowCount; row++) {
            counts.merge(reading.fields(row), 1, Integer::sum);
        }
        int usual = 1;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            int more = entry.getValue() - counts.getOrDefault(usual, 0);
            usual = more > 0 || more == 0 && entry.getKey() > usual ? entry.getKey() : usual;
        }
        return usual;
    }

    private int firstRow() {
        int row = 0;
        while (row < reading.rowCount && row < LONGEST_PREAMBLE && reading.fields(row) != columns) {
            row++;
        }
        return row == LONGEST_PREAMBLE ? 0 : row;
    }

    private double clean() {
        double sum = 0;
        long cells = 0;
        for (int row = firstRow; row < Math.min(reading.rowCount, firstRow + TYPED_ROWS); row++) {
            for (int column = 0; column < Math.min(reading.fields(row), TYPED_ROWS); column++) {
                sum += switch (reading.kind(row, column)) {
                    case DIRTY -> 0.25;
                    case TEXT -> reading.isQuoted(row, column) ? 1 : 0.97;
                    case EMPTY -> 0.97;
                    default -> 1;
                };
                cells++;
            }
        }
        return cells == 0 ? 0 : sum / cells;
    }

    /** Many columns are no accident. One is what every file has when nothing separates anything. */
    private double ofColumns() {
        if (columns > 1) {
            return 1 - 0.4 / columns;
        }
        int typed = 0;
        int seen = Math.min(reading.rowCount, TYPED_ROWS);
        for (int row = 0; row < seen; row++) {
            typed += reading.kind(row, 0).isTyped() ? 1 : 0;
        }
        return seen > 0 && typed >= seen * 0.9 - 1 && typed > 0 ? 0.75 : 0.45;
    }

    private double ofPreamble(int rows) {
        if (firstRow == 0) {
            return 1;
        }
        if (columns == 1) {
            return 0.1;
        }
        double share = rows / (rows + 0.25 * firstRow);
        return hasTypedField(firstRow) ? share / 2 : share;
    }

    /** Whether a row has a value that is no name: as a header it would be strange. */
    boolean hasTypedField(int row) {
        for (int column = 0; column < reading.fields(row); column++) {
            if (reading.kind(row, column).isTyped()) {
                return true;
            }
        }
        return false;
    }

    private double ofQuotes() {
        double broken = reading.brokenQuotes / (double) Math.max(1, reading.rowCount);
        return reading.brokenQuotes == 0 ? 1 : Math.max(0.05, 0.8 - broken);
    }
}
