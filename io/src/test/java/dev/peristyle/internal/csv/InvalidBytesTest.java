package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are no UTF-8 are found on every path, whatever is read of their record. */
class InvalidBytesTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("a", DataType.STRING)
            .add("b", DataType.STRING)
            .add("c", DataType.STRING)
            .build();

    private static final List<ScanPath> PATHS = List.of(
            new ScanPath(WindowMode.READ, 5, 16_384, false),
            new ScanPath(WindowMode.MAP, 5, 7, true),
            new ScanPath(WindowMode.MAP, 301, 7, true),
            new ScanPath(WindowMode.READ, 4096, 16_384, true),
            new ScanPath(WindowMode.MAP, 1 << 20, 7, false),
            new ScanPath(WindowMode.READ, 1 << 20, 16_384, false));

    private static final Dialect COMMENTED =
            new Dialect(",", '"', Dialect.NONE, '#', LineEnds.LINE_FEED_OR_BOTH, false);

    @TempDir
    private Path directory;

    private static ReadSettings settings(Dialect dialect, InvalidBytes policy) {
        return TestSettings.defaults()
                .dialect(dialect)
                .withoutHeader()
                .schema(SCHEMA)
                .invalidBytes(policy)
                .build();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("data.csv"), content);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theFirstRecordThatTheDecoderOfTheJdkRefusesIsRefused() throws IOException {
        int refused = 0;
        for (long seed = 0; seed < 150; seed++) {
            Random random = Seeds.random(seed);
            boolean plain = random.nextBoolean();
            List<byte[]> records = records(random, plain);
            Path file = file(joined(records));
            ReadSettings settings = settings(plain ? Dialect.plain(',', '"') : COMMENTED, InvalidBytes.ERROR);
            String expected = expected(records);
            for (ScanPath path : PATHS) {
                for (List<String> columns : List.of(List.of("a", "b", "c"), List.of("b"), List.<String>of())) {
                    assertThat(outcome(path, file, settings, columns))
                            .as("seed %d, %s, columns %s", seed, path, columns)
                            .isEqualTo(expected);
                }
            }
            refused += expected.startsWith("byte") ? 1 : 0;
        }
        assertThat(refused).isBetween(40, 110);
    }

    /** Three fields a record, one of them sometimes with line feeds; where it is not plain, comments between them. */
    private static List<byte[]> records(Random random, boolean plain) {
        String[] words = {"x", "word", "M\u00FCller", "\u20AC", "\uD83D\uDE00", "\"q\n\u00E9\"", "", "\"\"\"\""};
        List<byte[]> records = new ArrayList<>();
        int count = random.nextInt(200);
        int wrong = random.nextBoolean() ? random.nextInt(count + 1) : -1;
        int foreign = random.nextInt(3);
        for (int number = 0; number <= count; number++) {
            StringBuilder text = new StringBuilder();
            for (int field = 0; field < 3; field++) {
                text.append(field == 0 ? "" : ",");
                text.append(words[foreign == 0 ? random.nextInt(2) : random.nextInt(words.length)]);
            }
            text.append(number == count && random.nextBoolean() ? "" : "\n");
            byte[] record = text.toString().getBytes(StandardCharsets.UTF_8);
            records.add(number == wrong ? mutated(record, random) : record);
            if (!plain && random.nextInt(9) == 0 && number < count) {
                records.add(latin1("#M\u00FCller\n"));
            }
        }
        return records;
    }

    /** A byte beyond ASCII in the place of one that structures nothing. */
    private static byte[] mutated(byte[] record, Random random) {
        byte[] bytes = record.clone();
        for (int position = random.nextInt(bytes.length), left = bytes.length; left > 0; left--) {
            if ("\",\n#".indexOf(bytes[position]) < 0) {
                bytes[position] = (byte) (0x80 + random.nextInt(0x80));
                break;
            }
            position = (position + 1) % bytes.length;
        }
        return bytes;
    }

    private static byte[] joined(List<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        records.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static String expected(List<byte[]> records) {
        int offset = 0;
        int rows = 0;
        for (byte[] record : records) {
            if (record[0] != '#') {
                int invalid = firstInvalid(record);
                if (invalid >= 0) {
                    return "byte " + (offset + invalid);
                }
                rows++;
            }
            offset += record.length;
        }
        return rows + " rows";
    }

    private static int firstInvalid(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(in);
            return -1;
        } catch (CharacterCodingException malformed) {
            return in.position();
        }
    }

    private static String outcome(ScanPath path, Path file, ReadSettings settings, List<String> columns) {
        try {
            return path.rows(List.of(file), settings, columns, List.of()).size() + " rows";
        } catch (MalformedDataException failure) {
            assertThat(failure).hasMessageContaining("not UTF-8");
            return "byte " + failure.byteOffset();
        }
    }

    @Test
    void rowsBeforeItAreDelivered() throws IOException {
        Path file = file(latin1("1,2,3\n4,5,6\n7,M\u00FCller,9\n1,2,3\n"));
        ScanPath path = new ScanPath(WindowMode.READ, 1 << 20, 16_384, false);
        CsvSource source =
                CsvSource.describe(List.of(file), path.apply(settings(Dialect.plain(',', '"'), InvalidBytes.ERROR)));
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(List.of("a"), List.of()), run);
                GuessingReader reader = scan.reader(run.memory())) {
            reader.begin(new CsvSplit(0));
            assertThat(reader.next()).isTrue();
            assertThat(reader.chunk().rowCount()).isEqualTo(2);
            assertThatThrownBy(reader::next).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void theErrorNamesPlaceBytesAndWhatToSet() throws IOException {
        Path file = file(latin1("name,city\nM\u00FCller,Bern\n"));
        MalformedDataException failure = malformed(file);
        assertThat(failure)
                .hasMessage(file + ", line 2, byte 11, column 1 'name': the byte FC is not UTF-8.\n"
                        + "record: M\\xFCller,Bern\n"
                        + "If the file has another charset, name it: CsvOptions.builder().charset(StandardCharsets.ISO_8859_1),"
                        + " or which it is; to replace such bytes, scan with"
                        + " CsvOptions.builder().invalidBytes(InvalidBytes.REPLACE).");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.byteOffset()).isEqualTo(11);
        assertThat(failure.column()).isEqualTo("name");
    }

    @Test
    void whatIsNoCharacterIsShownWhole() throws IOException {
        assertThat(malformed(file(latin1("name\nx\u00ED\u00A0\u0080y\n"))))
                .hasMessageContaining("byte 6, column 1 'name': the bytes ED A0 80 are not UTF-8")
                .hasMessageContaining("record: x\\xED\\xA0\\x80y\n");
        assertThat(malformed(file(latin1("name\nx\u00C0\u0080\n")))).hasMessageContaining("the bytes C0 80 are");
        assertThat(malformed(file(latin1("name\nx\u00F4\u0090\u0080\u0080\n"))))
                .hasMessageContaining("the bytes F4 90 80 80 are");
        assertThat(malformed(file(latin1("name\n\u00E2\u0082")))).hasMessageContaining("byte 5", "the bytes E2 82 are");
    }

    private static MalformedDataException malformed(Path file) {
        ScanPath path = new ScanPath(WindowMode.READ, 5, 16_384, false);
        return catchThrowableOfType(
                MalformedDataException.class,
                () -> path.rows(List.of(file), TestSettings.defaults().build(), null, List.of()));
    }

    @Test
    void aHeaderIsRefusedOrReplacedToo() throws IOException {
        Path file = file(latin1("id,stra\u00DFe\n1,x\n"));
        assertThat(malformed(file))
                .hasMessageContaining("line 1, byte 7: in field 2 of the header, the byte DF is not");
        for (InvalidBytes policy : List.of(InvalidBytes.REPLACE, InvalidBytes.KEEP)) {
            ReadSettings settings = TestSettings.defaults().invalidBytes(policy).build();
            assertThat(CsvSource.describe(List.of(file), settings).schema().names())
                    .containsExactly("id", "stra\uFFFDe");
        }
    }

    @Test
    void textsAreReplacedAsTheirRecordSays() throws IOException {
        for (long seed = 0; seed < 100; seed++) {
            Random random = Seeds.random(seed);
            boolean plain = random.nextBoolean();
            List<byte[]> records = records(random, plain);
            Path file = file(joined(records));
            Path replaced = Files.write(directory.resolve("replaced.csv"), replaced(records));
            Dialect dialect = plain ? Dialect.plain(',', '"') : COMMENTED;
            for (ScanPath path : PATHS) {
                assertThat(path.rows(
                                List.of(file), settings(dialect, InvalidBytes.REPLACE), List.of("b", "a"), List.of()))
                        .as("seed %d, %s", seed, path)
                        .isEqualTo(path.rows(
                                List.of(replaced),
                                settings(dialect, InvalidBytes.ERROR),
                                List.of("b", "a"),
                                List.of()));
                assertThat(path.rows(List.of(file), settings(dialect, InvalidBytes.REPLACE), List.of(), List.of()))
                        .hasSameSizeAs(path.rows(
                                List.of(replaced), settings(dialect, InvalidBytes.ERROR), List.of(), List.of()));
            }
        }
    }

    /** One byte of a record is wrong, so that the decoder of the JDK and ours replace the same. */
    private static byte[] replaced(List<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] record : records) {
            all.writeBytes(new String(record, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    @Test
    void keptBytesAreTheBytesOfTheFile() throws IOException {
        Path file = file(latin1("a,b,M\u00FCller\n"));
        ReadSettings settings = settings(Dialect.plain(',', '"'), InvalidBytes.KEEP);
        ScanPath path = new ScanPath(WindowMode.READ, 100, 100, false);
        assertThat(path.rows(List.of(file), settings, null, List.of()))
                .containsExactly(List.of("a", "b", "M\uFFFDller"));
    }

    @Test
    void anInvalidByteInANumberIsNoNumber() throws IOException {
        Path file = file(latin1("id\n1\n2\u00B2\n"));
        ReadSettings settings = TestSettings.defaults()
                .schema(Schema.builder().add("id", DataType.INT).build())
                .invalidBytes(InvalidBytes.REPLACE)
                .build();
        ScanPath path = new ScanPath(WindowMode.READ, 100, 100, false);
        assertThatThrownBy(() -> path.rows(List.of(file), settings, null, List.of()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("'2\\xB2' is not a valid int");
    }
}
