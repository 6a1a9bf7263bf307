package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import dev.peristyle.Pipeline;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.Compression;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed is read by the JDK, by the programs and libraries of the format, and by a scan; failures leave nothing. */
class CompressedCsvTest {
    private static final int ROWS = 100_000;

    @TempDir
    private Path directory;

    private Path input;
    private String text;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    @BeforeEach
    void write() throws IOException {
        Random random = Seeds.fresh();
        StringBuilder rows = new StringBuilder("n,t\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append(row)
                    .append(",text ")
                    .append(Long.toHexString(random.nextLong()))
                    .append('\n');
        }
        text = rows.toString();
        input = Files.writeString(directory.resolve("in.csv"), text);
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("peristyle-compress"));
    }

    private Pipeline rows(int threads) {
        return Csv.scan(input).using(Execution.builder().threads(threads).build());
    }

    private static CsvWriteOptions with(Compression compression) {
        return CsvWriteOptions.builder().compression(compression).build();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void othersAndOursReadItAndTheBytesDependOnNoThreads(Compression compression) throws Exception {
        boolean gzip = compression == Compression.GZIP;
        Path named = directory.resolve(gzip ? "out.csv.gz" : "out.csv.zst");
        rows(1).write(Csv.to(named));
        byte[] bytes = Files.readAllBytes(named);
        assertThat(bytes).hasSizeLessThan(text.length() * 7 / 10);
        rows(2).write(Csv.to(named));
        assertThat(named).hasBinaryContent(bytes);
        Path other = directory.resolve("other");
        rows(2).write(Csv.to(other, with(compression)));
        assertThat(other).hasBinaryContent(bytes);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        rows(1).write(Csv.to(stream, with(compression)));
        assertThat(stream.toByteArray()).isEqualTo(bytes);

        try (InputStream in = Files.newInputStream(named);
                InputStream decoded = gzip ? new GZIPInputStream(in) : new ZstdInputStream(in)) {
            assertThat(new String(decoded.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
        Path back = directory.resolve("back.csv");
        Csv.scan(named).write(Csv.to(back));
        assertThat(back).hasContent(text);
        Path plain = directory.resolve("plain.gz");
        rows(1).write(Csv.to(plain, with(Compression.NONE)));
        assertThat(plain).hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void theProgramOfTheFormatTestsIt(String program) throws Exception {
        Path file = directory.resolve(program.equals("gzip") ? "out.csv.gz" : "out.csv.zst");
        rows(2).write(Csv.to(file));
        Process test;
        try {
            test = new ProcessBuilder(program, "-t", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            assumeThat(program).as("the program is not installed").isNull();
            return;
        }
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(test.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void noRowsAreAFileToo(Compression compression) {
        Path file = directory.resolve("none");
        rows(1).filter(col("n").lt(0)).write(Csv.to(file, with(compression)));
        try (var rows = Csv.scan(file).collect()) {
            assertThat(rows.rowCount()).isZero();
        }
        assertThat(Csv.scan(file).schema().names()).containsExactly("n", "t");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aFullDiskIsAnErrorThatNamesTheFile(Compression compression) {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        assertThatThrownBy(() -> rows(2).write(Csv.to(full, with(compression))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("cannot write /dev/full: No space left");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aStreamThatFailsGetsNoEndThatLooksWhole(Compression compression) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) {
                taken.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (taken.size() > 100_000) {
                    throw new IOException("broken pipe");
                }
                taken.write(bytes, offset, length);
            }
        };
        assertThatThrownBy(() -> rows(2).write(Csv.to(broken, with(compression))))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("cannot write to the stream: broken pipe");
        assertIsCut(taken.toByteArray(), compression);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aRunThatFailsLeavesNothingInADirectoryAndNoEndInAStream(Compression compression) throws IOException {
        Files.writeString(input, text + "x,no number\n");
        Pipeline failing = rows(2);
        assertThatThrownBy(() -> failing.write(Csv.to(directory.resolve("out"), with(compression))))
                .isInstanceOf(MalformedDataException.class);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(input);
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        assertThatThrownBy(() -> failing.write(Csv.to(stream, with(compression))))
                .isInstanceOf(MalformedDataException.class);
        assertIsCut(stream.toByteArray(), compression);
    }

    private static void assertIsCut(byte[] bytes, Compression compression) {
        assertThatThrownBy(() -> {
                    InputStream in = new ByteArrayInputStream(bytes);
                    (compression == Compression.GZIP ? new GZIPInputStream(in) : new ZstdInputStream(in))
                            .readAllBytes();
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsCancelledLeavesNothing() throws IOException {
        CancellationToken token = new CancellationToken();
        Execution execution = Execution.builder()
                .threads(2)
                .cancellation(token)
                .progress(progress -> token.cancel())
                .build();
        assertThatThrownBy(() -> Csv.scan(input).using(execution).write(Csv.to(directory.resolve("out.csv.gz"))))
                .isInstanceOf(CancelledException.class);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(input);
        }
    }
}
