package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.npy.Npy;
import dev.peristyle.spi.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run reads it does not replace, unless that was asked for. */
class ReplacedInputTest {
    private static final String CONTENT = "id,x\n1,10\n2,20\n";

    @TempDir
    private Path directory;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = Files.writeString(directory.resolve("in.csv"), CONTENT);
    }

    private void isRefused(Pipeline pipeline, Sink sink) throws IOException {
        assertThatThrownBy(() -> pipeline.write(sink))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "cannot write " + sink.describe(),
                        "the pipeline reads it as csv " + input,
                        "Write to another file");
        assertThat(input).hasContent(CONTENT);
        try (var files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void theOutputMayNotBeTheInput() throws IOException {
        isRefused(Csv.scan(input).filter(col("id").gt(1)), Csv.to(input));
    }

    @Test
    void norByAnotherName() throws IOException {
        isRefused(
                Csv.scan(input),
                Csv.to(directory.resolve("x").resolve("..").resolve("in.csv").normalize()));
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), input);
        isRefused(Csv.scan(input), Csv.to(link));
        Path linked = Files.createSymbolicLink(directory.resolve("linked"), directory);
        isRefused(Csv.scan(input), Csv.to(linked.resolve("in.csv")));
    }

    @Test
    void norInAnotherFormat() throws IOException {
        isRefused(Csv.scan(input), Npy.to(input));
    }

    @Test
    void norWhereTheInputIsBinary() throws IOException {
        Path columns = directory.resolve("columns.arrow");
        Csv.scan(input).write(ColumnFile.to(columns));
        byte[] before = Files.readAllBytes(columns);
        assertThatThrownBy(() -> ColumnFile.scan(columns).write(ColumnFile.to(columns)))
                .hasMessageContaining("the pipeline reads it");
        assertThat(columns).hasBinaryContent(before);
        Path array = directory.resolve("array.npy");
        Csv.scan(input).write(Npy.to(array));
        assertThatThrownBy(() -> Npy.scan(array).write(Npy.to(array))).hasMessageContaining("the pipeline reads it");
    }

    @Test
    void norOneOfManyInputs() throws IOException {
        Path other = Files.writeString(directory.resolve("other.csv"), CONTENT);
        Pipeline others = Csv.scan(other);
        isRefused(others.join(Csv.scan(input), JoinKind.SEMI, JoinOn.on("id")), Csv.to(input));
        isRefused(Pipeline.concat(others, Csv.scan(input)), Csv.to(input));
        Pipeline both = Csv.scan(List.of(other, input), CsvOptions.defaults());
        assertThatThrownBy(() -> both.write(Csv.to(input))).hasMessageContaining("cannot write");
        assertThat(input).hasContent(CONTENT);
    }

    @Test
    void whatWasAskedForIsDone() throws IOException {
        long rows = Csv.scan(input)
                .filter(col("id").gt(1))
                .write(Csv.to(input, CsvWriteOptions.builder().replaceInput().build()));
        assertThat(rows).isOne();
        assertThat(input).hasContent("id,x\n2,20\n");
    }

    @Test
    void aFileThatIsNotReadIsReplaced() throws IOException {
        Path other = Files.writeString(directory.resolve("other.csv"), "before");
        Csv.scan(input).write(Csv.to(other));
        assertThat(other).hasContent(CONTENT);
    }
}
