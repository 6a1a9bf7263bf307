package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of columns that are taken, missing, many or long, and delimiters at the end of records. */
class ColumnNamesTest {
    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("names.csv"), content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,a | 'a' occurs twice in the header, as column 1 and 2 | a,a_2",
                "a,b,a,a | 'a' occurs twice in the header, as column 1 and 3 | a,b,a_2,a_3",
                "a,a,a_2,a | 'a' occurs twice in the header, as column 1 and 2 | a,a_3,a_2,a_4",
                "column2, | column 2 has no name in the header, and 'column2', which it would be called, is the name of"
                        + " column 1 | column2,column2_2",
                "a,,column2 | column 2 has no name in the header, and 'column2', which it would be called, is the name of"
                        + " column 3 | a,column2_2,column2",
            })
    void aNameThatIsTakenIsRefusedWithTheReasonOrRenamed(String header, String reason, String renamed)
            throws IOException {
        int columns = header.split(",", -1).length;
        Path file = file(header + "\n" + ",".repeat(columns - 1) + "x\n");
        assertThatThrownBy(() -> Csv.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("CsvOptions.builder().renameColumns()");
        assertThat(Csv.scan(file, CsvOptions.builder().renameColumns().build())
                        .schema()
                        .names())
                .containsExactly(renamed.split(","));
    }

    @Test
    void columnsWithoutANameAreNumbered() throws IOException {
        assertThat(Csv.scan(file("a,,\n1,2,3\n")).schema().names()).containsExactly("a", "column2", "column3");
        assertThatThrownBy(() -> CsvOptions.builder().noHeader().renameColumns().build())
                .hasMessageContaining("renameColumns() is for files with a header");
    }

    @Test
    void ofManyNamesTheFirstAreShownAndOfLongOnesTheBeginning() throws IOException {
        String header =
                IntStream.range(0, 16_384).mapToObj(number -> "c" + number).collect(Collectors.joining(","));
        Path file = file(header + "\n1,2\n");
        assertThatThrownBy(() -> Csv.scan(file).count())
                .hasMessageContaining("has 2 fields, but there are 16384 columns [c0, c1, c2, c3, c4, … 16,379 more].")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(1000));
        Path longNames = file("x".repeat(10_000) + ",\u0007\u001b[31m\n1\n");
        assertThatThrownBy(() -> Csv.scan(longNames).count())
                .hasMessageContaining("x…, \\u0007\\u001b[31m]")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void aDelimiterAtTheEndOfEachRecordIsRecognisedAndTheAdviceWorks() throws IOException {
        String advice = "CsvOptions.builder().badRows(BadRows.fail().truncating())";
        CsvOptions followed =
                CsvOptions.builder().badRows(BadRows.fail().truncating()).build();
        Path file = file("id,day\n1,2024-01-01,\n2,2024-01-02,\n");
        assertThatThrownBy(() -> Csv.scan(file))
                .hasMessageContaining("It ends with a delimiter")
                .hasMessageContaining(advice);
        assertThat(Csv.scan(file, followed).count()).isEqualTo(2);
        assertThat(Csv.scan(file, followed).schema().field("day").type()).isEqualTo(DataType.DATE);
        Schema schema = Schema.builder()
                .add("id", DataType.INT)
                .add("day", DataType.DATE)
                .build();
        Path bare = Files.writeString(directory.resolve("bare.csv"), "1,2024-01-01,\n2,2024-01-02,\n");
        CsvOptions.Builder options = CsvOptions.builder().noHeader().schema(schema);
        assertThatThrownBy(() -> Csv.scan(bare, options.build()))
                .hasMessageContaining("ends with a delimiter")
                .hasMessageContaining(advice);
        assertThat(Csv.scan(bare, options.badRows(BadRows.fail().truncating()).build())
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aDelimiterAtTheEndOfTheHeaderTooIsNoColumnOfASchema() throws IOException {
        Schema schema = Schema.builder()
                .add("day", DataType.DATE)
                .add("id", DataType.INT)
                .build();
        Path file = file("id,day,\n1,2024-01-01,\n2,2024-01-02,\n");
        CsvOptions.Builder options = CsvOptions.builder().schema(schema);
        assertThatThrownBy(() -> Csv.scan(file, options.build()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the header has one field more than the schema in the options has columns")
                .hasMessageContaining("CsvOptions.builder().badRows(BadRows.fail().truncating())");
        options.badRows(BadRows.fail().truncating());
        assertThat(Csv.scan(file, options.build()).count()).isEqualTo(2);
        Path other = Files.writeString(directory.resolve("other.csv"), "id,night,\n1,2024-01-01,\n");
        assertThatThrownBy(() -> Csv.scan(other, options.build())).hasMessageContaining("missing: [day]");
    }

    @Test
    void anOrdinaryFieldTooManyIsNotTakenForADelimiterAtTheEnd() throws IOException {
        assertThatThrownBy(() -> Csv.scan(file("a,b\n1,2,3\n")))
                .hasMessageContaining("A value holds the delimiter")
                .message()
                .doesNotContain("truncating");
        assertThatThrownBy(() -> Csv.scan(file("a,b\n1,2,,\n"))).message().doesNotContain("truncating");
        assertThatThrownBy(() -> Csv.scan(
                        file("a,b\n1,2,3\\,\n"),
                        CsvOptions.builder().escape('\\').build()))
                .message()
                .doesNotContain("truncating");
    }

    @ParameterizedTest
    @CsvSource({"1, 16, 1", "1, 1048576, 16384", "3, 16, 7", "3, 1048576, 1000"})
    void rowsBehindADelimiterAtTheEndAndRenamedColumnsAreTheSameHoweverTheyAreRead(int threads, int window, int chunk)
            throws IOException {
        StringBuilder text = new StringBuilder("a,a,,column3\n");
        for (int row = 0; row < 3000; row++) {
            text.append(row)
                    .append(',')
                    .append(row + 1)
                    .append(",x,")
                    .append(row % 7)
                    .append(",\n");
        }
        Pipeline rows = Csv.scan(
                        file(text.toString()),
                        CsvOptions.builder()
                                .renameColumns()
                                .badRows(BadRows.fail().truncating())
                                .windowSize(window)
                                .chunkSize(chunk)
                                .build())
                .using(Execution.builder().threads(threads).build());
        assertThat(rows.schema().names()).containsExactly("a", "a_2", "column3_2", "column3");
        assertThat(rows.schema().field("a_2").type().isNumeric()).isTrue();
        try (Table table = rows.aggregate(
                        count().as("rows"),
                        sum(col("a")).as("first"),
                        sum(col("a_2")).as("second"))
                .collect()) {
            assertThat(table.column("rows").getLong(0)).isEqualTo(3000);
            assertThat(table.column("first").getLong(0)).isEqualTo(3000L * 2999 / 2);
            assertThat(table.column("second").getLong(0)).isEqualTo(3000L * 3001 / 2);
        }
    }

    @Test
    void namesWithControlCharactersAreMadeVisible() throws IOException {
        String hidden = "\r\u001b\u0007\0";
        String shown = "\\r\\u001b\\u0007\\u0000";
        String quoted = '"' + hidden + '"';
        assertThatThrownBy(() -> Csv.scan(file(quoted + "," + quoted + "\n1,2\n")))
                .hasMessageContaining("'" + shown + "' occurs twice")
                .message()
                .doesNotContain(hidden);
        assertThatThrownBy(() -> Csv.scan(file(quoted + ",b\n1\n")).count())
                .hasMessageContaining("[" + shown + ", b]")
                .message()
                .doesNotContain(hidden);
        assertThatThrownBy(() ->
                        CsvOptions.builder().noHeader().names(hidden, hidden).build())
                .hasMessageContaining("[" + shown + ", " + shown + "]")
                .message()
                .doesNotContain(hidden);
    }
}
