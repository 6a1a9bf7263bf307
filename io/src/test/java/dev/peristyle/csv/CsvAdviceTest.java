package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.Pipeline;
import dev.peristyle.architecture.Advice;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error advises to write can be written. */
class CsvAdviceTest {

    private static final Pattern CODE = Pattern.compile("CsvOptions\\.builder\\(\\)\\..*\\)(?=[.;, ])");

    @TempDir
    private Path directory;

    private Path file(String content) {
        try {
            return Files.writeString(directory.resolve("table.csv"), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void compiles(String advice, String scope, ThrowingCallable misuse) {
        Advice.compiles(misuse, advice, scope, "dev.peristyle.csv.", directory);
    }

    @Test
    void adviceOnQuotesAndSizesCompiles() {
        compiles(
                "CsvOptions.builder().noQuote()",
                "",
                () -> Csv.scan(file("a,b\n1,\"2")).count());
        compiles(
                "CsvOptions.builder().noQuote()",
                "",
                () -> Csv.scan(file("a,b\n1,\"2\"3\n")).count());
        CsvOptions small = CsvOptions.builder().maximumRecordSize(16).build();
        compiles(
                "CsvOptions.builder().maximumRecordSize(bytes)",
                "int bytes",
                () -> Csv.scan(file("a,b\n1," + "2".repeat(100) + "\n"), small).count());
    }

    @Test
    void adviceOnInvalidBytesWorks() throws IOException {
        Path file = Files.write(
                directory.resolve("latin1.csv"), "name\nM\u00FCller\n".getBytes(StandardCharsets.ISO_8859_1));
        compiles(
                "CsvOptions.builder().invalidBytes(InvalidBytes.REPLACE)",
                "",
                () -> Csv.scan(file).count());
        CsvOptions replaced =
                CsvOptions.builder().invalidBytes(InvalidBytes.REPLACE).build();
        List<String> names = new ArrayList<>();
        Csv.scan(file, replaced).forEach(row -> names.add(row.getString("name")));
        assertThat(names).containsExactly("M\uFFFDller");
        assertThat(Csv.scan(file, replaced).count()).isOne();
    }

    @Test
    void adviceOnNumbersOfFieldsWorks() {
        CsvOptions skipping = CsvOptions.builder().badRows(BadRows.skip()).build();
        for (String record : new String[] {"2", "2,3,4"}) {
            Path file = file("a,b\n1,2\n" + record + "\n3,4\n");
            compiles(
                    "CsvOptions.builder().badRows(BadRows.skip())",
                    "",
                    () -> Csv.scan(file).count());
            assertThat(Csv.scan(file, skipping).count()).isEqualTo(2);
        }
    }

    @Test
    void adviceOnValuesCompilesWhateverTheNameAndTheType() {
        Set<String> advised = new TreeSet<>();
        for (String name : new String[] {"a", "a\"\"b", "c\\d", "e\\\"\"f"}) {
            for (DataType type : new DataType[] {
                DataType.BYTE, DataType.LONG, DataType.DOUBLE, DataType.decimal(4, 2), DataType.DATE, DataType.BOOLEAN
            }) {
                for (String value : new String[] {"x", "1000", "1e9", "12345678901234567890", "12345.678"}) {
                    String column = name.replace("\"\"", "\"");
                    CsvOptions options = CsvOptions.builder().type(column, type).build();
                    Path file = file("\"" + name + "\",z\n" + value + ",1\n");
                    Throwable error = catchThrowable(() -> read(Csv.scan(file, options)));
                    if (error != null) {
                        Matcher code = CODE.matcher(error.getMessage());
                        assertThat(code.find()).as("advice of %s", error).isTrue();
                        advised.add("dev.peristyle.csv." + code.group());
                    }
                }
            }
        }
        assertThat(advised).hasSizeGreaterThan(20);
        Advice.compile(advised, "", directory);
    }

    private static void read(Pipeline rows) {
        rows.forEach(row -> {});
    }

    @Test
    void messagesCallNoMethodThatDoesNotExist() {
        assertThat(Advice.unknownCalls(Path.of("src/main/java"), Csv.class, Pipeline.class))
                .isEmpty();
    }
}
