package dev.peristyle.fuzz;

import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a file is read, as {@link CsvMachine} knows it; {@link #options} says the same to the library.
 *
 * @param delimiter between fields, in the bytes of UTF-8 as characters of Latin-1, as everything here
 * @param quote a character, or -1
 * @param escape a character, or -1
 * @param comment a character, or -1
 * @param lineEnd what ends a record
 * @param trim whether blanks around fields are left out
 * @param skippedLines lines before the first record
 * @param header whether the first record is one of names
 * @param columns how many there are, named c0, c1 and so on
 * @param numbers whether the first column is one of 64-bit integers; all others are texts
 * @param nullTokens what stands for null besides the empty field
 * @param maximumRecordSize the longest record, with its line end
 * @param invalidBytes what becomes of bytes that are no UTF-8
 * @param bad what becomes of bad records
 */
public record CsvRules(
        String delimiter,
        int quote,
        int escape,
        int comment,
        LineEnd lineEnd,
        boolean trim,
        int skippedLines,
        boolean header,
        int columns,
        boolean numbers,
        List<String> nullTokens,
        int maximumRecordSize,
        InvalidBytes invalidBytes,
        Bad bad) {

    /** What ends a record. */
    public enum LineEnd {
        LINE_FEED_OR_BOTH(null),
        LINE_FEED("\n"),
        BOTH("\r\n"),
        CARRIAGE_RETURN("\r"),
        ANY(null);

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }

        /** The only one there is, or null. */
        String text() {
            return text;
        }
    }

    /** What becomes of bad records. */
    public enum Bad {
        FAIL,
        REJECT,
        REJECT_BUT_PAD_AND_TRUNCATE
    }

    /** Commas, double quotes, no header, texts. */
    static CsvRules plain(int columns, Bad bad) {
        return new CsvRules(
                ",",
                '"',
                -1,
                -1,
                LineEnd.LINE_FEED_OR_BOTH,
                false,
                0,
                false,
                columns,
                false,
                List.of(),
                1 << 20,
                InvalidBytes.ERROR,
                bad);
    }

    Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (int column = 0; column < columns; column++) {
            schema.add("c" + column, column == 0 && numbers ? DataType.LONG : DataType.STRING);
        }
        return schema.build();
    }

    CsvOptions options(int windowSize, int chunkSize, Path rejects, WindowMode mode) {
        CsvOptions.Builder options = dialect()
                .schema(schema())
                .skipLines(skippedLines)
                .nullTokens(nullTokens.stream().map(Bytes::text).toArray(String[]::new))
                .maximumRecordSize(maximumRecordSize)
                .invalidBytes(invalidBytes)
                .windowSize(windowSize)
                .chunkSize(chunkSize)
                .windows(mode);
        options = header ? options : options.noHeader();
        return switch (bad) {
            case FAIL -> options.build();
            case REJECT -> options.badRows(BadRows.rejectTo(rejects)).build();
            case REJECT_BUT_PAD_AND_TRUNCATE ->
                options.badRows(BadRows.rejectTo(rejects).padding().truncating())
                        .build();
        };
    }

    private CsvOptions.Builder dialect() {
        CsvOptions.Builder options =
                CsvOptions.builder().delimiter(Bytes.text(delimiter)).trim(trim);
        options = quote < 0 ? options.noQuote() : options.quote((char) quote);
        options = escape < 0 ? options : options.escape((char) escape);
        options = comment < 0 ? options : options.comment((char) comment);
        options = lineEnd.text == null ? options : options.lineEnd(lineEnd.text);
        return lineEnd == LineEnd.ANY ? options.anyLineEnd() : options;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.join(
                " ",
                "delimiter=" + Bytes.shown(delimiter),
                "quote=" + quote,
                "escape=" + escape,
                "comment=" + comment,
                "lineEnd=" + lineEnd,
                "trim=" + trim,
                "skippedLines=" + skippedLines,
                "header=" + header,
                "columns=" + columns,
                "numbers=" + numbers,
                "nullTokens=" + Bytes.shown(String.join(",", nullTokens)),
                "maximumRecordSize=" + maximumRecordSize,
                "invalidBytes=" + invalidBytes,
                "bad=" + bad);
    }

    static CsvRules parse(String text) {
        List<String> values = new ArrayList<>();
        for (String part : text.split(" ", -1)) {
            values.add(part.substring(part.indexOf('=') + 1));
        }
        return new CsvRules(
                Bytes.meant(values.get(0)),
                Integer.parseInt(values.get(1)),
                Integer.parseInt(values.get(2)),
                Integer.parseInt(values.get(3)),
                LineEnd.valueOf(values.get(4)),
                Boolean.parseBoolean(values.get(5)),
                Integer.parseInt(values.get(6)),
                Boolean.parseBoolean(values.get(7)),
                Integer.parseInt(values.get(8)),
                Boolean.parseBoolean(values.get(9)),
                values.get(10).isEmpty()
                        ? List.of()
                        : List.of(Bytes.meant(values.get(10)).split(",", -1)),
                Integer.parseInt(values.get(11)),
                InvalidBytes.valueOf(values.get(12)),
                Bad.valueOf(values.get(13)));
    }
}
