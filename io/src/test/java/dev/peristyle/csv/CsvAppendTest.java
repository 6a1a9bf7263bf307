package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.Zstd;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.Compression;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are added to a CSV whole or not at all; {@code -Dperistyle.test.kills=200} kills more processes that do it. */
@Timeout(3600)
class CsvAppendTest {
    private static final int KILLS = Integer.getInteger("peristyle.test.kills", 2);
    private static final CsvWriteOptions APPEND =
            CsvWriteOptions.builder().append().build();
    private static final CsvWriteOptions IN_PLACE =
            CsvWriteOptions.builder().append().inPlace().build();

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    private Path rows;
    private Path file;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    @BeforeEach
    void write() throws IOException {
        rows = Files.writeString(directory.resolve("rows.csv"), "a,b\n1,x\n2,\"y, z\"\n");
        file = directory.resolve("out.csv");
    }

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private void append(CsvWriteOptions options) {
        Csv.scan(rows).write(Csv.to(file, options));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHeaderIsWrittenOnceAndRowsAreAdded(boolean inPlace) {
        append(inPlace ? IN_PLACE : APPEND);
        assertThat(file).hasContent("a,b\n1,x\n2,\"y, z\"\n");
        append(inPlace ? IN_PLACE : APPEND);
        assertThat(file).hasContent("a,b\n1,x\n2,\"y, z\"\n1,x\n2,\"y, z\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a,b\n", "a,b\n5,v", "a,b\n5,v\n", "a,b\n5,", "a,b\n5,\"\n\""})
    void aLastLineWithoutAnEndGetsOne(String text) throws IOException {
        for (CsvWriteOptions options : new CsvWriteOptions[] {APPEND, IN_PLACE}) {
            Files.writeString(rows, "a,b\n1,x\n");
            Files.writeString(file, text);
            append(options);
            String expected = text.isEmpty() ? "a,b\n" : text.endsWith("\n") ? text : text + "\n";
            assertThat(file).content().isEqualTo(expected + "1,x\n");
        }
    }

    @Test
    void otherLineEndsAndAByteOrderMarkStay() throws IOException {
        Files.writeString(file, "\ufeffa,b\r\n5,v");
        append(CsvWriteOptions.builder()
                .append()
                .lineEnd("\r\n")
                .byteOrderMark()
                .build());
        assertThat(file).content().isEqualTo("\ufeffa,b\r\n5,v\r\n1,x\r\n2,\"y, z\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherColumnsAreRefusedAndTheFileIsAsItWas(boolean inPlace) throws IOException {
        CsvWriteOptions options = inPlace ? IN_PLACE : APPEND;
        for (String header : new String[] {"b,a", "a", "a,b,c", "a;b,c", "A,b"}) {
            Files.writeString(file, header + "\n");
            assertThatThrownBy(() -> append(options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot append to " + file)
                    .hasMessageContaining("Select the same columns in the same order");
            assertThat(file).content().isEqualTo(header + "\n");
        }
        Files.writeString(file, "b,a\n");
        Csv.scan(rows).select("b", "a").write(Csv.to(file, options));
        assertThat(file).content().isEqualTo("b,a\nx,1\n\"y, z\",2\n");
    }

    @Test
    void withoutAHeaderTheNumberOfColumnsIsCompared() throws IOException {
        CsvWriteOptions options = CsvWriteOptions.builder().append().noHeader().build();
        append(options);
        append(options);
        assertThat(file).content().isEqualTo("1,x\n2,\"y, z\"\n1,x\n2,\"y, z\"\n");
        Files.writeString(file, "1,2,3\n");
        assertThatThrownBy(() -> append(options))
                .hasMessageContaining("it has 3 columns, but what is to be written has 2: [a, b]");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aCompressedFileGetsAFurtherPart(Compression compression) throws IOException {
        CsvWriteOptions options =
                CsvWriteOptions.builder().append().compression(compression).build();
        append(options);
        byte[] once = Files.readAllBytes(file);
        append(options);
        assertThat(Files.size(file)).isGreaterThan(once.length + 20L);
        Path back = directory.resolve("back.csv");
        Csv.scan(file).write(Csv.to(back));
        assertThat(back).content().isEqualTo("a,b\n1,x\n2,\"y, z\"\n1,x\n2,\"y, z\"\n");
        if (compression == Compression.GZIP) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                assertThat(in.readAllBytes()).hasSize((int) Files.size(back));
            }
        }
        assertThatThrownBy(() -> append(APPEND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what is to be written has compression NONE. Set compression(...) to the same");
        byte[] twice = Files.readAllBytes(file);
        for (byte[] cut : new byte[][] {Arrays.copyOf(once, once.length - 3), Arrays.copyOf(twice, twice.length - 3)}) {
            Files.write(file, cut);
            assertThatThrownBy(() -> append(options))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("the compressed data end in the middle");
            assertThat(file).hasBinaryContent(cut);
        }
    }

    @Test
    void whoMixesPlainAndCompressedIsTold() {
        append(APPEND);
        assertThatThrownBy(() -> append(CsvWriteOptions.builder()
                        .append()
                        .compression(Compression.GZIP)
                        .build()))
                .hasMessageContaining(
                        "what is there is not compressed, and what is to be written has compression GZIP");
    }

    @Test
    void aRunThatFailsLeavesTheFileAsItWas() throws IOException {
        append(APPEND);
        byte[] before = Files.readAllBytes(file);
        Files.writeString(rows, "a,b\n" + "1,x\n".repeat(200_000) + "no,x\n");
        for (CsvWriteOptions options : new CsvWriteOptions[] {APPEND, IN_PLACE}) {
            for (int threads = 1; threads <= 2; threads++) {
                Execution execution = Execution.builder().threads(threads).build();
                assertThatThrownBy(() -> Csv.scan(rows).using(execution).write(Csv.to(file, options)))
                        .isInstanceOf(MalformedDataException.class);
                assertThat(file).hasBinaryContent(before);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(rows, file);
        }
    }

    @Test
    void rowsThatAnotherHasAddedMeanwhileAreNotLost() throws IOException {
        append(APPEND);
        Sink sink = Csv.to(file, APPEND);
        Execution execution = Execution.builder()
                .progress(progress -> {
                    try {
                        Files.writeString(file, "3,w\n", StandardOpenOption.APPEND);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                })
                .build();
        assertThatThrownBy(() -> Csv.scan(rows).using(execution).write(sink))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(file.toString());
        assertThat(Files.readString(file)).startsWith("a,b\n1,x\n2,\"y, z\"\n3,w\n");
    }

    @Test
    void aFileThatTheRunReadsIsRefused() {
        append(APPEND);
        assertThatThrownBy(() -> Csv.scan(file).write(Csv.to(file, APPEND))).hasMessageContaining("out.csv");
        assertThatThrownBy(() -> Csv.scan(file).write(Csv.to(file, IN_PLACE))).hasMessageContaining("out.csv");
        assertThat(file).content().isEqualTo("a,b\n1,x\n2,\"y, z\"\n");
    }

    @Test
    void whatContradictsItIsRefused() {
        assertThatThrownBy(
                        () -> CsvWriteOptions.builder().append().replaceInput().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not go with append()");
        assertThatThrownBy(
                        () -> CsvWriteOptions.builder().inPlace().replaceInput().build())
                .hasMessageContaining("does not go with inPlace()");
        assertThatThrownBy(() -> Csv.to(OutputStream.nullOutputStream(), APPEND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("append() is for files, not for a stream. Leave it out");
        assertThatThrownBy(() -> Csv.to(
                        OutputStream.nullOutputStream(),
                        CsvWriteOptions.builder().inPlace().build()))
                .hasMessage("inPlace() is for files, not for a stream. Leave it out");
    }

    @Test
    void aPipeOrDeviceIsWrittenTo() {
        assumeThat(Path.of("/dev/null")).exists();
        Csv.scan(rows).write(Csv.to(Path.of("/dev/null"), IN_PLACE));
    }

    @Test
    void aProcessThatIsKilledLeavesAllRowsOfBeforeOrMore() throws Exception {
        int count = 20_000;
        StringBuilder text = new StringBuilder("id,name\n");
        for (int row = 0; row < count; row++) {
            text.append(row).append(",name ").append(row % 100).append('\n');
        }
        Files.writeString(rows, text);
        String added = text.substring("id,name\n".length());
        long known = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path log = directory.resolve("log");
            Files.deleteIfExists(log);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AppendingProcess.class.getName(),
                            rows.toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                while (process.isAlive()
                        && (!Files.exists(log) || !Files.readString(log).contains("appended"))) {
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(random.nextLong(60_000_000));
            } finally {
                process.destroyForcibly().waitFor();
            }
            long said = Files.readAllLines(log).stream()
                    .filter(line -> line.equals("appended"))
                    .count();
            known += said;
            String content = Files.readString(file, StandardCharsets.UTF_8);
            assertThat(content.length() - "id,name\n".length()).isPositive();
            int times = (content.length() - "id,name\n".length()) / added.length();
            assertThat(content).isEqualTo("id,name\n" + added.repeat(times));
            assertThat(said).isPositive();
            // what was said to be added is there, and what was not yet said may be
            assertThat((long) times).isBetween(known, known + 1);
            known = times;
        }
    }
}
