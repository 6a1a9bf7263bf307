package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.LineEnds;

/** Finds the line of a position when somebody wants to know, so that reading need not count lines. */
final class LineNumber {
    private LineNumber() {}

    /** The 1-based physical line of a byte of the text, or -1 if the file can no longer be read. */
    static long of(CsvFile file, long offset, LineEnds lineEnds) {
        if (file.lines != null) {
            return file.lines.lineOf(offset);
        }
        try (LineCounter counter = new LineCounter(lineEnds)) {
            return counter.lineOf(file, offset);
        }
    }
}
