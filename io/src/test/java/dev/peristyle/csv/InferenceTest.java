package dev.peristyle.csv;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a column would have been with all of its values in the sample decides what is an error behind the sample. */
class InferenceTest {
    private static final int SAMPLE = 100;
    private static final int ROWS = 3000;

    @TempDir
    private Path directory;

    /** A column of one value after the other, then one more. */
    private Path file(String value, String last) throws IOException {
        StringBuilder content = new StringBuilder("id,x\n");
        for (int row = 0; row < ROWS; row++) {
            content.append(row).append(',').append(value).append('\n');
        }
        return Files.writeString(
                directory.resolve("values.csv"),
                content + String.valueOf(ROWS) + ',' + last + "\n" + "1," + value + "\n");
    }

    private static CsvOptions.Builder options() {
        return CsvOptions.builder().sampleSize(SAMPLE);
    }

    private static DataType inferred(Path file, CsvOptions options) {
        return Csv.scan(file, options).schema().field("x").type();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "99999 | 01234 | long | the zeros before it would be lost",
                "-7 | -07 | long | the zeros before it would be lost",
                "99999 | +4912345 | long | its plus sign would be lost",
                "9999999999 | 01234567890123 | long | the zeros before it would be lost",
                "9999999999 | +4912345 | long | its plus sign would be lost",
                "1.5 | 007 | double | the zeros before it would be lost",
                "1.5 | -00.5 | double | the zeros before it would be lost",
                "1.5 | +1.5 | double | its plus sign would be lost",
                "1.5 | +1e5 | double | its plus sign would be lost",
                "1.5 | 12345678901234567890 | double | a double would lose digits of it",
                "1.5 | 12345678901234567 | double | a double would lose digits of it",
                "1.5 | 0.1234567890123456789 | double | a double would lose digits of it",
                "1.5 | 1e400 | double | a double would lose digits of it",
                "1.5 | 1e-400 | double | a double would lose digits of it",
                "true | 1 | boolean | they are all true or false",
                "true | yes | boolean | they are all true or false",
                "FALSE | t | boolean | they are all true or false",
                "FALSE | 0 | boolean | they are all true or false",
                "2024-01-01T12:00:00 | 2024-01-01T12:00:00+02:00 | local timestamp | they have no zone",
                "2024-01-01T12:00:00 | 2024-01-01 12:00:00.5Z | local timestamp | they have no zone",
                "2024-01-01T12:00:00Z | 2024-01-01T12:00:00 | timestamp | they have a zone",
                "2024-01-01T12:00:00-05 | 2024-01-01 12:00:00.123456 | timestamp | they have a zone",
            })
    void whatContradictsTheSampleIsAnError(String value, String last, String type, String reason) throws IOException {
        Path file = file(value, last);
        assertThat(inferred(file, options().build())).hasToString(type);
        for (WindowMode mode : WindowMode.values()) {
            for (int window : new int[] {1 << 12, 1 << 20}) {
                for (int chunk : new int[] {1, 100, 16_384}) {
                    for (int threads = 1; threads <= 3; threads += 2) {
                        CsvOptions options = options()
                                .windows(mode)
                                .windowSize(window)
                                .chunkSize(chunk)
                                .maximumRecordSize(1 << 10)
                                .build();
                        Pipeline rows = Csv.scan(file, options)
                                .using(Execution.builder().threads(threads).build());
                        assertThatThrownBy(() -> rows.collect().close())
                                .isInstanceOf(MalformedDataException.class)
                                .hasMessageContainingAll(
                                        file + ", line " + (ROWS + 2) + ", ",
                                        ", column 2 'x': '" + last + "' is not a valid " + type
                                                + " like the values from which that type was inferred: " + reason,
                                        "To keep it as it is, scan with CsvOptions.builder().type(\"x\", DataType.STRING)");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99999 | 01234 | type(\"x\", DataType.LONG) | 1234",
                "9999999999 | +4912345 | type(\"x\", DataType.LONG) | 4912345",
                "1.5 | 007 | type(\"x\", DataType.DOUBLE) | 7.0",
                "1.5 | 12345678901234567890 | type(\"x\", DataType.DOUBLE) | 12345678901234567000.0",
                "true | 0 | type(\"x\", DataType.BOOLEAN) | false",
                "2024-01-01T12:00:00 | 2024-01-01T12:00:00+02:00 | type(\"x\", DataType.TIMESTAMP) | 2024-01-01T10:00:00Z",
                "2024-01-01T12:00:00Z | 2024-01-01T12:00:00 | type(\"x\", DataType.TIMESTAMP) | 2024-01-01T12:00:00Z",
            })
    void theAdviceOnAContradictionWorks(String value, String last, String advice, String read) throws IOException {
        Path file = file(value, last);
        assertThatThrownBy(() -> Csv.scan(file, options().build()).collect().close())
                .hasMessageContaining(advice);
        DataType type = advice.contains("LONG")
                ? DataType.LONG
                : advice.contains("DOUBLE")
                        ? DataType.DOUBLE
                        : advice.contains("BOOLEAN") ? DataType.BOOLEAN : DataType.TIMESTAMP;
        assertThat(written(file, options().type("x", type))).contains(ROWS + "," + read + "\n");
        assertThat(written(file, options().type("x", DataType.STRING))).contains(ROWS + "," + last + "\n");
    }

    private String written(Path file, CsvOptions.Builder options) throws IOException {
        Path out = directory.resolve("out.csv");
        Csv.scan(file, options.build()).write(Csv.to(out));
        return Files.readString(out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345 | 01234 | string",
                "1.5 | 007 | string",
                "1.5 | +7 | string",
                "1.5 | 12345678901234567890 | string",
                "NaN | 12345678901234567 | string",
                "0.5 | 1234567890123456789 | string",
                "1 | 47583311587E590003 | string",
                "1.5 | 1e-400 | string",
                "true | 1 | string",
                "1.5 | 0e0 | double",
                "1.5 | 0E-617 | double",
                "1.5 | 0.30000000000000004 | double",
                "1.5 | 0.10000000000000001 | double",
                "1.5 | 1.7976931348623157e308 | double",
                "1.5 | 9007199254740992 | double",
                "1.5 | 9007199254740993 | string",
                "2024-01-01T12:00:00 | 2024-01-01T12:00:00Z | string",
            })
    void theSameIsFoundInsideTheSampleWhateverTheChunks(String value, String other, String type) throws IOException {
        for (String content : new String[] {value + "\n" + other, other + "\n" + value}) {
            Path file = Files.writeString(directory.resolve("two.csv"), "x\n" + content + "\n");
            for (int chunk : new int[] {1, 2, 1000}) {
                assertThat(inferred(file, CsvOptions.builder().chunkSize(chunk).build()))
                        .as("chunks of %d, %s", chunk, content)
                        .hasToString(type);
            }
        }
    }

    @Test
    void numbersMayGrowTo64Bits() throws IOException {
        for (int rows : new int[] {1, 10_000}) {
            Path file = Files.writeString(
                    directory.resolve("growing.csv"),
                    "x\n" + "1\n".repeat(rows) + "3000000000\n-9223372036854775808\n");
            for (WindowMode mode : WindowMode.values()) {
                for (int threads = 1; threads <= 3; threads += 2) {
                    CsvOptions options = CsvOptions.builder()
                            .windows(mode)
                            .windowSize(1 << 10)
                            .maximumRecordSize(1 << 8)
                            .build();
                    Pipeline read = Csv.scan(file, options)
                            .using(Execution.builder().threads(threads).build());
                    assertThat(read.schema()).hasToString("(x long)");
                    Path out = directory.resolve("out.csv");
                    read.aggregate(max(col("x")).as("most"), min(col("x")).as("least"))
                            .write(Csv.to(out));
                    assertThat(out).hasContent("most,least\n3000000000,-9223372036854775808\n");
                }
            }
        }
    }

    @Test
    void theNarrowTypeIsInferredWhereItIsAskedFor() throws IOException {
        Path file = file("1", "3000000000");
        CsvOptions options = options().inferNarrowIntegers(true).build();
        assertThat(inferred(file, options)).isEqualTo(DataType.INT);
        assertThatThrownBy(() -> Csv.scan(file, options).collect().close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("'3000000000' is not a valid int", "type(\"x\", DataType.LONG)");
        assertThat(written(file, options().inferNarrowIntegers(true).type("x", DataType.LONG)))
                .contains(ROWS + ",3000000000\n");
        Path wide = Files.writeString(directory.resolve("wide.csv"), "x\n1\n3000000000\n");
        assertThat(inferred(wide, options)).isEqualTo(DataType.LONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9223372036854775808 | DataType.decimal(38, 0)",
                "-9223372036854775809 | DataType.decimal(38, 0)",
                "12345678901234567890123456789012345678 | DataType.decimal(38, 0)",
                "123456789012345678901234567890123456789 | DataType.STRING",
            })
    void whatIsBeyond64BitsIsAdvisedToKeepItsDigits(String last, String code) throws IOException {
        Path file = file("1", last);
        assertThatThrownBy(() -> Csv.scan(file, options().build()).collect().close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("type(\"x\", " + code + ")")
                .hasMessageNotContaining("DOUBLE");
        DataType type = code.endsWith("STRING") ? DataType.STRING : DataType.decimal(38, 0);
        assertThat(written(file, options().type("x", type))).contains(ROWS + "," + last + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.123456789012345678 | 1.5 | decimal(38,18)",
                "1234567890123456789 | 0.25 | decimal(38,2)",
                "1234567890123456.25 | 7 | decimal(18,2)",
                "0.1 | 1e5 | double",
                "1.123456789012345678901234567890123456789 | 1 | string",
            })
    void decimalsAreInferredWithAllDigits(String value, String other, String type) throws IOException {
        Path file = Files.writeString(directory.resolve("decimals.csv"), "x\n" + value + "\n" + other + "\n");
        for (int chunk : new int[] {1, 2}) {
            CsvOptions options =
                    CsvOptions.builder().inferDecimals(true).chunkSize(chunk).build();
            assertThat(inferred(file, options)).hasToString(type);
        }
    }

    @Test
    void anEmptyColumnInOneFileLeavesTheTypeToTheNext() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "id,x\n1,\n2,\n");
        Path other = Files.writeString(directory.resolve("other.csv"), "x,id\n7,3\n100,4\n");
        Path header = Files.writeString(directory.resolve("header.csv"), "id,x\n");
        for (List<Path> files : List.of(
                List.of(empty, other),
                List.of(other, empty),
                List.of(header, empty, other),
                List.of(empty, header, other))) {
            Pipeline rows = Csv.scan(files, CsvOptions.defaults());
            assertThat(rows.schema().field("x").type()).as("%s", files).isEqualTo(DataType.LONG);
            Path out = directory.resolve("out.csv");
            rows.aggregate(max(col("x")).as("most")).write(Csv.to(out));
            assertThat(out).hasContent("most\n100\n");
        }
        assertThat(Csv.scan(List.of(empty, header), CsvOptions.defaults())
                        .schema()
                        .field("x")
                        .type())
                .isEqualTo(DataType.STRING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e400", "47583311587E590003", "1.7976931348623159e308"})
    void digitsAreNeverReadAsInfinity(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("large.csv"), "x\n" + text + "\n");
        assertThatThrownBy(() -> Csv.scan(
                                file,
                                CsvOptions.builder().type("x", DataType.DOUBLE).build())
                        .collect()
                        .close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("'" + text + "' is not a valid double", "type(\"x\", DataType.STRING)");
    }

    @Test
    void digitsOfAFloatAreNeverReadAsInfinity() throws IOException {
        Path file = Files.writeString(directory.resolve("large.csv"), "x\n1e39\n");
        assertThatThrownBy(() -> Csv.scan(
                                file,
                                CsvOptions.builder().type("x", DataType.FLOAT).build())
                        .collect()
                        .close())
                .hasMessageContainingAll("'1e39' is not a valid float", "type(\"x\", DataType.DOUBLE)");
    }

    @Test
    void infinityInWordsIsANumber() throws IOException {
        Path file = Files.writeString(directory.resolve("words.csv"), "x\nInfinity\n-inf\n1.5\n");
        assertThat(inferred(file, CsvOptions.defaults())).isEqualTo(DataType.DOUBLE);
        assertThat(written(file, CsvOptions.builder())).isEqualTo("x\nInfinity\n-Infinity\n1.5\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MICROS", "NANOS"})
    void aTimeOfAZoneIsNoWallClock(String resolution) throws IOException {
        Path file = Files.writeString(
                directory.resolve("clock.csv"), "x\n2017-04-22T15:11:58\n2017-04-22T15:11:58-05:00\n");
        DataType local = DataType.localTimestamp(Resolution.valueOf(resolution));
        assertThatThrownBy(() -> Csv.scan(
                                file, CsvOptions.builder().type("x", local).build())
                        .collect()
                        .close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(
                        "'2017-04-22T15:11:58-05:00' is not a valid local timestamp",
                        resolution.equals("MICROS")
                                ? "type(\"x\", DataType.TIMESTAMP)"
                                : "type(\"x\", DataType.timestamp(Resolution.NANOS))");
    }
}
