package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.Pipeline;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvPipelineTest {
    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() throws IOException {
        assertThat(Resources.of(directory)).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private static Execution threads(int count) {
        return Execution.builder().threads(count).build();
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThreadsWritesTheSameBytes(WindowMode mode) throws IOException {
        Random random = Seeds.fresh();
        StringBuilder content = new StringBuilder("id,text,price\n");
        StringBuilder expected = new StringBuilder("text,double,id\n");
        for (int row = 0; row < 3000; row++) {
            String text = text(random, row);
            content.append(row).append(',').append(text).append(',').append(row).append(".5\n");
            if (row >= 10) {
                expected.append(text)
                        .append(',')
                        .append(2 * row + 1)
                        .append(".0,")
                        .append(row)
                        .append('\n');
            }
        }
        Path in = Files.writeString(directory.resolve("in.csv"), content);
        Path out = directory.resolve("out.csv");
        for (int window : new int[] {100, 1000, 30_000, 1 << 20}) {
            CsvOptions options = CsvOptions.builder()
                    .windows(mode)
                    .windowSize(window)
                    .maximumRecordSize(4096)
                    .build();
            for (int threads : new int[] {1, 2, 3}) {
                Pipeline pipeline = Csv.scan(in, options)
                        .filter(col("id").ge(10))
                        .with("double", col("price").times(2))
                        .select("text", "double", "id")
                        .using(threads(threads));
                assertThat(pipeline.write(Csv.to(out))).isEqualTo(2990);
                assertThat(Files.readString(out))
                        .as("window %d, threads %d", window, threads)
                        .isEqualTo(expected.toString());
                assertThat(Csv.scan(in, options).using(threads(threads)).count())
                        .isEqualTo(3000);
            }
        }
    }

    /** As the writer writes it: what looks like rows is in quotes, to lead readers that start anywhere astray. */
    private static String text(Random random, int row) {
        return switch (random.nextInt(5)) {
            case 0 -> "\"\n" + row + ",x,1.5\n" + row + ",y,2.5\n\"";
            case 1 -> "\"say \"\"" + row + "\"\"\n\"";
            case 2 -> "\",\"";
            case 3 -> "";
            default -> "plain " + row;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anErrorLeavesTheOutputAsItWas(int threads) throws IOException {
        Path in = directory.resolve("in.csv");
        StringBuilder content = new StringBuilder("id,price\n");
        for (int row = 0; row < 50_000; row++) {
            content.append(row).append(",1\n");
        }
        Files.writeString(in, content.append("x,1\n").append(content.substring(9)));
        Path out = Files.writeString(directory.resolve("out.csv"), "before");
        Pipeline pipeline =
                Csv.scan(in, CsvOptions.builder().windowSize(20_000).build()).using(threads(threads));
        assertThatThrownBy(() -> pipeline.write(Csv.to(out)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(in + ", line 50002, ")
                .hasMessageContaining("'x' is not a valid long")
                .hasMessageContaining("type(\"id\", DataType.STRING)");
        assertThat(out).hasContent("before");
        assertThat(pipeline.limit(49_999).write(Csv.to(out))).isEqualTo(49_999);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void cancellationLeavesTheOutputAsItWas(int threads) throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), "id\n" + "1\n".repeat(200_000));
        Path out = Files.writeString(directory.resolve("out.csv"), "before");
        CancellationToken token = new CancellationToken();
        Execution execution = Execution.builder()
                .threads(threads)
                .cancellation(token)
                .progress(progress -> token.cancel())
                .build();
        assertThatThrownBy(() -> Csv.scan(in).using(execution).write(Csv.to(out)))
                .isInstanceOf(CancelledException.class);
        assertThat(out).hasContent("before");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFullDiskIsAnErrorThatNamesTheFile(int threads) throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        Path in = Files.writeString(directory.resolve("in.csv"), "id\n" + "1\n".repeat(200_000));
        assertThatThrownBy(() -> Csv.scan(in).using(threads(threads)).write(Csv.to(Path.of("/dev/full"))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("cannot write /dev/full: No space left");
    }

    @Test
    void aMemoryLimitThatIsTooSmallIsAnErrorThatNamesTheSetting() throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), "id\n" + "1\n".repeat(2_000_000));
        Execution execution = Execution.builder().memoryLimit(1 << 20).build();
        assertThatThrownBy(() -> Csv.scan(in).using(execution).write(Csv.to(directory.resolve("out.csv"))))
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("window of in.csv")
                .hasMessageContaining("Execution.memoryLimit");
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }

    @Test
    void aPlanSaysWhatIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), "id,name\n1,a\n");
        assertThat(Csv.scan(file).filter(col("id").ge(2)).select("name").explain())
                .contains("csv " + file);
    }
}
