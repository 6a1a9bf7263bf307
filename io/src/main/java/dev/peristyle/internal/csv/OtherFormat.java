package dev.peristyle.internal.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a file looks like that is no CSV although it could be read as one: for an error that says so. */
final class OtherFormat {
    private static final String DECOMPRESS = "which is not read. Decompress it first, for example with ";
    private static final String NO_CSV = ", not CSV. If it is CSV, give its columns: CsvOptions.builder().schema(...)";

    /** First bytes, as Latin-1, and what they say. */
    private static final List<List<String>> BINARY = List.of(
            List.of("BZh", "is compressed with bzip2, " + DECOMPRESS + "bunzip2"),
            List.of("\u00fd7zXZ", "is compressed with xz, " + DECOMPRESS + "unxz"),
            List.of("PK\u0003\u0004", "is a zip archive, or a workbook, " + DECOMPRESS + "unzip, or export it as CSV"),
            List.of("PAR1", "is a Parquet file" + NO_CSV),
            List.of("ARROW1\u0000\u0000", "is an Arrow file" + NO_CSV),
            List.of("\u0093NUMPY", "is an array of NumPy" + NO_CSV),
            List.of("%PDF-", "is a PDF" + NO_CSV),
            List.of("SQLite format 3\u0000", "is a database of SQLite" + NO_CSV));

    private static final List<List<String>> TEXT = List.of(
            List.of("{\"", "looks like JSON" + NO_CSV),
            List.of("[{", "looks like JSON" + NO_CSV),
            List.of("<!doctype", "looks like a web page, perhaps one that asks to log in" + NO_CSV),
            List.of("<html", "looks like a web page, perhaps one that asks to log in" + NO_CSV),
            List.of("<?xml", "looks like XML" + NO_CSV));

    /** Bytes that {@link #of} has to see. */
    static final int BYTES = 16;

    private OtherFormat() {}

    /**
     * Recognises a file by its beginning.
     *
     * @param start its first bytes, {@link #BYTES} where it has so many
     * @return what it is and what to do, to be read after "the file"; null if it may be CSV
     */
    static String of(byte[] start) {
        String beginning = new String(start, StandardCharsets.ISO_8859_1);
        for (List<String> format : BINARY) {
            if (beginning.startsWith(format.get(0))) {
                return format.get(1);
            }
        }
        String text = beginning.stripLeading().toLowerCase(Locale.ROOT);
        for (List<String> format : TEXT) {
            if (text.startsWith(format.get(0))) {
                return format.get(1);
            }
        }
        return null;
    }

    /**
     * Recognises a header that was read with another delimiter or line end than it has.
     *
     * @param names of all columns, as they stand in the file
     * @param delimiter the one it was read with
     * @return what to set; null if there is nothing strange
     */
    static String ofHeader(List<String> names, String delimiter) {
        String first = names.get(0);
        if (first.length() == 5 && first.startsWith("sep=") || first.equals("sep=") && names.size() == 2) {
            String sign = first.length() == 5 ? first.substring(4) : delimiter;
            return "begins with the line '" + first + (first.length() == 5 ? "" : delimiter)
                    + "', which tells a spreadsheet the delimiter. Scan with CsvOptions.builder().skipLines(1).delimiter('"
                    + sign
                    + "')";
        }
        return ofOne(names, delimiter, "a header of one column", "");
    }

    /**
     * Recognises a first record without a header that was read with another delimiter than it has.
     *
     * @param texts of all fields
     * @param delimiter the one it was read with
     * @return what to set; null if there is nothing strange
     */
    static String ofFirstRecord(List<String> texts, String delimiter) {
        return ofOne(texts, delimiter, "a first record of one field", "noHeader().");
    }

    private static String ofOne(List<String> names, String delimiter, String what, String before) {
        if (names.size() > 1) {
            return null;
        }
        String first = names.get(0);
        for (String sign : List.of(";", "\t", "|", ",")) {
            if (!sign.equals(delimiter) && first.contains(sign)) {
                String code = sign.equals("\t") ? "\\t" : sign;
                return "has " + what + ", '" + first.replace("\t", "\\t") + "'. If its delimiter is '" + code
                        + "', scan with CsvOptions.builder()." + before + "delimiter('" + code
                        + "'); if it is one column, say so: CsvOptions.builder()." + before + "schema(...)";
            }
        }
        return null;
    }
}
