package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is no CSV, or not the one that the options say, is never read as one column without a word. */
class OtherFormatTest {
    @TempDir
    private Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("data.csv"), content);
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileThatIsCompressedInAWayThatIsNotReadSaysSo() throws IOException {
        Path file = file("BZh91AY&SY");
        assertThatThrownBy(() -> Csv.scan(file).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(file.toString(), "compressed with bzip2", "bunzip2");
        CsvOptions options = CsvOptions.builder().noHeader().build();
        assertThatThrownBy(() -> Csv.scan(file, options).count()).hasMessageContaining("compressed with bzip2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}~{\"a\":2}~ | looks like JSON",
                "[{\"a\":1},~{\"a\":2}]~ | looks like JSON",
                "<!DOCTYPE html>~<html>~ | looks like a web page",
                "<html lang=\"en\">~</html>~ | looks like a web page",
                "<?xml version=\"1.0\"?>~<a/>~ | looks like XML",
                "PAR1xyz~ | is a Parquet file",
                "PK\u0003\u0004abc~ | is a zip archive, or a workbook",
                "sep=;~a;b~1;2~ | CsvOptions.builder().skipLines(1).delimiter(';')",
                "sep=,~a,b~1,2~ | CsvOptions.builder().skipLines(1).delimiter(',')",
                "a;b~1;2~ | CsvOptions.builder().delimiter(';')",
                "a\tb~1\t2~ | CsvOptions.builder().delimiter('\\t')",
            })
    void whatItLooksLikeIsSaid(String content, String said) throws IOException {
        Path file = file(content.replace('~', '\n'));
        assertThatThrownBy(() -> Csv.scan(file, CsvOptions.defaults()).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(file.toString(), said);
    }

    @Test
    void aColumnMayHaveAnyNameWhereItIsSaid() throws IOException {
        Path file = file("a;b\n1;2\n");
        Schema one = Schema.builder().add("a;b", DataType.STRING).build();
        assertThat(Csv.scan(file, CsvOptions.builder().schema(one).build()).count())
                .isOne();
        assertThat(Csv.scan(
                                file,
                                CsvOptions.builder()
                                        .type("a;b", DataType.STRING)
                                        .build())
                        .count())
                .isOne();
        assertThat(Csv.scan(file, CsvOptions.builder().delimiter(';').build())
                        .schema()
                        .names())
                .containsExactly("a", "b");
        assertThat(Csv.scan(file("\"a;b\"\n\"1;2\"\n")).count()).isOne();
    }

    @Test
    void aDelimiterThatASpreadsheetIsToldIsLeftOutAsAdvised() throws IOException {
        Path file = file("sep=;\na;b\n1;2\n");
        CsvOptions advised = CsvOptions.builder().skipLines(1).delimiter(';').build();
        assertThat(Csv.scan(file, advised).schema().names()).containsExactly("a", "b");
    }

    @Test
    void aCarriageReturnAloneIsNotRead() throws IOException {
        Path file = file("a,b\r1,2\r3,4\r");
        assertThatThrownBy(() -> Csv.scan(file, CsvOptions.defaults()).count())
                .hasMessageContainingAll("carriage return", "CsvOptions.builder().anyLineEnd()");
        assertThat(Csv.scan(file, CsvOptions.builder().anyLineEnd().build()).count())
                .isEqualTo(2);
    }

    @Test
    void aHeaderAloneIsNoRowsOfText() throws IOException {
        Path file = file("a,b\n");
        assertThat(Csv.scan(file).schema())
                .isEqualTo(Schema.builder()
                        .add("a", DataType.STRING)
                        .add("b", DataType.STRING)
                        .build());
        assertThat(Csv.scan(file).count()).isZero();
        Path out = directory.resolve("out.csv");
        Csv.scan(file).write(Csv.to(out));
        assertThat(out).hasContent("a,b\n");
    }
}
