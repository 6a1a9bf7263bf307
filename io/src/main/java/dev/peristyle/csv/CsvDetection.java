package dev.peristyle.csv;

import dev.peristyle.internal.csv.DetectedFile;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.schema.Schema;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link Csv#detect} found out about a file: how its bytes become text, its dialect, whether it has a header, and its types, each
 * with a confidence and a reason. Immutable.
 *
 * <p>The file is looked at up to 256 KB of its decompressed content, of which 64 KB are read with all dialects that are tried; types come from the
 * sample that a scan has. What lies behind that is not known: a scan checks it.
 *
 * <p>Tried are the delimiters {@code , ; | ^ ~ :}, tab and the ASCII characters 1 and 31 where they occur, double, single and no
 * quotes, a backslash as escape, and the three line ends. A reading is the better, the more of its records have the same number of fields and the
 * more of its fields look like values, after G. J. J. van den Burg, A. Nazábal and C. Sutton, <i>Wrangling messy CSV files by detecting row
 * and type patterns</i>, Data Mining and Knowledge Discovery 33, 2019. Charsets of one byte a character cannot be told apart: where text is no
 * UTF-8, windows-1252 is a guess with the confidence 0.5.
 */
public final class CsvDetection {

    /** What is decided about a file. */
    public enum Decision {
        /** What the file is compressed with. */
        COMPRESSION,
        /** Its charset. */
        ENCODING,
        /** What ends a record. */
        LINE_END,
        /** What separates fields. */
        DELIMITER,
        /** What encloses fields. */
        QUOTE,
        /** What makes text of the character after it. */
        ESCAPE,
        /** How many lines come before the header or the first row. */
        PREAMBLE,
        /** Whether the first record names the columns. */
        HEADER,
        /** The types of the columns. */
        TYPES
    }

    /**
     * One decision.
     *
     * @param decision what was decided about
     * @param value what was decided, readable
     * @param confidence from 0 for a guess to 1
     * @param reason why, a phrase without a full stop
     */
    public record Finding(Decision decision, String value, double confidence, String reason) {

        /**
         * Checks that nothing is missing.
         *
         * @param decision what was decided about
         * @param value what was decided, readable
         * @param confidence from 0 for a guess to 1
         * @param reason why, a phrase without a full stop
         */
        public Finding {
            Objects.requireNonNull(decision, "decision");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(reason, "reason");
        }
    }

    private final DetectedFile file;
    private final List<Finding> findings;

    CsvDetection(DetectedFile file) {
        this.file = file;
        List<Finding> all = new ArrayList<>();
        for (dev.peristyle.internal.csv.detect.Finding finding : file.findings()) {
            all.add(new Finding(
                    Decision.valueOf(finding.decision().name()),
                    finding.value(),
                    finding.confidence(),
                    finding.reason()));
        }
        this.findings = List.copyOf(all);
    }

    /**
     * Returns what separates fields.
     *
     * @return one character
     */
    public char delimiter() {
        return file.detection().dialect().delimiter().charAt(0);
    }

    /**
     * Returns what encloses fields.
     *
     * @return one character, or none if quotes are text
     */
    public Optional<Character> quote() {
        return character(file.detection().dialect().quote());
    }

    /**
     * Returns what makes text of the character after it.
     *
     * @return one character, or none
     */
    public Optional<Character> escape() {
        return character(file.detection().dialect().escape());
    }

    private static Optional<Character> character(int character) {
        return character == Dialect.NONE ? Optional.empty() : Optional.of((char) character);
    }

    /**
     * Returns what ends records.
     *
     * @return {@code "\n"}, {@code "\r\n"} or {@code "\r"}; none if there are several, or if there is only one record without one
     */
    public Optional<String> lineEnd() {
        return Optional.ofNullable(file.detection().lineEnd());
    }

    /**
     * Returns how many lines there are before the header, or before the first row if there is none.
     *
     * @return at least 0; blank lines alone do not count, because they are no rows anyway
     */
    public int skipLines() {
        return file.detection().skippedLines();
    }

    /**
     * Tells whether the first record names the columns.
     *
     * @return true for a header
     */
    public boolean hasHeader() {
        return file.detection().header();
    }

    /**
     * Returns the charset of the text.
     *
     * @return UTF-8, UTF-16 or UTF-32, or a charset of one byte a character as a guess
     */
    public Charset charset() {
        return file.detection().charset();
    }

    /**
     * Returns what the file is compressed with.
     *
     * @return {@code gzip}, {@code zstd} or {@code none}
     */
    public String compression() {
        return file.detection().compression().toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the columns that a scan with {@link #toOptions()} has.
     *
     * @return names and types; no column if the file cannot be read so, of which the reason of {@link Decision#TYPES} tells
     */
    public Schema schema() {
        return file.schema();
    }

    /**
     * Returns all decisions.
     *
     * @return one finding for each decision, in their order
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Tells how sure a decision is.
     *
     * @param decision which one
     * @return from 0 for a guess to 1
     */
    public double confidence(Decision decision) {
        return finding(decision).confidence();
    }

    /**
     * Tells why something was decided.
     *
     * @param decision which one
     * @return a phrase without a full stop
     */
    public String reason(Decision decision) {
        return finding(decision).reason();
    }

    private Finding finding(Decision decision) {
        Objects.requireNonNull(decision, "decision");
        for (Finding finding : findings) {
            if (finding.decision() == decision) {
                return finding;
            }
        }
        throw new IllegalStateException("nothing was decided about " + decision);
    }

    /**
     * Makes options that read the file as it was detected. All that is not detected is as in {@link CsvOptions#defaults()}; types are inferred
     * anew by each scan.
     *
     * @return the options
     */
    public CsvOptions toOptions() {
        return new CsvOptions(file.settings());
    }

    /**
     * Returns what sets the same options, as Java.
     *
     * @return code that begins with {@code CsvOptions.builder()} and ends before {@code build()}
     */
    public String toCode() {
        return file.code();
    }

    /**
     * Shows all decisions, one a line.
     *
     * @return a text for people
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(finding.decision().toString().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(": ")
                    .append(finding.value())
                    .append(" (")
                    .append(finding.confidence())
                    .append("): ")
                    .append(finding.reason())
                    .append('\n');
        }
        return text.toString();
    }
}
