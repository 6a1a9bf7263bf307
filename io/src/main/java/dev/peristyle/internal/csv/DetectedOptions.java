package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.detect.Decision;
import dev.peristyle.internal.csv.detect.Detection;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Where what was detected differs from settings: the decisions, how sure they are, and the code that sets them. */
final class DetectedOptions {
    private final Detection found;
    private final ReadSettings settings;
    private final Set<Decision> different = EnumSet.noneOf(Decision.class);

    DetectedOptions(Detection found, ReadSettings settings) {
        this.found = found;
        this.settings = settings;
        Dialect here = settings.dialect();
        Dialect there = found.dialect();
        note(Decision.DELIMITER, !here.delimiter().equals(there.delimiter()));
        note(Decision.QUOTE, here.quote() != there.quote());
        note(Decision.ESCAPE, here.escape() != there.escape());
        note(Decision.LINE_END, here.lineEnds() != there.lineEnds());
        note(Decision.PREAMBLE, settings.skippedLines() != found.skippedLines());
        note(Decision.HEADER, settings.header() != found.header());
        note(Decision.ENCODING, isOther());
    }

    private void note(Decision decision, boolean differs) {
        if (differs) {
            different.add(decision);
        }
    }

    /** A byte order mark is seen by whoever reads the file. */
    private boolean isOther() {
        return settings.charset() == null
                && !found.charset().equals(StandardCharsets.UTF_8)
                && found.confidence(Decision.ENCODING) < 1;
    }

    /** Whether there is anything to set. */
    boolean differ() {
        return !different.isEmpty();
    }

    /** Whether anything but the header differs. */
    boolean differInMoreThanTheHeader() {
        return !different.isEmpty() && !different.equals(Set.of(Decision.HEADER));
    }

    /** How sure the least sure difference is, and the delimiter, with which all others stand and fall. */
    double confidence() {
        double least = found.confidence(Decision.DELIMITER);
        for (Decision decision : different) {
            least = Math.min(least, found.confidence(decision));
        }
        return least;
    }

    /** How to set what differs, as code that begins with the builder and has no {@code build()} at its end. */
    String code() {
        StringBuilder code = new StringBuilder("CsvOptions.builder()");
        for (Decision decision : different) {
            code.append(
                    switch (decision) {
                        case DELIMITER ->
                            ".delimiter(" + literal(found.dialect().delimiter().charAt(0)) + ")";
                        case QUOTE ->
                            found.dialect().quote() == Dialect.NONE
                                    ? ".noQuote()"
                                    : ".quote(" + literal((char) found.dialect().quote()) + ")";
                        case ESCAPE ->
                            found.dialect().escape() == Dialect.NONE
                                    ? ""
                                    : ".escape("
                                            + literal((char) found.dialect().escape()) + ")";
                        case LINE_END ->
                            found.dialect().lineEnds() == LineEnds.CARRIAGE_RETURN
                                    ? ".lineEnd(\"\\r\")"
                                    : ".anyLineEnd()";
                        case PREAMBLE -> ".skipLines(" + found.skippedLines() + ")";
                        case HEADER -> found.header() ? "" : ".noHeader()";
                        case ENCODING ->
                            ".charset(Charset.forName" + "(\"" + found.charset().name() + "\"))";
                        default -> "";
                    });
        }
        return code.toString();
    }

    private static String literal(char character) {
        return switch (character) {
            case '\t' -> "'\\t'";
            case '\'' -> "'\\''";
            case '\\' -> "'\\\\'";
            default -> character < ' ' ? String.format("'\\u%04X'", (int) character) : "'" + character + "'";
        };
    }

    ReadSettings adopted() {
        return settings.with(found, found.header());
    }
}
