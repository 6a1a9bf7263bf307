package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.Zstd;
import dev.peristyle.Aggregates;
import dev.peristyle.Expressions;
import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream has the rows, the errors and the rejects that a file with its bytes has; it can be read once and is left open. */
class StreamSourceTest {
    @TempDir
    private Path directory;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    /** Gives few bytes at a time, and says whether it was closed. */
    private static final class Slow extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;
        private boolean closed;

        Slow(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(3_000)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static String text(int rows, Random random) {
        StringBuilder text = new StringBuilder("id,name,note\n");
        for (int row = 0; row < rows; row++) {
            text.append(row)
                    .append(random.nextInt(9) == 0 ? ",\u00E9t\u00E9," : ",x,")
                    .append(random.nextInt(5) == 0 ? "\"a\nb,\"\"c\"\"\"" : "word".repeat(1 + random.nextInt(9)))
                    .append(row % 7 == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static List<String> rows(Pipeline pipeline, int threads) {
        List<String> rows = new ArrayList<>();
        pipeline.using(Execution.builder().threads(threads).build()).forEach(row -> {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.schema().size(); column++) {
                text.append(column == 0 ? "" : "|").append(row.get(column));
            }
            rows.add(text.toString());
        });
        return rows;
    }

    private static CsvOptions.Builder options(int window) {
        return CsvOptions.builder().maximumRecordSize(1 << 10).windowSize(window);
    }

    @Test
    void aStreamHasTheRowsOfAFile() throws IOException {
        for (int count : new int[] {0, 1, 100, 5_000, 60_000}) {
            Random random = Seeds.random(count);
            String text = text(count, random);
            Path file = Files.write(directory.resolve("file.csv"), utf8(text));
            List<String> expected = rows(Csv.scan(file, options(1 << 20).build()), 1);
            List<byte[]> forms = List.of(
                    utf8(text),
                    utf8("\uFEFF" + text),
                    gzip(utf8(text)),
                    Zstd.compress(utf8(text)),
                    ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
            for (byte[] form : forms) {
                for (int window : new int[] {count > 100 ? 3_000 : 5, 64 << 10, 1 << 20}) {
                    Slow stream = new Slow(form, random);
                    assertThat(rows(Csv.scan(stream, options(window).build()), 1 + random.nextInt(3)))
                            .isEqualTo(expected);
                    assertThat(stream.closed).isFalse();
                    assertThat(stream.read()).isNegative();
                    assertThat(Csv.scan(new Slow(form, random), options(window).build())
                                    .count())
                            .isEqualTo(count);
                }
            }
            ReadableByteChannel channel = Channels.newChannel(new Slow(utf8(text), random));
            assertThat(rows(Csv.scan(channel, CsvOptions.defaults()), 2)).isEqualTo(expected);
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void aStreamIsReadOnce() {
        Pipeline rows = Csv.scan(new ByteArrayInputStream(utf8("a,b\n1,2\n")), CsvOptions.defaults());
        assertThat(rows.count()).isOne();
        assertThatThrownBy(rows::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stream has been read by a run already")
                .hasMessageContaining("Collect its rows");
    }

    /** Files are read again by one thread then; what a stream had is gone, and that is said instead of how it was noticed. */
    @Test
    void threadsThatHaveTooLittleMemoryTogetherAreNotReplacedByOne() {
        StringBuilder text = new StringBuilder("x\n");
        for (int row = 0; row < 300_000; row++) {
            text.append(row * 0.5).append('\n');
        }
        Pipeline median = Csv.scan(new ByteArrayInputStream(utf8(text.toString())))
                .using(Execution.builder().threads(4).memoryLimit(2 << 20).build())
                .aggregate(Aggregates.median(Expressions.col("x")).as("median"));
        assertThatThrownBy(median::collect)
                .isInstanceOf(MemoryLimitException.class)
                .hasMessageContaining("cannot be read again with one: say so before (Execution.threads(1))");
    }

    @Test
    void whatWasNotSaidIsDetected() {
        String text = "name;size\nx;1,5\ny;2,5\nz;3,5\nz;3,5\nz;3,5\n";
        assertThat(rows(Csv.scan(new ByteArrayInputStream(utf8(text))), 1))
                .hasSize(5)
                .startsWith("x|1,5");
        assertThat(rows(Csv.scan(new ByteArrayInputStream(gzip(utf8(text)))), 1))
                .hasSize(5);
        assertThat(rows(Csv.scan(new ByteArrayInputStream(utf8("a,b\n1,2\n"))), 1))
                .containsExactly("1|2");
        assertThatThrownBy(() -> Csv.scan(new ByteArrayInputStream(utf8("a;b\n"))))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("stream: ");
    }

    @Test
    void errorsAreThoseOfAFileWithTheSameBytes() throws IOException {
        String good = text(30_000, Seeds.random(7));
        for (String bad :
                new String[] {"x,y\n", "1,\"2,3\n", "1,\"2\"3,4\n", "notANumber,b,c\n", "\u0000\u0000,b,c\n"}) {
            byte[] bytes = utf8(good + bad + "1,2,3\n");
            if (bad.charAt(0) == 0) {
                bytes[good.getBytes(StandardCharsets.UTF_8).length] = (byte) 0xFF;
            }
            Path file = Files.write(directory.resolve("file.csv"), bytes);
            for (int window : new int[] {3_000, 1 << 20}) {
                Throwable expected =
                        catchThrowable(() -> rows(Csv.scan(file, options(window).build()), 1));
                Throwable actual = catchThrowable(() -> rows(
                        Csv.scan(
                                new ByteArrayInputStream(bytes), options(window).build()),
                        1));
                assertThat(expected).isInstanceOf(MalformedDataException.class);
                assertThat(actual)
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessage(expected.getMessage().replace(file.toString(), "stream"));
                assertThat(((MalformedDataException) actual).line())
                        .isEqualTo(((MalformedDataException) expected).line())
                        .isGreaterThan(30_000);
            }
        }
    }

    @Test
    void rejectsAreThoseOfAFileWithTheSameBytes() throws IOException {
        Random random = Seeds.random(8);
        StringBuilder text = new StringBuilder("id,name,note\n");
        for (int row = 0; row < 20_000; row++) {
            text.append(
                    row % 1_000 == 999
                            ? "x\n"
                            : row % 777 == 776 ? "1,\"2\"x,3\n" : row + ",\"a\nb\"," + random.nextInt() + "\n");
        }
        byte[] bytes = utf8(text.toString());
        Path file = Files.write(directory.resolve("file.csv"), bytes);
        Path expected = directory.resolve("expected.csv");
        Path actual = directory.resolve("actual.csv");
        for (int window : new int[] {3_000, 1 << 20}) {
            AtomicReference<RunReport> ofFile = new AtomicReference<>();
            AtomicReference<RunReport> ofStream = new AtomicReference<>();
            Csv.scan(file, options(window).badRows(BadRows.rejectTo(expected)).build())
                    .using(Execution.builder().report(ofFile::set).build())
                    .count();
            Csv.scan(
                            new Slow(bytes, random),
                            options(window).badRows(BadRows.rejectTo(actual)).build())
                    .using(Execution.builder().report(ofStream::set).threads(3).build())
                    .count();
            assertThat(Files.readString(actual))
                    .isEqualTo(Files.readString(expected).replace(file.toString(), "stream"));
            assertThat(ofStream.get().counts()).isEqualTo(ofFile.get().counts()).isNotEmpty();
        }
    }

    @Test
    void anEmptyStreamNeedsColumns() {
        assertThatThrownBy(() -> Csv.scan(new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the file is empty");
        Schema schema = Schema.builder().add("a", DataType.LONG).build();
        CsvOptions options = CsvOptions.builder().noHeader().schema(schema).build();
        assertThat(Csv.scan(new ByteArrayInputStream(new byte[0]), options).count())
                .isZero();
    }

    @Test
    void aStreamThatFailsIsAnErrorThatNamesIt() {
        byte[] bytes = utf8(text(50_000, Seeds.random(9)));
        for (int failsAfter : new int[] {0, 100, 200_000}) {
            InputStream failing = new InputStream() {
                private final InputStream in = new ByteArrayInputStream(bytes, 0, failsAfter);

                @Override
                public int read() throws IOException {
                    int value = in.read();
                    if (value < 0) {
                        throw new IOException("the line is down");
                    }
                    return value;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = in.read(target, offset, length);
                    if (count < 0) {
                        throw new IOException("the line is down");
                    }
                    return count;
                }
            };
            assertThatThrownBy(() -> Csv.scan(failing, options(1 << 14).build()).count())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("cannot read stream: the line is down");
        }
        byte[] half = Arrays.copyOf(gzip(bytes), 20_000);
        assertThatThrownBy(() -> Csv.scan(
                                new ByteArrayInputStream(half), options(1 << 14).build())
                        .count())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the compressed data end in the middle");
    }

    @Test
    void aRunThatTakesFewRowsDoesNotWaitForTheRest() throws Exception {
        byte[] bytes = utf8(text(200_000, Seeds.random(10)));
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, 1 << 16)) {
            Thread writer = new Thread(() -> {
                try {
                    // and then nothing more, but no end
                    out.write(bytes);
                    out.flush();
                    Thread.sleep(60_000);
                } catch (IOException | InterruptedException done) {
                    // nobody reads any more
                }
            });
            writer.start();
            assertThat(rows(Csv.scan(in, options(1 << 14).build()).limit(3), 1)).hasSize(3);
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void groupsAndSortsOverAStreamWork() {
        byte[] bytes = utf8(text(10_000, Seeds.random(11)));
        assertThat(Csv.scan(new ByteArrayInputStream(bytes), CsvOptions.defaults())
                        .groupBy("name")
                        .aggregate(Aggregates.count().as("n"))
                        .count())
                .isEqualTo(2);
        assertThat(Csv.scan(new ByteArrayInputStream(bytes), CsvOptions.defaults())
                        .explain())
                .contains("csv stream");
    }
}
