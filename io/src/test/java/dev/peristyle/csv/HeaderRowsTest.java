package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of several records, and records before the header. */
class HeaderRowsTest {
    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("in.csv"), content);
    }

    /** As a file through each window, and as a stream. */
    private void assertRead(String content, Consumer<CsvOptions.Builder> set, String names, String... rows)
            throws IOException {
        Path file = file(content);
        for (int way = 0; way < 6; way++) {
            CsvOptions.Builder options = CsvOptions.builder()
                    .windows(way % 2 == 0 ? WindowMode.READ : WindowMode.MAP)
                    .maximumRecordSize(64);
            if (way < 4) {
                options.windowSize(way < 2 ? 3 : 1 << 16);
            }
            set.accept(options);
            var scan = way == 5
                    ? Csv.scan(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), options.build())
                    : Csv.scan(file, options.build());
            assertThat(scan.schema().names()).containsExactly(names.split("\\|", -1));
            assertThat(EdgeCases.rows(
                            scan.using(Execution.builder().threads(1 + way % 3).build())))
                    .containsExactly(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "2023,,2024,\\na,b,a,b\\n1,2,3,4; 2; 2023_a|2023_b|2024_a|2024_b",
                "id,,2023,\\n,name,q1,q2\\n1,2,3,4; 2; id|id_name|2023_q1|2023_q2",
                ",a,,\\n,b,,\\nx,,c,d\\n1,2,3,4; 3; x|a_b|a_b_c|a_b_d",
                "t,v,w,n\\n\"s/h\",m/s,,\\n\\n1,2,3,4; 2; t_s/h|v_m/s|w|n",
                "a,b,c,d\\n1,2,3,4; 1; a|b|c|d"
            })
    void recordsAreJoinedToNames(String content, int records, String names) throws IOException {
        assertRead(content.replace("\\n", "\n") + "\n", options -> options.headerRows(records, "_"), names, "1|2|3|4");
    }

    @Test
    void recordsBeforeTheHeaderAreLeftOut() throws IOException {
        String content = "Report \"x\"\n\"with a\nline end\",1,2\n#c\n\n,,\na,b\n1,2\n";
        assertRead(content, options -> options.skipRows(3).comment('#'), "a|b", "1|2");
        assertRead(
                "line \"\n" + content,
                options -> options.skipLines(1).skipRows(3).comment('#'),
                "a|b",
                "1|2");
        assertRead(content, options -> options.skipRows(4).comment('#').noHeader(), "column1|column2", "1|2");
        assertRead("x\na,b\nc,d\n1,2\n", options -> options.skipRows(1).headerRows(2, " "), "a c|b d", "1|2");
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        assertRefused("a,b\n", options -> options.headerRows(2, "_"), "to have 2 records, but the file has 1");
        assertRefused(
                "a,b\nc\n1,2\n",
                options -> options.headerRows(2, "_"),
                "record 2 of the header has 1 fields, but the first one has 2");
        assertRefused("a\nb\n", options -> options.skipRows(3), "the file has 2 records, but the first 3 are");
        assertRefused(
                "a\n\"b\n" + "c\n".repeat(100),
                options -> options.skipRows(2).maximumRecordSize(32),
                "at byte 2, is longer than 32 bytes, or has a quote that is not closed. Skip it by skipLines(...)");
        assertRefused("a,a\nb,b\n", options -> options.headerRows(2, "_"), "'a_b' occurs twice in the header");
    }

    private void assertRefused(String content, Consumer<CsvOptions.Builder> set, String message) throws IOException {
        Path file = file(content);
        CsvOptions.Builder options = CsvOptions.builder();
        set.accept(options);
        assertThatThrownBy(() -> Csv.scan(file, options.build()))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> CsvOptions.builder().headerRows(0, "_")).hasMessageContaining("noHeader()");
        assertThatThrownBy(() -> CsvOptions.builder().skipRows(-1).build())
                .hasMessage("skipRows must be at least 0 records, but is -1");
        assertThatThrownBy(
                        () -> CsvOptions.builder().detectDialect().skipRows(1).build())
                .hasMessageContaining("detectDialect() finds");
        CsvWriteOptions.Builder writer = CsvWriteOptions.builder();
        assertThatThrownBy(
                        () -> writer.readWith(CsvOptions.builder().skipRows(1).build())
                                .build())
                .hasMessageContaining("with no records to be skipped");
        assertThatThrownBy(() -> writer.readWith(
                                CsvOptions.builder().headerRows(2, "_").build())
                        .build())
                .hasMessageContaining("with a header of one record");
        assertThatThrownBy(() -> writer.readWith(
                                CsvOptions.builder().detectDialect().build())
                        .build())
                .hasMessageContaining("with a dialect that is said and not detected");
    }
}
