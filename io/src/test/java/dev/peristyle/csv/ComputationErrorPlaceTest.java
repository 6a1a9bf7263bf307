package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.own;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.Window;
import dev.peristyle.WindowFunctions;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.OwnAggregates;
import dev.peristyle.spi.UserAggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A computation that fails names the expression and the line of the file, whatever the threads, windows and filters. */
class ComputationErrorPlaceTest {

    private static final int ROWS = 700;

    /** The row with a word where numbers are; every third record has a line feed in quotes. */
    private static final int BAD_ROW = 434;

    @TempDir
    private Path directory;

    private Path file;
    private long badLine;

    @BeforeEach
    void writeFile() throws IOException {
        StringBuilder text = new StringBuilder("id,text,number,note\n");
        long line = 2;
        for (int row = 0; row < ROWS; row++) {
            if (row == BAD_ROW) {
                badLine = line;
            }
            text.append(row).append(',').append(row == BAD_ROW ? "many" : Integer.toString(row % 90));
            text.append(',').append(row == BAD_ROW + 100 ? Integer.MAX_VALUE : row);
            text.append(row % 3 == 0 ? ",\"two\nlines\"\n" : ",one line\n");
            line += row % 3 == 0 ? 2 : 1;
        }
        file = Files.writeString(directory.resolve("numbers.csv"), text);
    }

    /** The message of each way to run it, which has to be one. */
    private String message(Function<Pipeline, Pipeline> query) {
        Set<String> messages = new LinkedHashSet<>();
        for (int threads : new int[] {1, 3}) {
            for (int windowBytes : new int[] {512, 1 << 20}) {
                for (int chunkRows : new int[] {7, 16_384}) {
                    CsvOptions options = CsvOptions.builder()
                            .type("id", DataType.LONG)
                            .type("text", DataType.STRING)
                            .type("number", DataType.INT)
                            .windowSize(windowBytes)
                            .maximumRecordSize(256)
                            .chunkSize(chunkRows)
                            .build();
                    Pipeline pipeline = query.apply(Csv.scan(file, options))
                            .using(Execution.builder().threads(threads).build());
                    Throwable thrown = catchThrowable(() -> {
                        try (RowCursor rows = pipeline.rows()) {
                            while (rows.next()) {}
                        }
                    });
                    assertThat(thrown).isExactlyInstanceOf(ComputationException.class);
                    messages.add(thrown.getMessage());
                }
            }
        }
        assertThat(messages).hasSize(1);
        return messages.iterator().next();
    }

    @Test
    void namesExpressionFileAndLine() {
        assertThat(message(lines -> lines.with("value", col("text").cast(DataType.INT))))
                .startsWith(file + ", line " + badLine
                        + ": cast(text as int): the string 'many' cannot be converted to int");
    }

    @Test
    void namesTheLineAfterFiltersOfTheScan() {
        assertThat(message(lines -> lines.filter(col("id").modulo(2).eq(0))
                        .filter(col("number").gt(100))
                        .with("value", col("text").cast(DataType.INT))))
                .startsWith(file + ", line " + badLine + ": ");
    }

    @Test
    void namesTheLineWhenAFilterOfTheScanFails() {
        assertThat(message(lines -> lines.filter(col("id").modulo(2).eq(0))
                        .filter(col("text").cast(DataType.INT).ge(0))))
                .startsWith(file + ", line " + badLine + ": cast(text as int)");
    }

    @Test
    void namesTheLineAfterAFilterOfComputedValues() {
        assertThat(message(lines -> lines.with("half", map(col("number"), value -> value / 2))
                        .filter(col("half").gt(10))
                        .with("value", col("text").cast(DataType.INT))))
                .startsWith(file + ", line " + badLine + ": ");
    }

    @Test
    void namesTheFirstRowOfSeveralThatFail() {
        assertThat(message(lines -> lines.with("next", col("number").plus(1))
                        .with("value", col("text").cast(DataType.INT))))
                .startsWith(file + ", line " + badLine + ": ");
    }

    @Test
    void namesTheLineInGroupsAndSorts() {
        assertThat(message(lines -> lines.with("value", col("text").cast(DataType.INT))
                        .groupBy("note")
                        .aggregate(sum(col("value")).as("sum"))))
                .startsWith(file + ", line " + badLine + ": ");
        assertThat(message(lines ->
                        lines.with("value", col("text").cast(DataType.INT)).sortBy(SortKey.asc("value"))))
                .startsWith(file + ", line " + badLine + ": ");
    }

    @Test
    void anOverflowNamesTheExpression() {
        assertThat(message(lines -> lines.with("next", col("number").plus(1))))
                .contains("number + 1: overflow of int: 2147483647 + 1 does not fit")
                .startsWith(file + ", line ");
    }

    @Test
    void aFunctionOfAUserNamesTheLine() {
        assertThat(message(lines -> lines.with("next", map(col("number"), value -> {
                    if (value == BAD_ROW) {
                        throw new IllegalStateException("not that one");
                    }
                    return value;
                }))))
                .startsWith(file + ", line " + badLine + ": ")
                .contains("not that one");
    }

    @Test
    void anAggregateOfAUserNamesTheLine() {
        UserAggregate failing = OwnAggregates.sum((state, row) -> {
            if (row.getText("text").charAt(0) == 'm') {
                throw new IllegalStateException("not that one");
            }
        });
        String failed = "mySum(number, text): update failed for the row [number=" + BAD_ROW
                + ", text=many]: java.lang.IllegalStateException: not that one";
        assertThat(message(lines -> lines.filter(col("id").gt(5))
                        .groupBy("note")
                        .aggregate(own(failing, col("number"), col("text")).as("own"))))
                .isEqualTo(file + ", line " + badLine + ": " + failed);
        assertThat(message(
                        lines -> lines.aggregate(sum(col("id")).as("ids"), own(failing, col("number"), col("text")))))
                .isEqualTo(file + ", line " + badLine + ": " + failed);
        assertThat(message(lines -> lines.window(
                        Window.partitionBy("note").orderBy(SortKey.asc("id")),
                        WindowFunctions.over(own(failing, col("number"), col("text"))))))
                .isEqualTo(failed);
    }

    @Test
    void rowsBeforeTheOneThatFailsCount() {
        for (int threads : new int[] {1, 3}) {
            Execution execution = Execution.builder().threads(threads).build();
            Pipeline values = Csv.scan(
                            file,
                            CsvOptions.builder().type("text", DataType.STRING).build())
                    .using(execution)
                    .with("value", col("text").cast(DataType.INT));
            try (Table first = values.limit(BAD_ROW).aggregate(count().as("n")).collect()) {
                assertThat(first.column("n").getLong(0)).isEqualTo(BAD_ROW);
            }
            assertThatThrownBy(() -> values.limit(BAD_ROW + 1)
                            .aggregate(count().as("n"), sum(col("value")).as("s"))
                            .collect())
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("line " + badLine);
        }
    }

    @Test
    void namesTheRowOfATable() {
        try (Table table = Csv.scan(
                        file, CsvOptions.builder().type("text", DataType.STRING).build())
                .collect()) {
            for (int threads : new int[] {1, 3}) {
                Pipeline rows = Pipeline.from(table)
                        .using(Execution.builder().threads(threads).build());
                assertThatThrownBy(() -> rows.filter(col("id").modulo(2).eq(0))
                                .with("value", col("text").cast(DataType.INT))
                                .collect())
                        .hasMessageStartingWith("row " + BAD_ROW + " of the table, counted from 0: cast(text as int)");
                assertThatThrownBy(() -> rows.filter(col("id").modulo(2).eq(0))
                                .filter(col("text").cast(DataType.INT).ge(0))
                                .collect())
                        .hasMessageStartingWith("row " + BAD_ROW + " of the table, counted from 0: cast(text as int)");
            }
        }
    }
}
