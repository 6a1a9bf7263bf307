package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {
    private static final WriteSettings DEFAULTS = WriteSettings.plain(',', '"', true);

    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private void copy(Path from, Path to, ReadSettings read, WriteSettings write, boolean commit) {
        CsvSource source = CsvSource.describe(List.of(from), read);
        try (TestRun run = new TestRun();
                CsvScan scan = source.open(new ScanRequest(source.schema().names(), List.of()), run);
                SinkWriter writer = new CsvSink(to, write).open(scan.schema(), run);
                SinkWriter.Encoder encoder = writer.encoder(run.memory());
                GuessingReader reader = scan.reader(run.memory())) {
            long start = GuessingReader.UNKNOWN;
            for (int split = 0; split < scan.splitCount(); split++) {
                reader.begin(new CsvSplit(split), start);
                while (reader.next()) {
                    encoder.encode(reader.chunk(), 0);
                }
                start = reader.end();
                if (split % 2 == 0) {
                    writer.append(encoder);
                }
            }
            writer.append(encoder);
            if (commit) {
                writer.commit();
            }
        }
    }

    @Test
    void everyTypeIsWrittenWithAsFewQuotesAsPossible() throws IOException {
        Schema schema = Schema.builder()
                .add("b", DataType.BOOLEAN)
                .add("i", DataType.INT)
                .add("l", DataType.LONG)
                .add("f", DataType.FLOAT)
                .add("d", DataType.DOUBLE)
                .add("m", DataType.decimal(9, 3))
                .add("day", DataType.DATE)
                .add("u", DataType.TIMESTAMP)
                .add("t", DataType.LOCAL_TIMESTAMP)
                .add("s, \"s\"", DataType.STRING)
                .build();
        String header = "b,i,l,f,d,m,day,u,t,\"s, \"\"s\"\"\"\n";
        String rows =
                "true,-1,9223372036854775807,1.5,-0.1,-12.340,2024-02-29,2024-02-29T12:00:00Z,1969-12-31T23:59:59.5,plain text of some length\n"
                        + ",,,,,,,,,\n"
                        + "false,2147483647,-9223372036854775808,0.0,1e300,0.001,0001-01-01,1970-01-01T00:00:00Z,2024-01-01T00:00:00,\"\"\n"
                        + "true,0,0,0.0,0.0,0.000,1970-01-01,1970-01-01T00:00:00Z,1970-01-01T00:00:00,\"a \"\"b\"\", c\r\nd\"\n";
        Path in = Files.writeString(directory.resolve("in.csv"), header + rows);
        Path out = directory.resolve("out.csv");
        ReadSettings settings = withSchema(schema);
        copy(in, out, settings, DEFAULTS, true);
        assertThat(Files.readString(out)).isEqualTo(header + rows);
        copy(in, out, settings, WriteSettings.plain(';', '\'', false), true);
        assertThat(Files.readString(out))
                .startsWith("true;-1;9223372036854775807;")
                .endsWith(";'a \"b\", c\r\nd'\n")
                .contains("\n;;;;;;;;;\n");
    }

    private static ReadSettings withSchema(Schema schema) {
        return TestSettings.defaults()
                .schema(schema)
                .sampleRows(100)
                .maximumRecordSize(1 << 12)
                .windows(null, 200)
                .chunkRows(16)
                .build();
    }

    @Test
    void randomTextsComeBackAsTheyWere() throws IOException {
        Random random = Seeds.fresh();
        Schema schema = Schema.builder()
                .add("first", DataType.STRING)
                .add("second", DataType.STRING)
                .build();
        StringBuilder content = new StringBuilder("first,second\n");
        for (int row = 0; row < 2000; row++) {
            content.append(text(random)).append(',').append(text(random)).append('\n');
        }
        Path in = Files.writeString(directory.resolve("in.csv"), content);
        Path once = directory.resolve("once.csv");
        copy(in, once, withSchema(schema), DEFAULTS, true);
        ScanPath path = new ScanPath(null, 1000, 100, false);
        assertThat(path.rows(List.of(once), withSchema(schema), null, List.of()))
                .isEqualTo(path.rows(List.of(in), withSchema(schema), null, List.of()));
        Path twice = directory.resolve("twice.csv");
        copy(once, twice, withSchema(schema), DEFAULTS, true);
        assertThat(twice).hasSameBinaryContentAs(once);
    }

    private static String text(Random random) {
        if (random.nextInt(10) == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("\"");
        int length = random.nextInt(20);
        for (int letter = 0; letter < length; letter++) {
            char current = "abcdefgh,,\"\n\r'\u20ac".charAt(random.nextInt(15));
            text.append(current == '"' ? "\"\"" : String.valueOf(current));
        }
        return text.append('"').toString();
    }

    @Test
    void withoutACommitTheTargetIsAsItWas() throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), "a,b\n1,2\n");
        Path out = Files.writeString(directory.resolve("out.csv"), "before");
        copy(in, out, ScanPath.defaults(), DEFAULTS, false);
        assertThat(out).hasContent("before");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("in.csv", "out.csv");
        }
    }

    @Test
    void aFullDiskIsAnErrorThatNamesTheFile() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path in = Files.writeString(directory.resolve("in.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> copy(in, full, ScanPath.defaults(), DEFAULTS, true))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("/dev/full")
                .hasMessageContaining("No space left");
    }

    @Test
    void aDelimiterThatTimesHoldIsRefused() {
        Schema schema = Schema.builder().add("t", DataType.TIMESTAMP).build();
        try (TestRun run = new TestRun()) {
            assertThatThrownBy(() ->
                            new CsvSink(directory.resolve("x"), WriteSettings.plain(':', '"', true)).open(schema, run))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column 't' holds timestamps");
            Schema times =
                    Schema.builder().add("t", DataType.time(Resolution.SECONDS)).build();
            assertThatThrownBy(() ->
                            new CsvSink(directory.resolve("x"), WriteSettings.plain(':', '"', true)).open(times, run))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column 't' holds times of day");
        }
    }
}
