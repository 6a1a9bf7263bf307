package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expressions;
import dev.peristyle.Pipeline;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.schema.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option of the writer makes of rows, and which of them contradict each other. */
class CsvWriteOptionsTest {
    private static final String ROWS = """
            id,name,day,at,price,ratio,ok
            1,Ann,2024-02-29,2024-02-29T12:00:00.5Z,1.50,0.125,true
            ,"",,,,,
            -3,"a ""b"", c",1969-12-31,1969-12-31T23:59:59Z,-0.05,1e21,false
            """;

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Pipeline rows(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), text);
        return Csv.scan(file, CsvOptions.builder().inferDecimals(false).build());
    }

    private static String written(Pipeline rows, UnaryOperator<CsvWriteOptions.Builder> options) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        rows.write(Csv.to(stream, options.apply(CsvWriteOptions.builder()).build()));
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void allValuesAreInQuotesAndNullIsNot() throws IOException {
        assertThat(written(rows(ROWS), options -> options.quoting(Quoting.ALL))).isEqualTo("""
                "id","name","day","at","price","ratio","ok"
                "1","Ann","2024-02-29","2024-02-29T12:00:00.5Z","1.5","0.125","true"
                ,"",,,,,
                "-3","a ""b"", c","1969-12-31","1969-12-31T23:59:59Z","-0.05","1e21","false"
                """);
    }

    @Test
    void numbersAloneAreNotInQuotes() throws IOException {
        assertThat(written(
                        rows(ROWS),
                        options -> options.quoting(Quoting.NON_NUMERIC).nullText("NULL")))
                .isEqualTo("""
                "id","name","day","at","price","ratio","ok"
                1,"Ann","2024-02-29","2024-02-29T12:00:00.5Z",1.5,0.125,"true"
                NULL,"",NULL,NULL,NULL,NULL,NULL
                -3,"a ""b"", c","1969-12-31","1969-12-31T23:59:59Z",-0.05,1e21,"false"
                """);
    }

    @Test
    void lineEndsAndByteOrderMark() throws IOException {
        assertThat(written(
                        rows("a,b\n1,x\n2,\"y\nz\"\n"),
                        options -> options.lineEnd("\r\n").byteOrderMark()))
                .isEqualTo("\ufeffa,b\r\n1,x\r\n2,\"y\nz\"\r\n");
        assertThat(written(rows("a,b\n1,x\n"), options -> options.lineEnd("\r").noHeader()))
                .isEqualTo("1,x\r");
    }

    @Test
    void whatWasReadIsProtectedWhenItIsWritten() throws IOException {
        CsvOptions read = CsvOptions.builder()
                .nullTokens("null", "NA")
                .comment('#')
                .trim(true)
                .type("a", DataType.STRING)
                .build();
        String text = "a,b\n\"null\",null\n\"#1\",NA\n\" x \",y\nnull,\"NA\"\n";
        Path in = Files.writeString(directory.resolve("in.csv"), text);
        assertThat(written(Csv.scan(in, read), options -> options.readWith(read)))
                .isEqualTo("a,b\n\"null\",\n\"#1\",\n\" x \",y\n,\"NA\"\n");
        assertThat(written(Csv.scan(in, read), options -> options.readWith(read).nullText("NA")))
                .isEqualTo("a,b\n\"null\",NA\n\"#1\",NA\n\" x \",y\nNA,\"NA\"\n");
    }

    @Test
    void aFirstFieldThatBeginsLikeSomethingElseIsInQuotes() throws IOException {
        for (String first : List.of("\ufeffx", "sep=;", "BZhang", "%PDF-1", "<html>", "[{")) {
            Path in = Files.writeString(directory.resolve("in.csv"), "a,b\n\"" + first + "\",1\n\"" + first + "\",2\n");
            assertThat(written(Csv.scan(in), CsvWriteOptions.Builder::noHeader))
                    .isEqualTo("\"" + first + "\",1\n" + first + ",2\n");
            String header = written(
                    Csv.scan(in)
                            .select("a", "b")
                            .with(first, Expressions.col("b"))
                            .select(first, "b"),
                    options -> options);
            assertThat(header).isEqualTo("\"" + first + "\",b\n1,1\n2,2\n");
            Path out = Files.writeString(directory.resolve("out.csv"), header);
            assertThat(Csv.scan(out).schema().names()).containsExactly(first, "b");
        }
    }

    @Test
    void aFileThatQuotesCannotSaveIsRefused() throws IOException {
        Path in = Files.writeString(directory.resolve("in.csv"), "a,b\n,<html>\n");
        assertThatThrownBy(() ->
                        written(Csv.scan(in), options -> options.noHeader().delimiter('\t')))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("the output would begin with '\\t<html>\\n'")
                .hasMessageContaining("Write a header, or choose another delimiter or null text");
        assertThat(written(Csv.scan(in), CsvWriteOptions.Builder::noHeader)).isEqualTo(",<html>\n");
    }

    @Test
    void formulasGetAnApostropheAndSoDoesWhatHasOne() throws IOException {
        String text = "\"=a\",b,n\n=1+1,x,-1\n+4,'y,2\n\"-\n\",\"@SUM(A1)\",3\n\uff1dz,a=b,4\n\"\",,5\n";
        assertThat(written(rows(text), CsvWriteOptions.Builder::formulaGuard)).isEqualTo("""
                "'=a",b,n
                "'=1+1",x,-1
                "'+4","''y",2
                "'-
                ","'@SUM(A1)",3
                "'\uff1dz",a=b,4
                "",,5
                """);
    }

    @Test
    void formatsOfTypesAndOfColumns() throws IOException {
        assertThat(written(
                        rows(ROWS),
                        options -> options.dateFormat("dd.MM.uuuu")
                                .timestampFormat("uuuu-MM-dd HH:mm:ssX")
                                .decimalPlaces(2)
                                .decimalPlaces("price", 1)))
                .isEqualTo("""
                id,name,day,at,price,ratio,ok
                1,Ann,29.02.2024,2024-02-29 12:00:00Z,1.5,0.13,true
                ,"",,,,,
                -3,"a ""b"", c",31.12.1969,1969-12-31 23:59:59Z,-0.1,1000000000000000000000.00,false
                """);
        assertThat(written(
                        rows("d,t\n2024-02-29,12:30:05\n"),
                        options -> options.format("d", "MMM d, ''uu").quote('\'')))
                .isEqualTo("d,t\n'Feb 29, ''24',12:30:05\n");
    }

    @Test
    void aFormatThatCannotBeIsRefusedWithTheColumn() throws IOException {
        Pipeline rows = rows(ROWS);
        assertThatThrownBy(() -> written(rows, options -> options.format("nme", "uuuu")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a format is set for [nme], but the columns to be written are [id, name");
        assertThatThrownBy(() -> written(rows, options -> options.format("name", "uuuu")))
                .hasMessageContaining(
                        "column 'name' is of type string, for which there are no such formats as a pattern");
        assertThatThrownBy(() -> written(rows, options -> options.decimalPlaces("id", 2)))
                .hasMessageContaining(
                        "column 'id' is of type long, for which there are no such formats as decimal places");
        assertThatThrownBy(() -> written(rows, options -> options.format("day", "HH:mm")))
                .hasMessageContaining("'HH:mm' is no pattern of date");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aValueThatIsTheTextOfNullIsAnError(int threads) throws IOException {
        Pipeline rows = rows("a,b\n1,x\n-999,-999\n")
                .using(Execution.builder().threads(threads).build());
        assertThat(written(rows.select("b"), options -> options.nullText("-999")))
                .isEqualTo("b\nx\n\"-999\"\n");
        assertThatThrownBy(() -> written(rows, options -> options.nullText("-999")))
                .isInstanceOf(ComputationException.class)
                .hasMessage(
                        "csv: column 'a' of type long has a value whose text is that of null, '-999'. Choose another"
                                + " null text, or cast the column to STRING");
        Pipeline cast = rows.with("a", Expressions.col("a").cast(DataType.STRING));
        assertThat(written(cast, options -> options.nullText("-999"))).isEqualTo("a,b\n1,x\n\"-999\",\"-999\"\n");
    }

    static Stream<Object[]> contradictions() {
        CsvOptions semicolons = CsvOptions.builder().delimiter(';').build();
        return Stream.of(
                wrong(
                        o -> o.delimiter('a'),
                        "delimiter must not be a character that numbers and dates are written with"),
                wrong(o -> o.delimiter('"'), "delimiter and quote must differ, but both are '\"'"),
                wrong(o -> o.lineEnd("\n\r"), "lineEnd must be \\n, \\r\\n or \\r, but is '\\n\\r'"),
                wrong(
                        o -> o.nullText("a,b"),
                        "nullText must hold no delimiter, quote, escape or line end, but is 'a,b'"),
                wrong(
                        o -> o.nullText("\n"),
                        "nullText must hold no delimiter, quote, escape or line end, but is '\\n'"),
                wrong(o -> o.decimalPlaces(-1), "decimalPlaces must be 0 to 100, but is -1"),
                wrong(o -> o.dateFormat("HH"), "'HH' is no pattern of date"),
                wrong(o -> o.timeFormat("uuuu"), "'uuuu' is no pattern of time"),
                wrong(o -> o.timestampFormat("{"), "'{' is no pattern of timestamp"),
                wrong(
                        o -> o.readWith(semicolons).delimiter(','),
                        "delimiter is ',', but readWith(...) has options that read ';'. Leave one of them out"),
                wrong(
                        o -> o.readWith(semicolons).quote('\''),
                        "quote is ''', but readWith(...) has options that read '\"'"),
                wrong(
                        o -> o.readWith(semicolons).noHeader(),
                        "noHeader() contradicts readWith(...), whose options read a header"),
                wrong(
                        o -> o.readWith(CsvOptions.builder().lineEnd("\n").build())
                                .lineEnd("\r\n"),
                        "lineEnd is '\\r\\n', but readWith(...) has options that read '\\n'"),
                wrong(
                        o -> o.readWith(semicolons).nullText("NULL"),
                        "nullText is 'NULL', but the options of readWith(...) do not take that for null"),
                wrong(
                        o -> o.readWith(CsvOptions.builder()
                                        .comment('#')
                                        .nullTokens("#N/A")
                                        .build())
                                .nullText("#N/A"),
                        "nullText is '#N/A', which would be a comment"),
                wrong(
                        o -> o.readWith(CsvOptions.builder()
                                        .trim(true)
                                        .nullTokens(" -")
                                        .build())
                                .nullText(" -"),
                        "nullText is ' -', but the options of readWith(...) leave blanks out"),
                wrong(
                        o -> o.readWith(CsvOptions.builder().delimiter("||").build()),
                        "readWith(...) takes options of files that can be written: with a delimiter of one ASCII"),
                wrong(o -> o.readWith(CsvOptions.builder().noQuote().build()), "can be written: with a quote"),
                wrong(
                        o -> o.readWith(CsvOptions.builder().skipLines(1).build()),
                        "can be written: with no lines to be skipped"),
                wrong(
                        o -> o.readWith(CsvOptions.builder()
                                .charset(StandardCharsets.ISO_8859_1)
                                .build()),
                        "can be written: with the charset UTF-8"),
                wrong(
                        o -> o.readWith(CsvOptions.builder().escape('-').build()),
                        "escape of readWith(...) must not be a character that numbers"));
    }

    private static Object[] wrong(UnaryOperator<CsvWriteOptions.Builder> options, String message) {
        ThrowingCallable build = () -> options.apply(CsvWriteOptions.builder()).build();
        return new Object[] {message, build};
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void contradictionsAreRefusedWhenBuilt(String message, ThrowingCallable build) {
        assertThatThrownBy(build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
