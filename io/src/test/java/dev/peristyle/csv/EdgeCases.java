package dev.peristyle.csv;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small files and their rows as texts, for tests that say what is read: values divided by {@code |}, null as {@code ~}. */
final class EdgeCases {
    private final Path directory;

    EdgeCases(Path directory) {
        this.directory = directory;
    }

    Path file(String content) {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(byte[] content) {
        try {
            return Files.write(directory.resolve("edge.csv"), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Columns of text named a, b, c and so on, without a header. */
    static CsvOptions.Builder texts(int columns) {
        Schema.Builder schema = Schema.builder();
        for (int column = 0; column < columns; column++) {
            schema.add(String.valueOf((char) ('a' + column)), DataType.STRING);
        }
        return CsvOptions.builder().noHeader().schema(schema.build());
    }

    static CsvOptions.Builder options() {
        return CsvOptions.builder();
    }

    List<String> rows(String content, CsvOptions.Builder options) {
        return rows(Csv.scan(file(content), options.build()));
    }

    static List<String> rows(Pipeline pipeline) {
        List<String> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            int columns = row.schema().size();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    values.add(row.isNull(column) ? "~" : String.valueOf(row.get(column)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
