package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.peristyle.Pipeline;
import dev.peristyle.csv.CsvDetection.Decision;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a file, and what a scan without options makes of it. */
class DetectionTest {
    @TempDir
    private Path directory;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("data.csv"), content);
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(Pipeline pipeline) {
        List<String> rows = new ArrayList<>();
        pipeline.forEach(row -> {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.schema().size(); column++) {
                text.append(column == 0 ? "" : "|").append(row.get(column));
            }
            rows.add(text.toString());
        });
        return rows;
    }

    @Test
    void everyDecisionHasAValueAConfidenceAndAReason() throws IOException {
        CsvDetection found = Csv.detect(file("Report of May\n\nname;born;size\n'a;b';2001-02-03;1,5\nc;2002-03-04;2,5\n"
                + "d;2002-03-04;2,5\ne;2002-03-04;2,5\n"));

        assertThat(found.delimiter()).isEqualTo(';');
        assertThat(found.quote()).contains('\'');
        assertThat(found.escape()).isEmpty();
        assertThat(found.lineEnd()).contains("\n");
        assertThat(found.skipLines()).isEqualTo(2);
        assertThat(found.hasHeader()).isTrue();
        assertThat(found.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(found.compression()).isEqualTo("none");
        assertThat(found.schema().names()).containsExactly("name", "born", "size");
        assertThat(found.schema().field(1).type()).isEqualTo(DataType.DATE);
        assertThat(found.findings()).extracting(CsvDetection.Finding::decision).containsExactly(Decision.values());
        for (CsvDetection.Finding finding : found.findings()) {
            assertThat(finding.confidence()).as("%s", finding).isBetween(0.0, 1.0);
            assertThat(finding.reason()).isNotBlank();
            assertThat(finding.value()).isNotBlank();
        }
        assertThat(found.toCode()).isEqualTo("CsvOptions.builder().delimiter(';').quote('\\'').skipLines(2)");
        assertThat(rows(Csv.scan(directory.resolve("data.csv"), found.toOptions())))
                .startsWith("a;b|2001-02-03|1,5");
        assertThat(found.toString()).contains("delimiter: ';' (").contains("all 5 records have 3 fields");
    }

    @Test
    void plainFilesAreReadAsTheyAlwaysWere() throws IOException {
        Path file = file("id,name\n1,\"a, b\"\n2,c\n");
        assertThat(Csv.detect(file).toCode()).isEqualTo("CsvOptions.builder()");
        assertThat(Csv.scan(file).explain()).doesNotContain("detected");
        assertThat(rows(Csv.scan(file))).containsExactly("1|a, b", "2|c");
    }

    @Test
    void theFirstRecordOfACommaFileStaysTheHeader() throws IOException {
        Path file = file("1,2\n3,4\n5,6\n");
        assertThat(Csv.detect(file).hasHeader()).isFalse();
        assertThat(Csv.scan(file).schema().names()).containsExactly("1", "2");
    }

    @Test
    void aScanWithoutOptionsTakesWhatIsSure() throws IOException {
        String semicolons = "id;name;price\n1;x;1,5\n2;y;2,5\n3;z;3,5\n4;z;3,5\n";
        String expected = "1|x|1,5";
        assertThat(rows(Csv.scan(file(semicolons)))).hasSize(4).startsWith(expected);
        assertThat(Csv.scan(file(semicolons)).explain())
                .contains("detected delimiter ';' (", "detected encoding UTF-8");
        assertThat(rows(Csv.scan(file("sep=;\r\n" + semicolons)))).hasSize(4).startsWith(expected);
        assertThat(rows(Csv.scan(file("Export of May\nby nobody\n\n" + semicolons))))
                .hasSize(4)
                .startsWith(expected);
        assertThat(rows(Csv.scan(file(semicolons.replace('\n', '\r')))))
                .hasSize(4)
                .startsWith(expected);
        assertThat(rows(Csv.scan(file(semicolons.replace(';', '\t')))))
                .hasSize(4)
                .startsWith(expected);
        for (String charset : new String[] {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
            String commas = semicolons.replace(",", ".").replace(';', ',');
            for (String text : new String[] {commas, "\uFEFF" + commas}) {
                Path file = file(text.getBytes(Charset.forName(charset)));
                assertThat(rows(Csv.scan(file))).as(charset).hasSize(4).startsWith("1|x|1.5");
                assertThat(Csv.detect(file).charset().name()).isEqualTo(charset);
            }
        }
    }

    @Test
    void escapesOfTheSampleAreSeen() throws IOException {
        Path file = file("id,name\n1,\"a \\\"b\\\", c\"\n2,d\n3,\"e\"\n4,f\n");
        assertThat(Csv.detect(file).escape()).contains('\\');
        assertThat(rows(Csv.scan(file))).startsWith("1|a \"b\", c");
    }

    @Test
    void whatIsNotSureIsAnErrorThatSaysWhatItMayBe() throws IOException {
        Path file = file("a;b\n");
        assertThatThrownBy(() -> Csv.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("CsvOptions.builder().delimiter(';')")
                .hasMessageContaining("not sure enough");
        assertThat(Csv.detect(file).confidence(Decision.DELIMITER)).isLessThan(0.75);
    }

    @Test
    void onlyOneColumnBehindATitleIsNotAcceptedInSilence() throws IOException {
        Path file = file("Title\n1;2\n3;4\n");
        assertThatThrownBy(() -> Csv.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("has one column, 'Title'")
                .hasMessageContaining("CsvOptions.builder().schema(...)");
    }

    @Test
    void aHeaderThatDoesNotFitTheRowsIsNoPreamble() throws IOException {
        Path file = file("a,b,c\nx,y,z,\nu,v,w,\nr,s,t,\nr,s,t,\n");
        assertThatThrownBy(() -> Csv.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("truncating()")
                .hasMessageNotContaining("skipLines");
    }

    @Test
    void aQuoteThatIsNotClosedIsNotTakenForText() throws IOException {
        Path file = file("a,b\n1,\"2\n3,4\n5,6\n");
        assertThatThrownBy(() -> Csv.scan(file).count())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("is not closed");
    }

    @Test
    void oneColumnOfTimesIsOneColumn() throws IOException {
        Path file = file("time\n12:30:01\n12:31:02\n12:32:03\n12:33:01\n");
        assertThat(rows(Csv.scan(file))).hasSize(4).startsWith("12:30:01");
    }

    @Test
    void latin1IsAGuessAndNeverTakenUnasked() throws IOException {
        Path file = file("name,size\nM\u00FCller,1\nX,2\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvDetection found = Csv.detect(file);
        assertThat(found.charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(found.confidence(Decision.ENCODING)).isLessThanOrEqualTo(0.5);
        assertThat(found.reason(Decision.ENCODING)).contains("byte 11 is no UTF-8");
        assertThatThrownBy(() -> Csv.scan(file).count()).hasMessageContaining("charset(");
        assertThat(rows(Csv.scan(file, found.toOptions()))).containsExactly("M\u00FCller|1", "X|2");
    }

    @Test
    void compressedFilesAreLookedAtAsTheirText() throws IOException {
        byte[] text = "a;b\n1;x\n2;y\n3;z\n4;z\n5;z\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }
        Path gzipped = file(gzip.toByteArray());
        assertThat(Csv.detect(gzipped).compression()).isEqualTo("gzip");
        assertThat(rows(Csv.scan(gzipped))).hasSize(5).startsWith("1|x");
        byte[] half = Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2);
        assertThatThrownBy(() -> Csv.detect(file(half)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the compressed data end in the middle");
        Path zstd = file(Zstd.compress(text));
        assertThat(Csv.detect(zstd).compression()).isEqualTo("zstd");
        assertThat(rows(Csv.scan(zstd))).hasSize(5);
    }

    @Test
    void otherKindsOfFilesAreErrors() throws IOException {
        Path file = file("{\"a\":1}\n");
        assertThatThrownBy(() -> Csv.detect(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(file.toString(), "looks like JSON");
        assertThatThrownBy(() -> Csv.detect(directory.resolve("absent.csv")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void anEmptyFileTellsNothing() throws IOException {
        CsvDetection found = Csv.detect(file(""));
        assertThat(found.confidence(Decision.DELIMITER)).isZero();
        assertThat(found.confidence(Decision.HEADER)).isZero();
    }
}
