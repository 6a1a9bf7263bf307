package dev.peristyle.csv;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.file.WindowMode;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Runs in a class loader of its own: uses the library as an application does and leaves nothing open. */
public final class ClassLoaderProbe implements BiFunction<Path, String, Long> {

    /** A row. */
    public record Numbered(long id, String text) {}

    @Override
    public Long apply(Path file, String mode) {
        Pipeline rows = Csv.scan(
                file, CsvOptions.builder().windows(WindowMode.valueOf(mode)).build());
        if (rows.stream(Numbered.class).findFirst().isEmpty()) {
            throw new IllegalStateException("no row in " + file);
        }
        try (Table table = rows.collect()) {
            table.column("id").getLong(0);
        }
        long count = 0;
        try (RowCursor row = rows.rows()) {
            while (row.next()) {
                count++;
            }
        }
        return count;
    }
}
