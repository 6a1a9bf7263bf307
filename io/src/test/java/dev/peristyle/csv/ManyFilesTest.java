package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a pattern means, and which of them a row is from. */
class ManyFilesTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(directory.resolve("sub/deep"));
        Files.createDirectories(directory.resolve(".hidden"));
        for (String name : new String[] {
            "b.csv", "a.csv", "a1.csv", "c.txt", ".a.csv", ".hidden/h.csv", "sub/d.csv", "sub/deep/e.csv", "sub/[x].csv"
        }) {
            Files.writeString(directory.resolve(name), "id,name\n1," + name + "\n2,\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.csv | a.csv a1.csv b.csv",
                "a?.csv | a1.csv",
                "[ab].csv | a.csv b.csv",
                "{b,c}.* | b.csv c.txt",
                "*/*.csv | sub/[x].csv sub/d.csv",
                "**.csv | a.csv a1.csv b.csv sub/[x].csv sub/d.csv sub/deep/e.csv",
                "sub/**/*.csv | sub/deep/e.csv",
                ".*.csv | .a.csv",
                ".hidden/*.csv | .hidden/h.csv",
                "sub/\\[x\\].csv | sub/[x].csv",
                "a.csv | a.csv"
            })
    void aPatternMeansFilesInTheirOrder(String pattern, String names) {
        List<Path> files = Csv.files(directory + "/" + pattern);
        assertThat(files.stream().map(file -> directory.relativize(file).toString()))
                .containsExactly(names.split(" "));
        List<Object> read = new ArrayList<>();
        Csv.scan(directory + "/" + pattern).filter(col("id").eq(1)).forEach(row -> read.add(row.getString("name")));
        assertThat(read).containsExactly((Object[]) names.split(" "));
    }

    @Test
    void noFileIsAnErrorThatSaysWhatAPatternIs() {
        assertThatThrownBy(() -> Csv.files(directory + "/*.tsv"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no file matches " + directory + "/*.tsv. In a pattern, * is any text");
        assertThatThrownBy(() -> Csv.scan(directory + "/none/*.csv"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("none is no directory");
        assertThatThrownBy(() -> Csv.files(directory + "/[a.csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no pattern of files");
    }

    @Test
    void theDialectOfTheFirstFileIsThatOfAll() throws IOException {
        for (String name : new String[] {"x.csv", "y.csv"}) {
            Files.writeString(directory.resolve("sub/deep").resolve(name), "id;name\n" + "1;a\n".repeat(50));
        }
        assertThat(Csv.scan(directory + "/sub/deep/[xy].csv").schema()).hasToString("(id long, name string)");
        assertThat(Csv.scan(directory + "/sub/deep/[xy].csv").count()).isEqualTo(100);
    }

    @Test
    void theNameOfTheFileIsAColumn() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int file = 0; file < 7; file++) {
            StringBuilder content = new StringBuilder(file % 2 == 0 ? "id,name\n" : "name,id\n");
            for (int row = 0; row < 100 * file; row++) {
                content.append(file % 2 == 0 ? row + ",n" + row : "n" + row + "," + row)
                        .append('\n');
            }
            files.add(Files.writeString(directory.resolve("part" + file + ".csv"), content));
        }
        for (WindowMode mode : WindowMode.values()) {
            for (int window : new int[] {64, 1 << 20}) {
                for (int threads : new int[] {1, 3}) {
                    for (BadRows bad : List.of(BadRows.fail(), BadRows.skip())) {
                        CsvOptions options = CsvOptions.builder()
                                .fileNameColumn("file")
                                .windows(mode)
                                .windowSize(window)
                                .maximumRecordSize(64)
                                .badRows(bad)
                                .build();
                        check(Csv.scan(files, options)
                                .using(Execution.builder().threads(threads).build()));
                    }
                }
            }
        }
    }

    private void check(Pipeline rows) {
        assertThat(rows.schema()).hasToString("(id long, name string, file string)");
        assertThat(rows.count()).isEqualTo(2100);
        assertThat(rows.select("file").count()).isEqualTo(2100);
        List<String> counts = new ArrayList<>();
        rows.groupBy("file")
                .aggregate(count().as("n"))
                .forEach(row -> counts.add(Path.of(row.getString("file")).getFileName() + " " + row.getLong("n")));
        assertThat(counts)
                .containsExactly(
                        "part1.csv 100",
                        "part2.csv 200",
                        "part3.csv 300",
                        "part4.csv 400",
                        "part5.csv 500",
                        "part6.csv 600");
        String third = directory.resolve("part3.csv").toString();
        assertThat(rows.filter(col("file").eq(third)).count()).isEqualTo(300);
        List<String> some = new ArrayList<>();
        rows.filter(col("id").eq(250))
                .filter(col("file").ne(third))
                .select("file", "name")
                .forEach(row -> some.add(Path.of(row.getString("file")).getFileName() + " " + row.getString("name")));
        assertThat(some).containsExactly("part4.csv n250", "part5.csv n250", "part6.csv n250");
    }

    @Test
    void theColumnGoesWithASchemaAStreamAndBadRows() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.csv"), "id,name\n1,a\nx,b\n3\n4,d\n");
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("name", DataType.STRING)
                .build();
        CsvOptions.Builder options = CsvOptions.builder().schema(schema).fileNameColumn("file");
        assertThatThrownBy(() -> Csv.scan(file, options.build()).collect().close())
                .hasMessageContaining("line 3, byte 12, column 1 'id'");
        Pipeline skipped = Csv.scan(file, options.badRows(BadRows.skip()).build());
        assertThat(names(skipped)).containsExactly(file.toString(), file.toString());
        Pipeline padded =
                Csv.scan(file, options.badRows(BadRows.skip().padding()).build());
        assertThat(names(padded)).hasSize(3).containsOnly(file.toString());
        byte[] bytes = Files.readAllBytes(directory.resolve("a.csv"));
        Pipeline stream = Csv.scan(
                new ByteArrayInputStream(bytes),
                CsvOptions.builder().fileNameColumn("file").build());
        List<String> names = names(stream);
        assertThat(names).hasSize(2);
        assertThat(names.get(0)).isEqualTo(names.get(1)).isNotEqualTo("");
    }

    private static List<String> names(Pipeline rows) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add(row.getString("file")));
        return names;
    }

    @Test
    void aNameThatAFileHasIsRefused() {
        CsvOptions options = CsvOptions.builder().fileNameColumn("name").build();
        assertThatThrownBy(() -> Csv.scan(directory.resolve("a.csv"), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fileNameColumn(...) names a column that the files have, 'name'. Choose another name");
    }
}
