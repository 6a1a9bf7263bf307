package dev.peristyle.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A table in a random dialect and encoding, written by plain code. */
final class RandomDialectFile {
    private static final String[] WORDS = {
        "north", "Blue", "river", "Stone", "left", "Otto", "market", "plain", "O'Neil", "x-ray", "Zürich", "naïve",
        "tea", "of", "the"
    };
    private static final String[] NAMES = {
        "id",
        "name",
        "Price",
        "created_at",
        "Day of birth",
        "ratio",
        "is valid",
        "city",
        "code",
        "note",
        "e-mail",
        "total (EUR)"
    };
    private static final String[] CHARSETS = {
        "UTF-8", "UTF-8", "UTF-8", "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "windows-1252"
    };

    private final Random random;
    final char delimiter;
    final char quote;
    final boolean backslash;
    final String lineEnd;
    final boolean header;
    final Charset charset;
    final boolean mark;

    /** All fields are in quotes. */
    private final boolean quotesAll;

    /** Without the header. */
    final List<List<String>> rows = new ArrayList<>();

    final List<String> names = new ArrayList<>();

    /** Whether there is a column of values that nobody would take for a name. */
    final boolean typed;

    /** Whether something in the file needs the quote, or the escape, to be read. */
    private boolean quoteUsed;

    private boolean escapeUsed;
    private boolean beyondAscii;

    private RandomDialectFile(Random random) {
        this.random = random;
        this.delimiter = ",,,;;\t\t|:".charAt(random.nextInt(9));
        this.quote = random.nextInt(4) == 0 ? '\'' : '"';
        this.backslash = random.nextInt(4) == 0;
        this.lineEnd = new String[] {"\n", "\n", "\r\n", "\r"}[random.nextInt(4)];
        this.header = random.nextInt(4) > 0;
        this.charset = Charset.forName(CHARSETS[random.nextInt(CHARSETS.length)]);
        this.mark = !charset.name().startsWith("windows") && random.nextInt(3) == 0;
        this.quotesAll = random.nextInt(5) == 0;
        int columns = 2 + random.nextInt(8);
        int[] kinds = random.ints(columns, 0, 9).toArray();
        boolean value = false;
        for (int column = 0; column < columns; column++) {
            names.add(NAMES[(random.nextInt(2) + column) % NAMES.length] + (random.nextInt(3) == 0 ? column : ""));
            value |= kinds[column] < 5;
        }
        for (int column = 0; column < columns; column++) {
            // a name that occurs twice is an error, and not of detection
            names.set(
                    column,
                    names.indexOf(names.get(column)) < column ? names.get(column) + "_" + column : names.get(column));
        }
        this.typed = value;
        int count = 3 + random.nextInt(random.nextInt(4) == 0 ? 400 : 40);
        for (int row = 0; row < count; row++) {
            List<String> cells = new ArrayList<>();
            for (int kind : kinds) {
                cells.add(random.nextInt(20) == 0 && columns > 1 ? "" : cell(kind));
            }
            rows.add(cells);
        }
    }

    static RandomDialectFile of(Random random) {
        return new RandomDialectFile(random);
    }

    private String cell(int kind) {
        return switch (kind) {
            case 0 -> String.valueOf(random.nextInt(20_000) - 100);
            case 1 ->
                (delimiter == ';' && quote == '"' ? "%d,%02d" : "%d.%02d")
                        .formatted(random.nextInt(900), random.nextInt(100));
            case 2 -> "20%02d-%02d-%02d".formatted(random.nextInt(24), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case 3 ->
                "2024-%02d-%02d %02d:%02d:%02d"
                        .formatted(
                                1 + random.nextInt(12),
                                1 + random.nextInt(28),
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60));
            case 4 -> random.nextBoolean() ? "true" : "false";
            case 5 -> "%c%c-%03d".formatted('A' + random.nextInt(26), 'A' + random.nextInt(26), random.nextInt(1000));
            case 6 -> words(1 + random.nextInt(2));
            case 7 -> nasty();
            default -> words(1).toLowerCase(Locale.ROOT) + random.nextInt(100) + "@example.org";
        };
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < count; word++) {
            text.append(word == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private String nasty() {
        String between = new String[] {", ", "; ", " | ", "\"", "\n", ": ", String.valueOf(delimiter), " " + quote, " "}
                [random.nextInt(9)];
        return words(1) + between + words(2);
    }

    private String written(String cell) {
        boolean needed = cell.indexOf(delimiter) >= 0
                || cell.indexOf(quote) >= 0
                || cell.indexOf('\n') >= 0
                || cell.indexOf('\r') >= 0;
        beyondAscii |= cell.chars().anyMatch(character -> character > 127);
        if (!needed && !quotesAll) {
            return cell;
        }
        quoteUsed |= needed || quotesAll;
        escapeUsed |= backslash && cell.indexOf(quote) >= 0;
        return quote + cell.replace(String.valueOf(quote), (backslash ? "\\" : String.valueOf(quote)) + quote) + quote;
    }

    Path write(Path file) {
        StringBuilder text = new StringBuilder(mark ? "\uFEFF" : "");
        List<List<String>> all = new ArrayList<>();
        if (header) {
            all.add(names);
        }
        all.addAll(rows);
        for (List<String> row : all) {
            for (int column = 0; column < row.size(); column++) {
                text.append(column == 0 ? "" : String.valueOf(delimiter)).append(written(row.get(column)));
            }
            text.append(lineEnd);
        }
        try {
            return Files.write(file, text.toString().getBytes(charset));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** What of the dialect shows in the file: after it is written. */
    boolean showsQuote() {
        return quoteUsed;
    }

    boolean showsEscape() {
        return escapeUsed;
    }

    boolean showsCharset() {
        return beyondAscii
                || charset.name().startsWith("UTF-16")
                || charset.name().startsWith("UTF-32");
    }

    @Override
    public String toString() {
        return "delimiter " + (delimiter == '\t' ? "tab" : delimiter) + ", quote " + quote + (quoteUsed ? " used" : "")
                + (backslash ? ", backslash" + (escapeUsed ? " used" : "") : "") + ", line end "
                + lineEnd.replace("\r", "\\r").replace("\n", "\\n") + (header ? ", header" : ", no header") + ", "
                + charset + (mark ? " with mark" : "") + ", " + names.size() + " columns, " + rows.size() + " rows"
                + (typed ? "" : ", all text");
    }
}
