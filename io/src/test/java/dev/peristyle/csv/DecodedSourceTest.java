package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is compressed, or in another charset than UTF-8, has the rows of its text. */
class DecodedSourceTest {
    @TempDir
    private Path directory;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("peristyle-decode"));
    }

    private Path file(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(int rows, long seed) {
        Random random = Seeds.random(seed);
        StringBuilder text = new StringBuilder("id,name,note\n");
        for (int row = 0; row < rows; row++) {
            text.append(row)
                    .append(random.nextInt(9) == 0 ? ",\u00E9t\u00E9," : ",x,")
                    .append(random.nextInt(5) == 0 ? "\"a\nb,\"\"c\"\"\"" : "word".repeat(1 + random.nextInt(9)))
                    .append(row % 7 == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static CsvOptions.Builder options(int window) {
        return CsvOptions.builder().maximumRecordSize(1 << 10).windowSize(window);
    }

    private static List<String> rows(Pipeline pipeline, int threads) {
        List<String> rows = new ArrayList<>();
        Execution execution = Execution.builder().threads(threads).build();
        pipeline.using(execution)
                .forEach(
                        row -> rows.add(row.getLong("id") + "|" + row.getString("name") + "|" + row.getString("note")));
        return rows;
    }

    /** Every way a text can be put into a file. */
    private List<Path> forms(String text) {
        byte[] bytes = utf8(text);
        int half = bytes.length / 2;
        byte[] first = Arrays.copyOf(bytes, half);
        byte[] second = Arrays.copyOfRange(bytes, half, bytes.length);
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
        return List.of(
                file("one.gz", gzip(bytes)),
                file("members.gz", joined(gzip(first), gzip(new byte[0]), gzip(second), new byte[700])),
                file("one.zst", Zstd.compress(bytes)),
                file("frames.zst", joined(skippable, Zstd.compress(first), skippable, Zstd.compress(second))),
                file("utf16le", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)),
                file("utf16be", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)),
                file("utf32le", ("\uFEFF" + text).getBytes(Charset.forName("UTF-32LE"))),
                file("utf32be", ("\uFEFF" + text).getBytes(Charset.forName("UTF-32BE"))),
                file("utf16.gz", gzip(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))));
    }

    @Test
    void everyFormHasTheRowsOfTheText() {
        for (int count : new int[] {0, 1, 100, 5_000}) {
            String text = text(count, count);
            Path plain = file("plain.csv", utf8(text));
            CsvOptions whole = options(1 << 20).build();
            List<String> expected = count == 0 ? List.of() : rows(Csv.scan(plain, whole), 1);
            assertThat(expected).hasSize(count);
            for (Path form : forms(text)) {
                for (int window : new int[] {count > 100 ? 3_000 : 5, 64 << 10, 1 << 20}) {
                    for (int threads : new int[] {1, 3}) {
                        for (WindowMode mode : WindowMode.values()) {
                            Pipeline scan =
                                    Csv.scan(form, options(window).windows(mode).build());
                            if (count > 0) {
                                assertThat(rows(scan, threads))
                                        .as("%s, windows of %d, %d threads", form, window, threads)
                                        .isEqualTo(expected);
                            }
                            assertThat(scan.count()).isEqualTo(count);
                        }
                    }
                }
            }
        }
    }

    @Test
    void filesOfEveryFormAreOneDataset() {
        List<Path> files = new ArrayList<>(forms(text(300, 1)));
        files.add(1, file("plain.csv", utf8(text(200, 2))));
        files.add(file("empty.gz", gzip(utf8("id,name,note\n"))));
        for (int threads : new int[] {1, 3}) {
            List<String> rows = rows(Csv.scan(files, options(2_000).build()), threads);
            List<String> expected = new ArrayList<>();
            for (Path file : files.subList(0, files.size() - 1)) {
                expected.addAll(rows(Csv.scan(file, options(1 << 20).build()), 1));
            }
            assertThat(rows).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO-8859-1",
                "windows-1252",
                "UTF-16",
                "UTF-16LE",
                "UTF-16BE",
                "UTF-32",
                "Shift_JIS",
                "GB18030",
                "IBM037",
                "UTF-8"
            })
    void everyCharsetOfTheJdkIsRead(String name) {
        Charset charset = Charset.forName(name);
        String word = charset.newEncoder().canEncode('\u00E9') ? "\u00E9t\u00E9" : "\u65E5\u672C";
        assertThat(charset.newEncoder().canEncode(word)).isTrue();
        StringBuilder text = new StringBuilder("id,name,note\n");
        for (int row = 0; row < 2_000; row++) {
            text.append(row).append(',').append(word).append(",\"").append(row).append(", x\"\n");
        }
        Path file = file("data", text.toString().getBytes(charset));
        for (int window : new int[] {1_111, 1 << 20}) {
            List<String> rows =
                    rows(Csv.scan(file, options(window).charset(charset).build()), 2);
            assertThat(rows).hasSize(2_000);
            assertThat(rows.get(1_999)).isEqualTo("1999|" + word + "|1999, x");
        }
    }

    @Test
    void theAdviceOnAnotherCharsetWorks() {
        Path file = file("latin1.csv", "id,name,note\n1,M\u00FCller,x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Csv.scan(file).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("CsvOptions.builder().charset(StandardCharsets.ISO_8859_1)");
        CsvOptions latin1 =
                CsvOptions.builder().charset(StandardCharsets.ISO_8859_1).build();
        assertThat(rows(Csv.scan(file, latin1), 1)).containsExactly("1|M\u00FCller|x");
    }

    @Test
    void whatIsMalformedInACharsetIsRefusedOrReplacedInItsRow() {
        byte[] good = "id,name,note\n1,a,b\n".getBytes(StandardCharsets.UTF_16LE);
        // a half of a pair, and what the decoder of the JDK takes for the other
        byte[] lone = {(byte) 0x00, (byte) 0xD8, 'x', 0};
        Path file = file(
                "data",
                joined(
                        good,
                        "2,".getBytes(StandardCharsets.UTF_16LE),
                        lone,
                        ",c\n".getBytes(StandardCharsets.UTF_16LE)));
        CsvOptions.Builder options = CsvOptions.builder().charset(StandardCharsets.UTF_16LE);
        MalformedDataException failure = catchThrowableOfType(
                MalformedDataException.class,
                () -> Csv.scan(file, options.build()).count());
        assertThat(failure)
                .hasMessageContaining("line 3, byte 21 of the text as UTF-8, column 2 'name'")
                .hasMessageContaining("is no text in UTF-16LE");
        CsvOptions replaced = options.invalidBytes(InvalidBytes.REPLACE).build();
        assertThat(rows(Csv.scan(file, replaced), 1)).containsExactly("1|a|b", "2|\uFFFD|c");
    }

    @Test
    void halfOfAPairInUtf32IsRefusedOrReplacedInItsRow() {
        Charset charset = Charset.forName("UTF-32LE");
        byte[] half = {0x00, (byte) 0xD8, 0, 0};
        StringBuilder rest = new StringBuilder(",c\n");
        for (int row = 3; row < 3_000; row++) {
            rest.append(row).append(",x,y\n");
        }
        Path file = file(
                "data",
                joined(
                        "id,name,note\n1,a,b\n2,".getBytes(charset),
                        half,
                        rest.toString().getBytes(charset)));
        CsvOptions.Builder options = CsvOptions.builder().charset(charset);
        assertThatThrownBy(() -> Csv.scan(file, options.build()).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("line 3, byte 21 of the text as UTF-8, column 2 'name'")
                .hasMessageContaining("is no text in UTF-32LE");
        List<String> rows =
                rows(Csv.scan(file, options.invalidBytes(InvalidBytes.REPLACE).build()), 1);
        assertThat(rows)
                .hasSize(2_999)
                .startsWith("1|a|b", "2|\uFFFD|c", "3|x|y")
                .endsWith("2999|x|y");
    }

    @Test
    void keepingBytesOfAnotherCharsetIsRefused() {
        CsvOptions.Builder options =
                CsvOptions.builder().charset(StandardCharsets.UTF_16).invalidBytes(InvalidBytes.KEEP);
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "bytes can be kept in UTF-8 only, but charset(...) is UTF-16. Take InvalidBytes.REPLACE, or leave"
                                + " charset out");
    }

    @Test
    void errorsInCompressedTextHaveTheirLine() {
        String text = text(5_000, 3) + "x,y,z\n";
        Path file = file("data.gz", gzip(utf8(text)));
        MalformedDataException failure = catchThrowableOfType(
                MalformedDataException.class,
                () -> rows(Csv.scan(file, options(4_000).sampleSize(10).build()), 2));
        assertThat(failure.byteOffset()).isEqualTo(utf8(text).length - 6);
        assertThat(failure.line()).isEqualTo(text.lines().count());
        assertThat(failure).hasMessageContaining("of the decompressed text, column 1 'id'");
    }

    @Test
    void whatIsCutDamagedOrFollowedByRubbishIsAnError() {
        byte[] content = utf8(text(20_000, 4));
        byte[] gzip = gzip(content);
        byte[] zstd = Zstd.compress(content);
        assertFails("cut.gz", Arrays.copyOf(gzip, gzip.length / 2), "end in the middle, at byte " + gzip.length / 2);
        assertFails(
                "trailer.gz", Arrays.copyOf(gzip, gzip.length - 3), "end in the middle, at byte " + (gzip.length - 3));
        byte[] wrong = gzip.clone();
        wrong[wrong.length - 6] ^= 1;
        assertFails("checksum.gz", wrong, "the checksum of a member is wrong");
        byte[] longer = gzip.clone();
        longer[longer.length - 2] ^= 1;
        assertFails("length.gz", longer, "the length of a member is wrong");
        assertFails("rubbish.gz", joined(gzip, utf8("rubbish")), "what follows is not gzip");
        assertFails("half.gz", joined(gzip, Arrays.copyOf(gzip, 5)), "end in the middle, at byte " + (gzip.length + 5));
        assertFails("cut.zst", Arrays.copyOf(zstd, zstd.length / 2), "end in the middle, at byte " + zstd.length / 2);
        byte[] more = Zstd.compress(Arrays.copyOfRange(content, text(0, 4).length(), content.length));
        for (int cut : new int[] {1, more.length / 2, more.length - 1}) {
            assertFails(
                    "second" + cut + ".zst",
                    joined(zstd, Arrays.copyOf(more, more.length - cut)),
                    "end in the middle, at byte " + (zstd.length + more.length - cut));
        }
        assertFails("rubbish.zst", joined(zstd, utf8("rubbish and more")), "rubbish.zst");
    }

    private void assertFails(String name, byte[] content, String message) {
        Path file = file(name, content);
        for (int threads : new int[] {1, 3}) {
            assertThatThrownBy(() -> rows(Csv.scan(file, options(64 << 10).build()), threads))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(message);
        }
    }

    @Test
    void damagedBytesNeverHangOrPass() {
        byte[] content = utf8(text(3_000, 5));
        byte[] gzip = gzip(content);
        List<String> expected =
                rows(Csv.scan(file("whole.gz", gzip), options(10_000).build()), 1);
        int failed = 0;
        for (long seed = 0; seed < 60; seed++) {
            Random random = Seeds.random(seed);
            byte[] damaged = gzip.clone();
            damaged[10 + random.nextInt(damaged.length - 10)] ^= (byte) (1 << random.nextInt(8));
            Path file = file("damaged.gz", damaged);
            try {
                assertThat(rows(Csv.scan(file, options(10_000).build()), 1))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            } catch (DataAccessException | MalformedDataException failure) {
                failed++;
            }
        }
        assertThat(failed).isEqualTo(60);
    }

    @Test
    void progressAndReportCountTheBytesOfTheFile() throws IOException {
        Path file = file("data.gz", gzip(utf8(text(20_000, 6))));
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution execution = Execution.builder().report(report::set).build();
        assertThat(Csv.scan(file, options(10_000).build()).using(execution).count())
                .isEqualTo(20_000);
        assertThat(report.get().bytesRead()).isEqualTo(Files.size(file));
        assertThat(report.get().rowsRead()).isEqualTo(20_000);
    }

    @Test
    void aRunThatIsLeftEarlyLeavesNoThread() {
        Path file = file("data.gz", gzip(utf8(text(50_000, 7))));
        Pipeline scan = Csv.scan(file, options(64 << 10).build());
        assertThat(scan.limit(10).count()).isEqualTo(10);
        try (var rows = scan.rows()) {
            for (int row = 0; row < 20_000; row++) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void aLargeFileIsReadInTheMemoryOfASmallOne() {
        byte[] part = gzip(utf8("1,\u00E9t\u00E9,word\n".repeat(100_000)));
        byte[][] parts = new byte[40][];
        Arrays.fill(parts, part);
        Path file = file("data.gz", joined(gzip(utf8("id,name,note\n")), joined(parts)));
        Execution execution = Execution.builder().memoryLimit(8 << 20).build();
        assertThat(Csv.scan(file).using(execution).count()).isEqualTo(4_000_000);
    }
}
