package dev.peristyle.internal.csv.detect;

import dev.peristyle.internal.csv.kernel.LineEnds;

/** What ends the records of a reading. Line feeds alone and after carriage returns are read by one and the same dialect. */
final class LineEndChoice {
    private final SampleReading reading;
    private final double confidence;

    LineEndChoice(SampleReading reading, double second, DialectScore best) {
        this.reading = reading;
        double margin = best.score == 0 ? 0 : 1 - second / best.score;
        this.confidence = Math.min(0.99, 0.5 + 1.4 * margin);
    }

    LineEnds lineEnds() {
        return reading.dialect.lineEnds();
    }

    private int kinds() {
        return (reading.lineFeeds > 0 ? 1 : 0) + (reading.both > 0 ? 1 : 0) + (reading.returns > 0 ? 1 : 0);
    }

    /** The only line end there is, or null. */
    String single() {
        if (kinds() != 1) {
            return null;
        }
        return reading.lineFeeds > 0 ? "\n" : reading.both > 0 ? "\r\n" : "\r";
    }

    Finding finding() {
        String single = single();
        if (kinds() == 0) {
            return new Finding(Decision.LINE_END, "unknown", 0, "no record ends with one");
        }
        if (single == null) {
            return new Finding(
                    Decision.LINE_END,
                    "mixed",
                    confidence,
                    reading.lineFeeds + " records end with \\n, " + reading.both + " with \\r\\n, " + reading.returns
                            + " with \\r");
        }
        String shown = single.replace("\r", "\\r").replace("\n", "\\n");
        return new Finding(Decision.LINE_END, shown, confidence, "all records that were looked at end with it");
    }
}
