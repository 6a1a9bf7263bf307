package dev.peristyle.csv;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days on which nothing happened: files without rows, without a header or without a byte, alone and among others. */
class EmptyFilesTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .build();

    @TempDir
    private Path directory;

    private Path file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n", "# nothing today\n", "# nothing\n\n# today"})
    void aFileWithoutAHeaderHasNoRowsWhereItsColumnsAreGiven(String content) {
        Path empty = file("empty.csv", content);
        for (int threads : new int[] {1, 3}) {
            Execution execution = Execution.builder().threads(threads).build();
            for (CsvOptions.Builder columns : List.of(
                    CsvOptions.builder().schema(SCHEMA),
                    CsvOptions.builder().noHeader().schema(SCHEMA),
                    CsvOptions.builder().schema(SCHEMA).badRows(BadRows.skip()))) {
                Pipeline scan = Csv.scan(empty, columns.comment('#').build()).using(execution);
                assertThat(scan.count()).isZero();
                assertThat(scan.schema()).isEqualTo(SCHEMA);
                assertThat(scan.valuesOf("name")).isEmpty();
            }
        }
        assertThat(Csv.scan(
                                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                                CsvOptions.builder().schema(SCHEMA).comment('#').build())
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing today\n"})
    void amongOthersItHasTheirColumns(String content) {
        Path empty = file("empty.csv", content);
        Path first = file("first.csv", "id,name\n1,a\n2,b\n");
        Path other = file("other.csv", "name,id\nc,100\n");
        Path header = file("header.csv", "id,name\n");
        CsvOptions options = CsvOptions.builder().comment('#').build();
        for (List<Path> files : List.of(
                List.of(empty, first, other),
                List.of(first, empty, other),
                List.of(header, first, other, empty),
                List.of(empty, empty, header, other, first))) {
            for (int threads : new int[] {1, 3}) {
                Pipeline scan = Csv.scan(files, options)
                        .using(Execution.builder().threads(threads).build());
                assertThat(scan.count()).as("%s", files).isEqualTo(3);
                assertThat(scan.aggregate(max(col("id")).as("most")).valuesOf("most"))
                        .as("%s", files)
                        .hasToString("[100]");
                assertThat(scan.valuesOf("name")).containsExactly("a", "b", "c");
            }
        }
        assertThat(Csv.scan(List.of(empty, header), options).count()).isZero();
        assertThat(Csv.scan(List.of(empty, header), options)
                        .schema()
                        .field("id")
                        .type())
                .isEqualTo(DataType.STRING);
    }

    @Test
    void whereNobodyKnowsTheColumnsThatIsSaidAndTheAdviceWorks() {
        Path empty = file("empty.csv", "");
        for (List<Path> files : List.of(List.of(empty), List.of(empty, file("other.csv", "\n")))) {
            assertThatThrownBy(() -> Csv.scan(files, CsvOptions.defaults()))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage(empty
                            + ": the file is empty, but a header is expected. Give the columns of files that may be"
                            + " empty: CsvOptions.builder().schema(...)");
            assertThat(Csv.scan(files, CsvOptions.builder().schema(SCHEMA).build())
                            .count())
                    .isZero();
        }
    }

    @Test
    void aFileThatGotItsHeaderAfterItWasLookedAtIsNotReadAsSomethingElse() {
        Path empty = file("empty.csv", "");
        Pipeline scan = Csv.scan(List.of(file("first.csv", "id,name\n1,a\n"), empty), CsvOptions.defaults());
        assertThat(scan.count()).isEqualTo(1);
        file("empty.csv", "other,columns\n1,2\n");
        assertThatThrownBy(scan::count)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(
                        "has changed since it was described: its columns were none and are [other, columns] now");
    }
}
