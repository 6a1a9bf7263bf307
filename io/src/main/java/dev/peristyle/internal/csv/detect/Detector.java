package dev.peristyle.internal.csv.detect;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.file.Decoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tries the usual dialects on a sample and takes the one with the best {@link DialectScore}. */
public final class Detector {
    /** Text that is read in every way that is tried. */
    private static final int TRIED_BYTES = 1 << 16;

    /** What separates fields in the wild, and how likely it is to be meant where it occurs. */
    private static final String DELIMITERS = ",\t;|\u0001\u001f^~:";

    private static final double[] LIKELIHOODS = {1, 1, 0.99, 0.99, 1, 1, 0.8, 0.75, 0.7};
    private static final int[] QUOTES = {'"', '\'', Dialect.NONE};
    private static final double NO_QUOTE = 0.93;
    private static final double WITH_ESCAPE = 0.995;
    private static final double OTHER_LINE_ENDS = 0.99;
    private static final int SURE_ROWS = 5;
    private static final double MOST = 0.99;

    /** What could be a fault of the file as well is not sure. */
    private static final double DAMAGED = 0.7;

    private final byte[] text;
    private final boolean whole;
    private final int from;
    private final String told;
    private final List<DialectScore> scores = new ArrayList<>();

    private Detector(byte[] text, boolean whole) {
        this.text = text;
        this.whole = whole;
        this.told = toldDelimiter();
        this.from = told == null ? 0 : afterFirstLine();
    }

    /**
     * Looks at the beginning of a file.
     *
     * @param sample its first bytes, decompressed
     * @param whole whether there are no more
     * @param compression what the file is compressed with
     */
    public static Detection detect(byte[] sample, boolean whole, Decoding.Compression compression) {
        List<Finding> findings = new ArrayList<>();
        boolean plain = compression == Decoding.Compression.NONE;
        findings.add(new Finding(
                Decision.COMPRESSION,
                compression.toString().toLowerCase(Locale.ROOT),
                1,
                plain ? "it does not begin like gzip or zstd" : "its first bytes say so"));
        TextEncoding encoding = TextEncoding.of(sample);
        findings.add(
                new Finding(Decision.ENCODING, encoding.charset().name(), encoding.confidence(), encoding.reason()));
        byte[] all = encoding.utf8(sample);
        boolean isCut = all.length > TRIED_BYTES;
        byte[] text = isCut ? Arrays.copyOf(all, TRIED_BYTES) : all;
        return new Detector(text, whole && !isCut).decide(encoding, compression, findings);
    }

    /** The delimiter that a first line {@code sep=;} tells a spreadsheet. */
    private String toldDelimiter() {
        String line = new String(text, 0, Math.min(text.length, 8), StandardCharsets.ISO_8859_1);
        boolean tells = line.length() > 5
                && line.regionMatches(true, 0, "sep=", 0, 4)
                && line.charAt(4) != '\n'
                && line.charAt(4) != '\r'
                && line.charAt(4) < 128
                && (line.charAt(5) == '\n' || line.charAt(5) == '\r');
        return tells ? line.substring(4, 5) : null;
    }

    private int afterFirstLine() {
        return text[5] == '\r' && text.length > 6 && text[6] == '\n' ? 7 : 6;
    }

    private Detection decide(TextEncoding encoding, Decoding.Compression compression, List<Finding> findings) {
        tryAll();
        scores.sort(Comparator.comparingDouble((DialectScore score) -> -score.score));
        DialectScore best = scores.get(0);
        SampleReading reading = best.reading;
        Dialect dialect = reading.dialect;
        LineEndChoice lineEnd = new LineEndChoice(reading, secondWithOther(best, Decision.LINE_END), best);
        findings.add(lineEnd.finding());
        findings.add(delimiter(best));
        findings.add(quote(best));
        findings.add(escape(best));
        int skipped = best.firstRow == 0 && told == null
                ? 0
                : linesBefore(
                        reading.rowStart(Math.min(best.firstRow, Math.max(0, reading.rowCount - 1))),
                        lineEnd.lineEnds());
        findings.add(preamble(best, skipped));
        HeaderEvidence header = new HeaderEvidence(best);
        boolean nothing = reading.rowCount == 0;
        findings.add(new Finding(
                Decision.HEADER,
                header.isHeader() ? "yes" : "no",
                nothing ? 0 : header.confidence(),
                nothing ? "there is no record" : header.reason()));
        Dialect found = new Dialect(
                dialect.delimiter(), dialect.quote(), dialect.escape(), Dialect.NONE, lineEnd.lineEnds(), false);
        return new Detection(
                found, lineEnd.single(), skipped, header.isHeader(), encoding.charset(), compression, findings);
    }

    private void tryAll() {
        boolean[] occurs = new boolean[256];
        boolean loneReturn = false;
        for (int position = from; position < text.length; position++) {
            occurs[text[position] & 0xFF] = true;
            loneReturn |= text[position] == '\r' && (position + 1 == text.length || text[position + 1] != '\n');
        }
        List<LineEnds> lineEnds = new ArrayList<>(List.of(LineEnds.LINE_FEED_OR_BOTH));
        if (loneReturn) {
            lineEnds.add(occurs['\n'] ? LineEnds.ANY : LineEnds.CARRIAGE_RETURN);
        }
        for (LineEnds ends : lineEnds) {
            for (int quote : QUOTES) {
                if (quote != '"' && !occurs[quote == Dialect.NONE ? '"' : quote]) {
                    continue;
                }
                tryDelimiters(occurs, ends, quote);
            }
        }
    }

    private void tryDelimiters(boolean[] occurs, LineEnds ends, int quote) {
        double likelihood =
                (quote == Dialect.NONE ? NO_QUOTE : 1) * (ends == LineEnds.LINE_FEED_OR_BOTH ? 1 : OTHER_LINE_ENDS);
        if (told != null) {
            tryEscapes(occurs, told, quote, ends, likelihood);
            return;
        }
        for (int delimiter = 0; delimiter < LIKELIHOODS.length; delimiter++) {
            char character = DELIMITERS.charAt(delimiter);
            if (occurs[character]) {
                tryEscapes(occurs, String.valueOf(character), quote, ends, likelihood * LIKELIHOODS[delimiter]);
            }
        }
        String absent = absent(occurs);
        if (absent != null) {
            // as one column
            tryEscapes(occurs, absent, quote, ends, likelihood);
        }
    }

    /** A delimiter with which there is one column, or null if all occur. */
    private static String absent(boolean[] occurs) {
        for (int delimiter = 0; delimiter < DELIMITERS.length(); delimiter++) {
            char character = DELIMITERS.charAt(delimiter);
            if (!occurs[character]) {
                return String.valueOf(character);
            }
        }
        return null;
    }

    private void tryEscapes(boolean[] occurs, String delimiter, int quote, LineEnds ends, double likelihood) {
        tryOne(new Dialect(delimiter, quote, Dialect.NONE, Dialect.NONE, ends, false), likelihood);
        if (occurs['\\']) {
            tryOne(new Dialect(delimiter, quote, '\\', Dialect.NONE, ends, false), likelihood * WITH_ESCAPE);
        }
    }

    private void tryOne(Dialect dialect, double likelihood) {
        SampleReading reading = new SampleReading(text, from, whole, dialect);
        boolean unused = dialect.quote() == '\'' && reading.quotedFields == 0
                || dialect.escape() != Dialect.NONE && reading.escapes == 0;
        if (!unused) {
            scores.add(new DialectScore(reading, likelihood));
        }
    }

    /** The best score with another decision of this kind; 0 if there is none. */
    private double secondWithOther(DialectScore best, Decision decision) {
        for (DialectScore score : scores) {
            Dialect other = score.reading.dialect;
            Dialect dialect = best.reading.dialect;
            boolean differs = switch (decision) {
                // without its delimiter in rows a reading is one column, whatever the delimiter
                case DELIMITER ->
                    !other.delimiter().equals(dialect.delimiter()) && (score.columns > 1 || best.columns > 1);
                case QUOTE -> other.quote() != dialect.quote();
                case ESCAPE -> other.escape() != dialect.escape();
                default -> other.lineEnds() != dialect.lineEnds();
            };
            if (differs) {
                return score.score;
            }
        }
        return 0;
    }

    /** From the distance to the next best: what is much better than all else is sure. */
    private double byMargin(DialectScore best, Decision decision) {
        double margin = best.score == 0 ? 0 : 1 - secondWithOther(best, decision) / best.score;
        return Math.min(MOST, 0.5 + 1.4 * margin);
    }

    /** Many files could be one column, so that it takes more to be sure of it. */
    private double ofOneColumn(DialectScore best) {
        double margin = best.score == 0 ? 0 : 1 - secondWithOther(best, Decision.DELIMITER) / best.score;
        return Math.min(0.9, 0.5 + 0.9 * margin);
    }

    private Finding delimiter(DialectScore best) {
        String shown = shown(best.reading.dialect.delimiter());
        if (told != null) {
            return new Finding(Decision.DELIMITER, shown, MOST, "the line 'sep=' before the records says it");
        }
        int rows = best.reading.rowCount - best.firstRow;
        if (rows <= 0) {
            return new Finding(Decision.DELIMITER, shown, 0, "there is no record");
        }
        double sure = rows >= SURE_ROWS ? 1 : 0.65 + 0.07 * rows;
        if (best.columns == 1) {
            return new Finding(
                    Decision.DELIMITER,
                    shown,
                    ofOneColumn(best) * sure,
                    "no delimiter gives records of more than one field that agree in their number, so that there is one column");
        }
        String others = best.consistency == 1
                ? "all " + rows + " records have " + best.columns + " fields"
                : Math.round(1000 * best.consistency) / 10.0 + " % of " + rows + " records have " + best.columns
                        + " fields";
        return new Finding(
                Decision.DELIMITER,
                shown,
                byMargin(best, Decision.DELIMITER) * sure * best.consistency,
                others + (best.clean > 0.9 ? ", and they look like values" : ", but not all look like values"));
    }

    private Finding quote(DialectScore best) {
        int quote = best.reading.dialect.quote();
        int fields = best.reading.quotedFields;
        String shown = quote == Dialect.NONE ? "none" : shown(String.valueOf((char) quote));
        if (quote == Dialect.NONE) {
            return new Finding(
                    Decision.QUOTE,
                    shown,
                    Math.min(DAMAGED, byMargin(best, Decision.QUOTE)),
                    "double quotes are not where quotes would be, unless the file is damaged");
        }
        if (best.reading.brokenQuotes > 0) {
            return new Finding(
                    Decision.QUOTE,
                    shown,
                    0.4,
                    fields + " fields are in such quotes, but of " + best.reading.brokenQuotes
                            + " the quotes are not where they should be");
        }
        return fields == 0
                ? new Finding(Decision.QUOTE, shown, 0.7, "no field is in quotes, so that it is the usual one")
                : new Finding(
                        Decision.QUOTE,
                        shown,
                        Math.max(byMargin(best, Decision.QUOTE), 0.9),
                        fields + " fields are in such quotes, and all of these are closed");
    }

    private Finding escape(DialectScore best) {
        if (best.reading.dialect.escape() == Dialect.NONE) {
            boolean doubled = best.reading.doubled > 0;
            return new Finding(
                    Decision.ESCAPE,
                    "none",
                    doubled ? MOST : Math.max(0.8, byMargin(best, Decision.ESCAPE)),
                    doubled ? "quotes in quotes are doubled" : "no character needs one to make sense");
        }
        return new Finding(
                Decision.ESCAPE,
                "'\\'",
                byMargin(best, Decision.ESCAPE),
                best.reading.escapes + " delimiters, quotes or line ends have a backslash before them");
    }

    private Finding preamble(DialectScore best, int skipped) {
        String shown = skipped + (skipped == 1 ? " line" : " lines");
        if (told != null && best.firstRow == 0) {
            return new Finding(Decision.PREAMBLE, shown, MOST, "it tells a spreadsheet the delimiter");
        }
        if (skipped == 0) {
            return new Finding(Decision.PREAMBLE, shown, 0.9, "the first record has as many fields as most");
        }
        int rows = best.reading.rowCount - best.firstRow;
        boolean divided = false;
        for (int row = 0; row < best.firstRow; row++) {
            // a header with another number of fields than the rows must not get lost
            divided |= best.reading.fields(row) > 1;
        }
        boolean clear = rows >= 3 && best.columns > 1 && !divided && !best.hasTypedField(best.firstRow);
        return new Finding(
                Decision.PREAMBLE,
                shown,
                clear ? 0.9 * best.consistency : 0.5,
                "from line " + (skipped + 1) + " on records have " + best.columns + " fields, none before has");
    }

    /** How many lines there are before a position, whatever is in them. */
    private int linesBefore(int position, LineEnds lineEnds) {
        int lines = 0;
        for (int at = 0; at < position; at++) {
            boolean pair = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
            boolean feed = text[at] == '\n' && lineEnds != LineEnds.CARRIAGE_RETURN;
            boolean alone = text[at] == '\r' && !pair && lineEnds != LineEnds.LINE_FEED_OR_BOTH;
            lines += feed || alone ? 1 : 0;
        }
        return lines;
    }

    private static String shown(String text) {
        return switch (text) {
            case "\t" -> "'\\t'";
            case "\u0001" -> "'\\u0001'";
            case "\u001f" -> "'\\u001F'";
            default -> "'" + text + "'";
        };
    }
}
