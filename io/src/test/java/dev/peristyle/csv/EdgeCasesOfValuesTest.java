package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.csv.EdgeCases.options;
import static dev.peristyle.csv.EdgeCases.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of nulls, headers, comments, encodings, values and streams that CSV.md answers, E23 to E48. */
class EdgeCasesOfValuesTest {
    @TempDir
    private Path directory;

    private EdgeCases edge;

    @BeforeEach
    void prepare() {
        edge = new EdgeCases(directory);
    }

    private DataType typeOf(String... values) {
        return Csv.scan(edge.file("id,x\n1," + String.join("\n2,", values) + "\n"))
                .schema()
                .field("x")
                .type();
    }

    private String valueOf(DataType type, String text) {
        return edge.rows("id,x\n1," + text + "\n", options().type("x", type))
                .get(0)
                .substring(2);
    }

    @Test
    void e23EmptyIsNullAndQuotedEmptyIsEmpty() {
        assertThat(edge.rows(",\"\"\nNA,\"NA\"\n na,n\n", texts(2).nullTokens("NA")))
                .containsExactly("~|", "~|NA", " na|n");
        assertThat(edge.rows(
                        "id,x\n1,\"\"\n2,\n3,-\n",
                        options().type("x", DataType.LONG).nullTokens("-")))
                .containsExactly("1|~", "2|~", "3|~");
    }

    @Test
    void e24NamesThatOccurTwiceAreRefusedOrRenamed() {
        assertThatThrownBy(() -> Csv.scan(edge.file("a,b,a\n1,2,3\n")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("'a'", "renameColumns()");
        assertThat(Csv.scan(
                                edge.file("a,b,a\n1,2,3\n"),
                                options().renameColumns().build())
                        .schema()
                        .names())
                .containsExactly("a", "b", "a_2");
    }

    @Test
    void e25EmptyNamesAreNumberedAndATrailingDelimiterIsTold() {
        assertThat(Csv.scan(edge.file("a,,c\n1,2,3\n")).schema().names()).containsExactly("a", "column2", "c");
        assertThatThrownBy(() -> edge.rows("a,b\n1,2,\n3,4,\n", options()))
                .hasMessageContaining("BadRows.fail().truncating()");
        assertThat(edge.rows(
                        "a,b\n1,2,\n3,4,\n", options().badRows(BadRows.fail().truncating())))
                .containsExactly("1|2", "3|4");
    }

    @Test
    void e26AByteOrderMarkIsNoPartOfAName() {
        for (String content : List.of("\ufeffid,b\n1,2\n", "\ufeff\"id\",b\n1,2\n")) {
            assertThat(Csv.scan(edge.file(content)).schema().names()).containsExactly("id", "b");
        }
        assertThat(edge.rows("\ufeff\"a,b\",2\n", texts(2))).containsExactly("a,b|2");
    }

    @Test
    void e27LinesBeforeTheHeaderAreSkippedWhateverIsInThem() {
        assertThat(edge.rows(
                        "made \"today\nby, a machine\nid,b\n1,2\n", options().skipLines(2)))
                .containsExactly("1|2");
        assertThat(edge.rows("# it's\n\nid,b\n1,2\n", options().comment('#'))).containsExactly("1|2");
        assertThat(Csv.scan(edge.file("\"first\nname\",b\n1,2\n")).schema().names())
                .containsExactly("first\nname", "b");
        assertThat(edge.rows(
                        "name,unit\ntext,kg\na,1\n",
                        options()
                                .skipLines(1)
                                .schema(Schema.builder()
                                        .add("text", DataType.STRING)
                                        .add("kg", DataType.LONG)
                                        .build())))
                .containsExactly("a|1");
    }

    @Test
    void e28RecordsThatAreTooShortOrTooLongAreAnErrorByDefault() {
        String content = "1,2\n3\n4,5,6\n";
        assertThatThrownBy(() -> edge.rows(content, texts(2)))
                .hasMessageContainingAll("line 2, byte 4", "the record has 1 field, but there are 2 columns");
        assertThat(edge.rows(content, texts(2).badRows(BadRows.skip()))).containsExactly("1|2");
        assertThat(edge.rows(content, texts(2).badRows(BadRows.fail().padding().truncating())))
                .containsExactly("1|2", "3|~", "4|5");
        Path rejects = directory.resolve("rejects.csv");
        assertThat(edge.rows(content, texts(2).badRows(BadRows.rejectTo(rejects))))
                .containsExactly("1|2");
        assertThat(EdgeCases.rows(Csv.scan(rejects).select("line", "byte_offset", "kind", "record")))
                .containsExactly("2|4|too few fields|3", "3|6|too many fields|4,5,6");
    }

    @Test
    void e29AHeaderInTheMiddleIsRejectedWhereItsTypesAreNotText() {
        assertThat(edge.rows(
                        "id,b\n1,x\nid,b\n2,y\n",
                        options().type("id", DataType.LONG).badRows(BadRows.skip())))
                .containsExactly("1|x", "2|y");
        assertThatThrownBy(() -> edge.rows("id,b\n1,x\nid,b\n", options().type("id", DataType.LONG)))
                .hasMessageContaining("line 3, ");
    }

    @Test
    void e30ACommentIsALineThatBeginsWithItsCharacter() {
        assertThat(edge.rows("#a\n1,2\n # b,3\n\"x\n#y\",#\n# it's a \" quote\n4,5\n", texts(2).comment('#')))
                .containsExactly("1|2", " # b|3", "x\n#y|#", "4|5");
        CsvOptions read = options().comment('#').build();
        Path copy = directory.resolve("copy.csv");
        Csv.scan(edge.file("a,b\n#1,2\n"))
                .write(Csv.to(copy, CsvWriteOptions.builder().readWith(read).build()));
        assertThat(EdgeCases.rows(Csv.scan(copy, read))).containsExactly("#1|2");
    }

    @Test
    void e31ByteOrderMarksTellTheCharset() {
        for (String name : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-8")) {
            byte[] content = "\ufeffid,b\n1,\u00e4\ud83d\ude00\n".getBytes(Charset.forName(name));
            assertThat(EdgeCases.rows(Csv.scan(edge.file(content)))).containsExactly("1|\u00e4\ud83d\ude00");
            assertThat(EdgeCases.rows(Csv.scan(new ByteArrayInputStream(content))))
                    .containsExactly("1|\u00e4\ud83d\ude00");
        }
        for (String few : List.of("", "1", "\ufeff", "\ufeff1")) {
            byte[] bytes = few.getBytes(StandardCharsets.UTF_8);
            assertThat(EdgeCases.rows(Csv.scan(new ByteArrayInputStream(bytes), texts(1).build())))
                    .hasSize(few.endsWith("1") ? 1 : 0);
        }
    }

    @Test
    void e32BytesThatAreNoTextAreAnError() {
        Path file = edge.file("1,M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> EdgeCases.rows(Csv.scan(file, texts(2).build())))
                .hasMessageContainingAll("line 1, byte 3, column 2 'b'", "\\xFC", "charset(", "InvalidBytes.REPLACE");
        assertThat(EdgeCases.rows(Csv.scan(
                        file, texts(2).charset(StandardCharsets.ISO_8859_1).build())))
                .containsExactly("1|M\u00fcller");
        assertThat(EdgeCases.rows(Csv.scan(
                        file, texts(2).invalidBytes(InvalidBytes.REPLACE).build())))
                .containsExactly("1|M\ufffdller");
    }

    @Test
    void e33ACharacterMayLieOnTheEdgeOfAWindow() {
        for (int window = 1; window < 20; window++) {
            assertThat(edge.rows("\ud83d\ude00,\u20ac\n\u00e4\u00e4,\ud83d\ude00\n", texts(2).windowSize(window)))
                    .containsExactly("\ud83d\ude00|\u20ac", "\u00e4\u00e4|\ud83d\ude00");
        }
    }

    /** Decoded wrongly or not at all, a byte of the character ends the field, or begins quotes. */
    @ParameterizedTest
    @CsvSource({
        "Shift_JIS, \u30dd, 0x7C",
        "GBK, \u4e85, 0x7C",
        "Big5, \u56db, 0x7C",
        "UTF-16LE, \u4e7c, 0x7C",
        "UTF-16BE, \u4e7c, 0x7C",
        "UTF-16LE, \u4e22, 0x22"
    })
    void e34CharsetsWithDelimitersInsideCharactersAreDecodedFirst(String name, String text, String inside) {
        Charset charset = Charset.forName(name);
        byte looksLike = Byte.decode(inside);
        assertThat(text.getBytes(charset)).contains(looksLike);
        char delimiter = looksLike == '"' ? ';' : (char) looksLike;
        String content = "id" + delimiter + "b\n1" + delimiter + text + "\n2" + delimiter + text + "\n";
        assertThat(EdgeCases.rows(Csv.scan(
                        edge.file(content.getBytes(charset)),
                        options().delimiter(delimiter).charset(charset).build())))
                .containsExactly("1|" + text, "2|" + text);
    }

    @ParameterizedTest
    @CsvSource({"+1,1.0", "-0,-0.0", ".5,0.5", "1.,1.0", "1e5,100000.0", "1E+05,100000.0", "007,7.0"})
    void e35FormsOfNumbers(String text, String value) {
        assertThat(Double.parseDouble(valueOf(DataType.DOUBLE, text))).isEqualTo(Double.parseDouble(value));
        boolean losesText = text.startsWith("+") || text.startsWith("00");
        assertThat(typeOf("1.5", text)).isEqualTo(losesText ? DataType.STRING : DataType.DOUBLE);
        assertThatThrownBy(() -> valueOf(DataType.DOUBLE, " 1")).isInstanceOf(MalformedDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4f", "1d", "0x1p3", "1_000", "\u0661\u0662", "1L", "NaN1"})
    void e36WhatOnlyJavaTakesIsNoNumber(String text) {
        assertThat(typeOf("1.5", text)).isEqualTo(DataType.STRING);
        assertThatThrownBy(() -> valueOf(DataType.DOUBLE, text)).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> valueOf(DataType.LONG, text)).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void e37WholeNumbersOfMoreThan64BitsAreNoDoubles() {
        assertThat(typeOf("9007199254740993", "9223372036854775807")).isEqualTo(DataType.LONG);
        assertThat(typeOf("1", "9223372036854775808")).isEqualTo(DataType.STRING);
        assertThat(typeOf("1", "18446744073709551615")).isEqualTo(DataType.STRING);
        assertThat(valueOf(DataType.decimal(38, 0), "18446744073709551615")).isEqualTo("18446744073709551615");
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "Infinity,Infinity", "-Infinity,-Infinity", "inf,Infinity", "-inf,-Infinity"})
    void e38NotANumberAndInfinityHaveTheirWords(String text, String value) {
        assertThat(valueOf(DataType.DOUBLE, text)).isEqualTo(value);
        assertThatThrownBy(() -> valueOf(DataType.DOUBLE, "1e400")).isInstanceOf(MalformedDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1,5\"", "\"1,234.5\"", "1-", "(5)", "5%", "$5", "5 EUR"})
    void e39OtherNotationsStayText(String text) {
        assertThat(typeOf("1.5", text)).isEqualTo(DataType.STRING);
    }

    @Test
    void e39OtherNotationsAreComputed() {
        Pipeline rows = Csv.scan(
                        edge.file("id,x\n1,\"1.234,5\"\n"),
                        options().type("x", DataType.STRING).build())
                .with("x", col("x").text().parseNumber(DataType.DOUBLE, ",", "."));
        assertThat(EdgeCases.rows(rows)).containsExactly("1|1234.5");
    }

    @Test
    void e40DigitsAreRoundedOnceAndZerosHaveSigns() {
        String half = "9007199254740993.00000000000000000000000000000001";
        assertThat(Double.parseDouble(valueOf(DataType.DOUBLE, half))).isEqualTo(Double.parseDouble(half));
        assertThat(valueOf(DataType.DOUBLE, "-0.0")).isEqualTo("-0.0");
        assertThatThrownBy(() -> valueOf(DataType.decimal(18, 2), "1.255")).hasMessageContaining("decimal(");
        assertThat(valueOf(DataType.decimal(18, 2), "1.2500")).isEqualTo("1.25");
    }

    @ParameterizedTest
    @CsvSource({
        "true,false,boolean",
        "TRUE,False,boolean",
        "TRUE,FALSE,boolean",
        "1,0,long",
        "yes,no,string",
        "t,f,string"
    })
    void e41BooleansAreTrueAndFalse(String one, String other, String type) {
        assertThat(typeOf(one, other)).hasToString(type);
        assertThat(valueOf(DataType.BOOLEAN, one)).isEqualTo("true");
        assertThat(valueOf(DataType.BOOLEAN, other)).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29,date",
        "2024-02-30,string",
        "2023-02-29,string",
        "29.02.2024,string",
        "02/03/2024,string",
        "24-02-29,string",
        "2024-01-01T23:59:59.123456,local timestamp",
        "2024-01-01T23:59:59.123456789,string",
        "2024-01-01 12:00:00.1,local timestamp",
        "2024-01-01T12:00:00Z,timestamp",
        "2024-01-01T12:00:00+05:30,timestamp",
        "2024-01-01T24:00:00,string",
        "2024-01-01T12:00:60,string"
    })
    void e42DatesAndTimesAreThoseOfIso(String text, String type) {
        assertThat(typeOf(text, text).toString()).startsWith(type);
    }

    @Test
    void e42OtherPatternsAreComputed() {
        Pipeline rows = Csv.scan(edge.file("id,x\n1,29.02.2024\n"))
                .with("x", col("x").time().parse(DataType.DATE, "dd.MM.yyyy"));
        assertThat(EdgeCases.rows(rows)).containsExactly("1|2024-02-29");
        assertThat(valueOf(DataType.timestamp(Resolution.NANOS), "2024-01-01T23:59:59.123456789Z"))
                .isEqualTo("2024-01-01T23:59:59.123456789Z");
    }

    @Test
    void e43WhatContradictsTheSampleIsAnErrorWithTheOverride() {
        String content = "id,x\n" + "1,5\n".repeat(50) + "2,abc\n";
        assertThatThrownBy(() -> edge.rows(content, options().sampleSize(10)))
                .hasMessageContainingAll("line 52, ", "column 2 'x': 'abc'", ".type(\"x\", DataType.STRING)");
        assertThat(edge.rows(content, options().sampleSize(10).type("x", DataType.STRING)))
                .hasSize(51)
                .endsWith("2|abc");
        assertThat(Csv.scan(edge.file("id,x\n1,\n2,\n")).schema().field("x").type())
                .isEqualTo(DataType.STRING);
        assertThat(edge.rows(
                        "id,x\n" + "1,a\n".repeat(50) + "2,\"b,c\"\n", options().sampleSize(10)))
                .endsWith("2|b,c");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void e44MembersOfGzipAreOneTextAndACutOneIsAnError() throws IOException {
        byte[] first = gzip("\ufeffid,x\n1,a\n");
        byte[] second = gzip("2,b\n");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(EdgeCases.rows(Csv.scan(edge.file(both)))).containsExactly("1|a", "2|b");
        for (int cut = first.length + 1; cut < both.length; cut++) {
            Path file = edge.file(Arrays.copyOf(both, cut));
            assertThatThrownBy(() -> EdgeCases.rows(Csv.scan(file))).isInstanceOf(DataAccessException.class);
        }
        byte[] rubbish = Arrays.copyOf(both, both.length + 3);
        rubbish[both.length] = 'x';
        assertThatThrownBy(() -> EdgeCases.rows(Csv.scan(edge.file(rubbish)))).isInstanceOf(DataAccessException.class);
        assertThat(EdgeCases.rows(Csv.scan(edge.file(gzip("")), texts(2).build())))
                .isEmpty();
    }

    @Test
    void e45AFileThatChangesSinceItWasLookedAtIsAnError() throws IOException {
        Path file = edge.file("id,x\n1,a\n");
        Pipeline rows = Csv.scan(file);
        Files.writeString(file, "other,names\n1,a\n");
        assertThatThrownBy(() -> EdgeCases.rows(rows)).hasMessageContaining(file.toString());
    }

    @Test
    void e46AWindowMayBeginInsideQuotesHoweverTheyLook() {
        List<String> expected = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        for (int row = 0; row < 60; row++) {
            content.append(row).append(",\"x\n7,y\n8,\"\"z\"\"\"\n");
            expected.add(row + "|x\n7,y\n8,\"z\"");
        }
        for (int window : new int[] {1, 3, 7, 16, 50, 333}) {
            for (int threads : new int[] {1, 3}) {
                Execution execution = Execution.builder().threads(threads).build();
                Pipeline rows = Csv.scan(
                                edge.file(content.toString()),
                                texts(2).windowSize(window).build())
                        .using(execution);
                assertThat(EdgeCases.rows(rows)).isEqualTo(expected);
            }
        }
    }

    @Test
    void e47ThreadsChangeNeitherOrderNorLines() {
        String content = "1,\"a\nb\"\n".repeat(200) + "x,c\n" + "2,d\n".repeat(200);
        for (int threads : new int[] {1, 2, 5}) {
            List<String> rows = new ArrayList<>();
            Pipeline pipeline = Csv.scan(
                            edge.file("id,x\n" + content),
                            options().type("id", DataType.LONG).windowSize(64).build())
                    .using(Execution.builder().threads(threads).build());
            assertThatThrownBy(() -> pipeline.forEach(row -> rows.add(row.getString(1))))
                    .hasMessageContaining("line 402, ");
            assertThat(rows).hasSize(200).containsOnly("a\nb");
        }
    }

    @Test
    void e48WhatIsWrittenIsReadBack() {
        List<String> nasty = List.of(
                "a\rb", "\r", "\n", "\r\n", "\"", "\"\"", ",", " a ", "\ta", "#a", "~", "", "'", "=1+1", "\\",
                "\u0000");
        StringBuilder content = new StringBuilder("id,x\n");
        for (String each : nasty) {
            content.append("1,\"").append(each.replace("\"", "\"\"")).append("\"\n");
        }
        content.append("1,\n");
        List<String> expected = edge.rows(content.toString(), options().type("x", DataType.STRING));
        assertThat(expected).hasSize(nasty.size() + 1).endsWith("1|~").contains("1|", "1|\r");
        for (Quoting quoting : Quoting.values()) {
            for (String lineEnd : new String[] {"\n", "\r\n"}) {
                Path copy = directory.resolve("copy.csv");
                Csv.scan(
                                edge.file(content.toString()),
                                options().type("x", DataType.STRING).build())
                        .write(Csv.to(
                                copy,
                                CsvWriteOptions.builder()
                                        .quoting(quoting)
                                        .lineEnd(lineEnd)
                                        .byteOrderMark()
                                        .build()));
                assertThat(EdgeCases.rows(Csv.scan(
                                copy, options().type("x", DataType.STRING).build())))
                        .isEqualTo(expected);
            }
        }
    }
}
