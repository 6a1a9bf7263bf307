package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files in which something went wrong once or a few times: every good row comes out right, and every bad record is in the rejects with its
 * place, read with the dialect that fits.
 */
class PollutedFilesTest {
    private static final int FILES = 20;
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("text", DataType.STRING)
            .add("price", DataType.DOUBLE)
            .build();

    private enum Pollution {
        FIELDS_MISSING,
        FIELDS_TOO_MANY,
        QUOTE_TOO_MANY,
        QUOTE_MISSING,
        OTHER_DELIMITER,
        PREAMBLE,
        FOOTER,
        OTHER_LINE_END,
        EMPTY_LINE,
        HEADER_AGAIN,
        OTHER_TYPE,
        OTHER_ENCODING
    }

    @TempDir
    private Path directory;

    private final StringBuilder content = new StringBuilder();
    private final List<String> rows = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private int line;

    @ParameterizedTest
    @EnumSource
    void everyGoodRowComesOutAndEveryBadOneIsRejected(Pollution pollution) throws IOException {
        for (int number = 0; number < FILES; number++) {
            Random random = Seeds.random(7100 + number);
            CsvOptions.Builder options = write(pollution, random);
            Path file = Files.writeString(
                    directory.resolve(pollution + "-" + number + ".csv"), content, StandardCharsets.ISO_8859_1);
            Path rejects = directory.resolve("rejects.csv");
            options.schema(SCHEMA)
                    .maximumRecordSize(1 << 9)
                    .windowSize(50 + random.nextInt(2000))
                    .chunkSize(1 + random.nextInt(100))
                    .badRows(BadRows.rejectTo(rejects));
            for (int threads = 1; threads <= 2; threads++) {
                Pipeline read = Csv.scan(file, options.build())
                        .using(Execution.builder().threads(threads).build());
                assertThat(rowsOf(read)).as(file.toString()).isEqualTo(rows);
                assertThat(rejectsOf(rejects)).as(file.toString()).isEqualTo(bad);
            }
        }
    }

    private CsvOptions.Builder write(Pollution pollution, Random random) {
        content.setLength(0);
        rows.clear();
        bad.clear();
        line = 1;
        CsvOptions.Builder options = CsvOptions.builder();
        if (pollution == Pollution.PREAMBLE) {
            int lines = 1 + random.nextInt(4);
            for (int each = 0; each < lines; each++) {
                add("Report of \"today, page " + each + "\n");
            }
            options.skipLines(lines);
        }
        if (pollution == Pollution.OTHER_LINE_END) {
            options.anyLineEnd();
        }
        add("id,text,price\n");
        int count = 20 + random.nextInt(200);
        int times = 1 + random.nextInt(3);
        int from = random.nextInt(count - 10);
        for (int row = 0; row < count; row++) {
            boolean polluted = row >= from && row < from + times;
            if (polluted) {
                pollute(pollution, row, random);
            } else {
                good(row, random, "\n");
            }
        }
        if (pollution == Pollution.FOOTER) {
            reject("too few fields", "", "total " + count, "\n");
            reject("too few fields", "", "-- end of report --", random.nextBoolean() ? "\n" : "");
        }
        return options;
    }

    private void pollute(Pollution pollution, int row, Random random) {
        switch (pollution) {
            case FIELDS_MISSING ->
                reject("too few fields", "", random.nextBoolean() ? row + ",x" : String.valueOf(row), "\n");
            case FIELDS_TOO_MANY ->
                reject("too many fields", "", row + ",x, y,1.5" + ",".repeat(random.nextInt(3)), "\n");
            case QUOTE_TOO_MANY ->
                reject("malformed quotes", "", row + ",\"12\" pipe\",1.5", random.nextBoolean() ? "\n" : "\r\n");
            case QUOTE_MISSING -> reject("malformed quotes", "", row + ",\"text,1.5", "\n");
            case OTHER_DELIMITER -> reject("too few fields", "", row + ";text;1.5", "\n");
            case OTHER_LINE_END -> good(row, random, random.nextBoolean() ? "\r" : "\r\n");
            case EMPTY_LINE -> {
                add(random.nextBoolean() ? "\n" : "\r\n");
                good(row, random, "\n");
            }
            case HEADER_AGAIN -> reject("not convertible", "id", "id,text,price", "\n");
            case OTHER_TYPE -> reject("not convertible", "price", row + ",x,1.5 EUR", "\n");
            case OTHER_ENCODING -> reject("invalid encoding", "text", row + ",M\u00fcller,1.5", "\n");
            case PREAMBLE, FOOTER -> good(row, random, "\n");
        }
    }

    private void good(int row, Random random, String lineEnd) {
        String text = switch (random.nextInt(5)) {
            case 0 -> "a, b " + row;
            case 1 -> "two\nlines " + row;
            case 2 -> "say \"hi\" " + row;
            case 3 -> "";
            default -> "text " + row;
        };
        boolean quoted = text.contains(",") || text.contains("\n") || text.contains("\"");
        double price = random.nextInt(1000) / 4.0;
        rows.add(row + "|" + (text.isEmpty() ? "null" : text) + "|" + price);
        add(row + "," + (quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text) + "," + price + lineEnd);
    }

    private void reject(String kind, String column, String record, String lineEnd) {
        bad.add(line + "|" + content.length() + "|" + kind + "|" + column + "|" + record.replace('\u00fc', '\ufffd'));
        add(record + lineEnd);
    }

    private void add(String text) {
        content.append(text);
        line += (int) text.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    private static List<String> rowsOf(Pipeline pipeline) {
        List<String> found = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                found.add(row.getInt("id") + "|" + (row.isNull("text") ? "null" : row.getString("text")) + "|"
                        + row.getDouble("price"));
            }
        }
        return found;
    }

    private static List<String> rejectsOf(Path rejects) {
        CsvOptions options = CsvOptions.builder()
                .type("line", DataType.LONG)
                .type("byte_offset", DataType.LONG)
                .type("column", DataType.STRING)
                .type("record", DataType.STRING)
                .build();
        List<String> found = new ArrayList<>();
        try (RowCursor row = Csv.scan(rejects, options).rows()) {
            while (row.next()) {
                found.add(row.getLong("line") + "|" + row.getLong("byte_offset") + "|" + row.getString("kind") + "|"
                        + (row.isNull("column") ? "" : row.getString("column")) + "|" + row.getString("record"));
            }
        }
        return found;
    }
}
