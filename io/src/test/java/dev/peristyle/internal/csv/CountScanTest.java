package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are only counted are the rows that are read, with the same error where one is wrong. */
class CountScanTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("a", DataType.STRING)
            .add("b", DataType.STRING)
            .add("c", DataType.STRING)
            .build();

    private static final ReadSettings SETTINGS =
            TestSettings.defaults().schema(SCHEMA).sampleRows(100).build();

    private static final List<ScanPath> PATHS = List.of(
            new ScanPath(WindowMode.READ, 5, 16_384, false),
            new ScanPath(WindowMode.MAP, 301, 7, true),
            new ScanPath(WindowMode.READ, 4096, 16_384, true),
            new ScanPath(WindowMode.MAP, 1 << 20, 7, false),
            new ScanPath(WindowMode.READ, 1 << 20, 16_384, false));

    @TempDir
    private Path directory;

    @Test
    void countsWhatIsRead() throws IOException {
        int failed = 0;
        for (long seed = 0; seed < 100; seed++) {
            Random random = Seeds.random(seed);
            Path file = Files.writeString(directory.resolve("data.csv"), content(random));
            for (ScanPath path : PATHS) {
                String read = outcome(path, file, null);
                assertThat(outcome(path, file, List.of()))
                        .as("seed %d, %s", seed, path)
                        .isEqualTo(read);
                failed += read.contains("line") ? 1 : 0;
            }
        }
        assertThat(failed).isBetween(30, 470);
    }

    private static String outcome(ScanPath path, Path file, List<String> columns) {
        try {
            return path.rows(List.of(file), SETTINGS, columns, List.of()).size() + " rows";
        } catch (MalformedDataException failure) {
            return failure.getMessage();
        }
    }

    /** Mostly plain rows; sometimes blank lines, quotes, or a row that is wrong. */
    private static String content(Random random) {
        StringBuilder text = new StringBuilder("a,b,c\n");
        int rows = random.nextInt(400);
        int blank = random.nextInt(3) == 0 ? random.nextInt(rows + 1) : -1;
        int quoted = random.nextInt(3) == 0 ? random.nextInt(rows + 1) : -1;
        int wrong = random.nextInt(3) == 0 ? random.nextInt(rows + 1) : -1;
        String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        for (int row = 0; row < rows; row++) {
            text.append("x".repeat(random.nextInt(9))).append(",");
            text.append(row == quoted ? "\"y\ny,\"" : "y").append(row == wrong ? "" : ",");
            text.append("z".repeat(random.nextInt(50))).append(row == wrong && random.nextBoolean() ? ",,," : "");
            text.append(lineEnd).append(row == blank ? lineEnd : "");
        }
        return text.append(random.nextBoolean() ? "last,row,here" : "").toString();
    }
}
