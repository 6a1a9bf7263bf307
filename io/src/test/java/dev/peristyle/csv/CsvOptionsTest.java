package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvOptionsTest {
    private static final Schema SCHEMA = Schema.builder().add("a", DataType.INT).build();

    @TempDir
    Path directory;

    @Test
    void contradictionsAreRefused() {
        assertRefused(options -> options.delimiter('"'), "delimiter and quote must differ");
        assertRefused(
                options -> options.delimiter('\n'), "delimiter must be at least one character and hold no line end");
        assertRefused(options -> options.delimiter(""), "delimiter must be at least one character");
        assertRefused(options -> options.delimiter("|\r"), "hold no line end, but is '|\\r'");
        assertRefused(options -> options.delimiter("|\""), "the delimiter '|\"' must not hold the quote");
        assertRefused(options -> options.delimiter(";#").comment('#'), "the delimiter ';#' must not hold the comment");
        assertRefused(options -> options.escape(','), "delimiter and escape must differ");
        assertRefused(options -> options.comment('"'), "comment and quote must differ");
        assertRefused(options -> options.comment('\\').escape('\\'), "comment and escape must differ");
        assertRefused(options -> options.escape('\u00a7'), "escape must be an ASCII character");
        assertRefused(options -> options.lineEnd("\n\r"), "lineEnd must be \\n, \\r\\n or \\r, but is '\\n\\r'");
        assertRefused(options -> options.skipLines(-1), "skipLines must be at least 0");
        assertRefused(options -> options.quote('\r'), "quote must be an ASCII character");
        assertRefused(options -> options.names("a"), "add noHeader()");
        assertRefused(options -> options.noHeader().names("a", "a"), "holds a name twice");
        assertRefused(options -> options.noHeader().names("a").schema(SCHEMA), "both name the columns");
        assertRefused(options -> options.schema(SCHEMA).type("a", DataType.LONG), "put [a] into the schema");
        assertRefused(options -> options.schema(SCHEMA).inferDecimals(true), "leave inferDecimals out");
        assertRefused(options -> options.schema(SCHEMA).inferNarrowIntegers(true), "leave inferNarrowIntegers out");
        assertRefused(options -> options.schema(Schema.of()), "has no columns");
        assertRefused(options -> options.detectDialect().delimiter(';'), "detectDialect() finds delimiter");
        assertRefused(
                options -> options.detectDialect().noHeader(), "leave it out, or all options that set one of them");
        assertRefused(options -> options.sampleSize(0), "sampleSize must be at least 1");
        assertRefused(options -> options.chunkSize(0), "chunkSize must be at least 1");
        assertRefused(options -> options.maximumRecordSize(15), "maximumRecordSize must be at least 16");
        assertRefused(options -> options.windowSize(0), "windowSize must be at least 1");
        assertRefused(options -> options.windowSize(1 << 30), "must not be more than 1 GB");
        assertWriteRefused(options -> options.delimiter('1'), "delimiter must not be a character that numbers");
        assertWriteRefused(options -> options.quote('-'), "quote must not be a character that numbers");
        assertWriteRefused(options -> options.delimiter('"'), "must differ");
    }

    private static void assertRefused(Consumer<CsvOptions.Builder> change, String message) {
        assertThatThrownBy(() -> {
                    CsvOptions.Builder builder = CsvOptions.builder();
                    change.accept(builder);
                    builder.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void assertWriteRefused(
            Function<CsvWriteOptions.Builder, CsvWriteOptions.Builder> change, String message) {
        assertThatThrownBy(() -> change.apply(CsvWriteOptions.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void columnsAreNamedByTheHeaderTheOptionsOrANumber() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "1;x\n2;y\n");
        assertThat(schema(file, CsvOptions.builder().delimiter(';').noHeader()))
                .hasToString("(column1 long, column2 string)");
        assertThat(schema(file, CsvOptions.builder().delimiter(';').noHeader().names("id", "text")))
                .hasToString("(id long, text string)");
        assertThat(schema(
                        file,
                        CsvOptions.builder()
                                .delimiter(';')
                                .noHeader()
                                .names("id", "text")
                                .type("id", DataType.FLOAT)))
                .hasToString("(id float, text string)");
        assertThat(schema(file, CsvOptions.builder().delimiter(';'))).hasToString("(1 long, x string)");
        Path unnamed = Files.writeString(directory.resolve("b.csv"), "id,,\"a \"\"b\"\"\"\n1,2,3\n");
        assertThat(schema(unnamed, CsvOptions.builder())).hasToString("(id long, column2 long, a \"b\" long)");
    }

    private static Schema schema(Path file, CsvOptions.Builder options) {
        return Csv.scan(file, options.build()).schema();
    }

    @Test
    void aTypeForAColumnThatIsNotThereIsAnErrorWithTheNearestName() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "id,price\n1,2\n");
        assertThatThrownBy(() -> schema(file, CsvOptions.builder().type("prize", DataType.LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("did you mean 'price'?");
        assertThatThrownBy(() -> schema(file, CsvOptions.builder().noHeader().names("a")))
                .hasMessageContaining("the first record has 2 fields, but the options name 1 columns");
    }

    @Test
    void aDialectIsReadAsItSays() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.csv"),
                "made by hand\r# names\rid||text||n\r 1 ||'it\\'s'||\\N\r\r2||a\\||b|| 2.25");
        CsvOptions options = CsvOptions.builder()
                .delimiter("||")
                .quote('\'')
                .escape('\\')
                .comment('#')
                .lineEnd("\r")
                .trim(true)
                .skipLines(1)
                .nullTokens("\\N")
                .build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(id long, text string, n double)");
        try (RowCursor rows = Csv.scan(file, options).rows()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong("id")).isEqualTo(1);
            assertThat(rows.getString("text")).isEqualTo("it's");
            assertThat(rows.isNull("n")).isTrue();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("text")).isEqualTo("a||b");
            assertThat(rows.getDouble("n")).isEqualTo(2.25);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void optionsChangeWhatIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "id|text|n\n1|\"a|NULL\n2|NULL|2.25\n");
        CsvOptions options = CsvOptions.builder()
                .delimiter('|')
                .noQuote()
                .nullTokens("NULL")
                .inferDecimals(true)
                .build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(id long, text string, n decimal(18,2))");
        assertThat(Csv.scan(file, options).count()).isEqualTo(2);
    }

    @Test
    void theDialectIsFoundOutAndTheOtherOptionsHold() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "id; n\n1; 2.5\n2; NA\n");
        Path more = Files.writeString(directory.resolve("b.csv"), "n;id\n3.5;3\n");
        CsvOptions options = CsvOptions.builder()
                .detectDialect()
                .trim(true)
                .nullTokens("NA")
                .inferDecimals(true)
                .build();
        assertThat(Csv.scan(List.of(file, more), options).schema()).hasToString("(id long, n decimal(18,1))");
        assertThat(Csv.scan(List.of(file, more), options).count()).isEqualTo(3);
        try (var stream = Files.newInputStream(file)) {
            assertThat(Csv.scan(stream, options).count()).isEqualTo(2);
        }
    }
}
