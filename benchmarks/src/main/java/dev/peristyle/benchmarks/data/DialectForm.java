package dev.peristyle.benchmarks.data;

import com.github.luben.zstd.ZstdOutputStream;
import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.CsvOptions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The ways in which the table lineitem of TPC-H is written and read, to see what a dialect costs. All files have the same values; what the
 * plain one cannot hold, commas in comments, are blanks in all.
 */
public enum DialectForm {
    /** Commas, line feeds and no quote. */
    PLAIN(1),
    /** A carriage return before each line feed. */
    CRLF(1),
    /** Only carriage returns. */
    CARRIAGE_RETURN(0.4),
    /** Line feeds, with the option that nothing else ends a line. */
    LINE_FEED(0.4),
    /** Both characters, with the option that nothing else ends a line. */
    BOTH(0.4),
    /** Line feeds, with the option that anything ends a line. */
    ANY_LINE_END(0.4),
    /** Quotes around every field, the header too. */
    QUOTED(0.7),
    /** A backslash in the comment of every hundredth row. */
    FEW_ESCAPES(0.4),
    /** A backslash before the first letter of every word of a text. */
    MANY_ESCAPES(0.4),
    /** The option for comments, of which there is none. */
    NO_COMMENT(0.4),
    /** A comment before every tenth row. */
    COMMENTS(0.4),
    /** The option that blanks are left out, of which there is none. */
    NO_BLANKS(0.4),
    /** A blank after every delimiter that is left out. */
    BLANKS(0.4),
    /** Two bytes between two fields. */
    TWO_CHARACTERS(0.4),
    /** Bad rows go to a file, and there is none. */
    REJECTS(0.95),
    /** As before, with quotes around every field. */
    QUOTED_REJECTS(0.95 * 0.7),
    /** Compressed with gzip. */
    GZIP(0),
    /** Compressed with zstd. */
    ZSTD(0);

    private static final int COMMENT_EVERY = 10;
    private static final int ESCAPE_EVERY = 100;

    private final double goal;

    DialectForm(double goal) {
        this.goal = goal;
    }

    /**
     * Tells how fast it is to be read.
     *
     * @return the least share of the rows of the plain file per second; 0 where the decompression decides
     */
    public double goal() {
        return goal;
    }

    /**
     * Writes the rows of a scale; the same scale always gives the same bytes.
     *
     * @param scale the TPC-H scale factor, above 0
     * @param file where to, replaced if it exists
     * @throws IOException if the file cannot be written
     */
    void write(double scale, Path file) throws IOException {
        try (BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(compressed(file), StandardCharsets.UTF_8))) {
            StringBuilder row = new StringBuilder();
            append(String.join("|", LineitemFile.COLUMNS), 1, row);
            out.append(row);
            int number = 0;
            for (LineItem item : new LineItemGenerator(scale, 1, 1)) {
                row.setLength(0);
                if (this == COMMENTS && number % COMMENT_EVERY == 0) {
                    row.append("# \"row, ").append(number).append(lineEnd());
                }
                String line = item.toLine().replace(',', ' ');
                append(line.substring(0, line.length() - 1), number, row);
                out.append(row);
                number++;
            }
        }
    }

    /**
     * Makes the options to read it with; the schema is missing.
     *
     * @param rejects a file that does not exist, for bad rows
     * @return options
     */
    public CsvOptions.Builder options(Path rejects) {
        CsvOptions.Builder options = CsvOptions.builder();
        switch (this) {
            case CARRIAGE_RETURN, LINE_FEED, BOTH -> options.lineEnd(lineEnd());
            case ANY_LINE_END -> options.anyLineEnd();
            case FEW_ESCAPES, MANY_ESCAPES -> options.escape('\\');
            case NO_COMMENT, COMMENTS -> options.comment('#');
            case NO_BLANKS, BLANKS -> options.trim(true);
            case TWO_CHARACTERS -> options.delimiter(delimiter());
            case REJECTS, QUOTED_REJECTS -> options.badRows(BadRows.rejectTo(rejects));
            default -> {
                // as it is by default
            }
        }
        return options;
    }

    private OutputStream compressed(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return switch (this) {
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
            default -> out;
        };
    }

    private String delimiter() {
        return switch (this) {
            case TWO_CHARACTERS -> "||";
            case BLANKS -> ", ";
            default -> ",";
        };
    }

    private String lineEnd() {
        return switch (this) {
            case CRLF, BOTH -> "\r\n";
            case CARRIAGE_RETURN -> "\r";
            default -> "\n";
        };
    }

    private void append(String line, int number, StringBuilder row) {
        String quote = this == QUOTED || this == QUOTED_REJECTS ? "\"" : "";
        boolean escapes = this == MANY_ESCAPES || this == FEW_ESCAPES && number % ESCAPE_EVERY == 0;
        int start = 0;
        while (start <= line.length()) {
            int end = line.indexOf('|', start);
            boolean last = end < 0;
            String field = line.substring(start, last ? line.length() : end);
            row.append(start == 0 ? "" : delimiter()).append(quote);
            row.append(escapes && number > 0 && (last || this == MANY_ESCAPES) ? escaped(field) : field);
            row.append(quote);
            start += field.length() + 1;
        }
        row.append(lineEnd());
    }

    /** Only in texts: in the columns of other types an escape character is part of no value. */
    private static String escaped(String field) {
        return field.replaceAll("\\b([A-Za-z])", "\\\\$1");
    }
}
