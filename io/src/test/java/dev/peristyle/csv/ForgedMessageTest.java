package dev.peristyle.csv;

import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of columns and values of a file cannot write lines of their own into a log, colour a terminal or turn the direction of text. */
class ForgedMessageTest {

    private static final String NAME = "price\u001b[31m\nERROR all is lost\u202e";
    private static final String SHOWN = "price\\u001b[31m\\nERROR all is lost\\u202e";

    @TempDir
    private Path directory;

    private Path file(String rows) throws IOException {
        return Files.writeString(directory.resolve("data.csv"), '"' + NAME + "\",b\n" + rows);
    }

    private static void assertShown(Throwable failure, String shown) {
        assertThat(failure).message().contains(shown).doesNotContain("\u001b", "\nERROR", "\u202e");
    }

    private static CsvOptions numbers() {
        return CsvOptions.builder().type(NAME, DataType.INT).build();
    }

    @Test
    void aValueThatDoesNotFitItsColumn() throws IOException {
        Pipeline pipeline = Csv.scan(file("\"x\u001b\u202e\nERROR\",1\n"), numbers());
        Throwable failure = catchThrowable(() -> pipeline.select(NAME).collect().close());
        assertShown(failure, "column 1 '" + SHOWN + "'");
        assertShown(failure, "x\\u001b\\u202e\\nERROR");
    }

    @Test
    void aRecordWithAnotherNumberOfFields() throws IOException {
        Path file = file("1,2,3\n");
        assertShown(catchThrowable(() -> Csv.scan(file, numbers()).count()), SHOWN);
    }

    @Test
    void aColumnThatIsNotThere() throws IOException {
        Pipeline pipeline = Csv.scan(file("1,2\n"), numbers());
        assertShown(catchThrowable(() -> pipeline.select("c")), "Columns: " + SHOWN + ", b");
        assertShown(catchThrowable(() -> pipeline.select("c" + NAME)), "there is no column 'c" + SHOWN + "'");
        assertThat(pipeline.schema().toString()).contains(SHOWN).doesNotContain("\u001b");
    }

    @Test
    void aCastThatFailsAndASumThatIsTooLarge() throws IOException {
        Path file = file("\"x\u001b\u202e\nERROR\",1\n");
        Pipeline texts =
                Csv.scan(file, CsvOptions.builder().type(NAME, DataType.STRING).build());
        Pipeline cast = texts.with("n", col(NAME).cast(DataType.INT)).select("n");
        Throwable failure = catchThrowable(() -> cast.collect().close());
        assertShown(failure, "x\\u001b\\u202e\\nERROR");
        assertShown(failure, SHOWN);
        Pipeline sums = Csv.scan(
                        file("9223372036854775807,1\n9223372036854775807,1\n"),
                        CsvOptions.builder().type(NAME, DataType.LONG).build())
                .aggregate(sum(col(NAME)).as("total\u001b"));
        assertShown(catchThrowable(() -> sums.collect().close()), "total\\u001b");
    }

    @Test
    void filesWithOtherColumns() throws IOException {
        Path other = Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
        Path first = file("1,2\n");
        assertShown(
                catchThrowable(() ->
                        Csv.scan(List.of(first, other), CsvOptions.builder().build())),
                SHOWN);
    }
}
