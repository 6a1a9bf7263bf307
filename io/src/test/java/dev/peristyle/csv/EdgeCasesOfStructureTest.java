package dev.peristyle.csv;

import static dev.peristyle.csv.EdgeCases.options;
import static dev.peristyle.csv.EdgeCases.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of records, quotes, escapes and delimiters that CSV.md answers, E1 to E22. */
class EdgeCasesOfStructureTest {
    @TempDir
    private Path directory;

    private EdgeCases edge;

    @BeforeEach
    void prepare() {
        edge = new EdgeCases(directory);
    }

    @Test
    void e01NoBytesAreNoRecords() {
        assertThat(edge.rows("", texts(2))).isEmpty();
        assertThat(edge.rows(
                        "",
                        options()
                                .schema(Schema.builder().add("a", DataType.LONG).build())))
                .isEmpty();
        assertThatThrownBy(() -> Csv.scan(edge.file("")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the file is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\n", "a,b\r\n", "\ufeffa,b\n"})
    void e02AHeaderAloneHasNoRows(String content) {
        assertThat(Csv.scan(edge.file(content)).schema().names()).containsExactly("a", "b");
        assertThat(edge.rows(content, options())).isEmpty();
        assertThat(edge.rows("\ufeff", texts(2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {"'1,2' = 1|2", "'1,2\n' = 1|2", "'1,2\r\n' = 1|2", "'1,2\r' = 1|2", "'A,' = A|~", "',' = ~|~"})
    void e03TheLastLineNeedsNoEnd(String content, String row) {
        assertThat(edge.rows(content, texts(2))).containsExactly(row);
    }

    @Test
    void e04ABlankLineIsNoRowButOfOneColumnNull() {
        assertThat(edge.rows("1,2\n\n\r\n3,4\n", texts(2))).containsExactly("1|2", "3|4");
        assertThat(edge.rows("1\n\n\"\"\n \n", texts(1))).containsExactly("1", "~", "", " ");
        assertThat(edge.rows("1,2,3\n,,\n", texts(3))).containsExactly("1|2|3", "~|~|~");
        assertThatThrownBy(() -> edge.rows("1,2\n \n", texts(2))).hasMessageContaining("the record has 1 field");
    }

    @Test
    void e05LineEndsAreFeedOrBothAndOthersBySaying() {
        String mixed = "1\n2\r\n3\r4";
        assertThat(edge.rows(mixed, texts(1))).containsExactly("1", "2", "3\r4");
        assertThat(edge.rows(mixed, texts(1).anyLineEnd())).containsExactly("1", "2", "3", "4");
        assertThat(edge.rows(mixed, texts(1).lineEnd("\r\n"))).containsExactly("1\n2", "3\r4");
        assertThat(edge.rows(mixed, texts(1).lineEnd("\n"))).containsExactly("1", "2\r", "3\r4");
        assertThat(EdgeCases.rows(Csv.scan(edge.file("a,b\r1,2\r3,4\r5,6\r7,8\r9,0\r"))))
                .contains("1|2", "9|0");
    }

    @Test
    void e06ALineEndMayLieOnTheEdgeOfAWindow() {
        for (int window = 1; window < 24; window++) {
            assertThat(edge.rows(
                            "ab,c\r\nd,\"e\r\n\"\r\nf,g\r",
                            texts(2).windowSize(window).chunkSize(1)))
                    .containsExactly("ab|c", "d|e\r\n", "f|g");
        }
    }

    @Test
    void e07LineEndsInQuotesAreKeptAsTheyAre() {
        assertThat(edge.rows("\"a\r\nb\",\"c\nd\"\r\n\"e\rf\",g\r\n", texts(2)))
                .containsExactly("a\r\nb|c\nd", "e\rf|g");
    }

    @Test
    void e08OtherSeparatorsAndControlCharactersAreText() {
        String text = "a\u0085b\u2028c\u2029d\u000be\ff\u0000g";
        assertThat(edge.rows(text + "," + text + "\n", texts(2))).containsExactly(text + "|" + text);
    }

    @Test
    void e09ARecordMayBeLongerThanAWindowButNotThanTheLimit() {
        String lengthy = "x".repeat(5000);
        assertThat(edge.rows("1," + lengthy + "\n2,b\n", texts(2).windowSize(16)))
                .containsExactly("1|" + lengthy, "2|b");
        assertThatThrownBy(() -> edge.rows("1,a\n2," + lengthy + "\n", texts(2).maximumRecordSize(1000)))
                .hasMessageContainingAll("line 2, ", "longer than 1000 bytes", "maximumRecordSize(bytes)");
    }

    @Test
    void e10OneColumnAndVeryMany() {
        assertThat(edge.rows("1\n2\n", texts(1))).containsExactly("1", "2");
        int columns = 20_000;
        StringBuilder header = new StringBuilder("c0");
        StringBuilder row = new StringBuilder("0");
        for (int column = 1; column < columns; column++) {
            header.append(",c").append(column);
            row.append(',').append(column);
        }
        assertThat(EdgeCases.rows(
                        Csv.scan(edge.file(header + "\n" + row + "\n")).select("c0", "c19999")))
                .containsExactly("0|19999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            quoteCharacter = '`',
            value = {
                "\"\":``",
                "\"\"\"\":\"",
                "\"\"\"\"\"\":\"\"",
                "\"\"\"D\":\"D",
                "\"D\"\"\":D\"",
                "\"A\"\"B\":A\"B",
                "\"a,b\":a,b"
            })
    void e11QuotesInQuotesAreDoubled(String field, String value) {
        assertThat(edge.rows(field + ",x\n", texts(2))).containsExactly(value + "|x");
        assertThat(edge.rows("x," + field, texts(2))).containsExactly("x|" + value);
    }

    @Test
    void e12AQuoteInsideAFieldWithoutQuotesIsText() {
        assertThat(edge.rows("12\" pipe,A\nB\"\"C,\"a,\"\"b\"\n\u00e4\"x,y\"\n", texts(2)))
                .containsExactly("12\" pipe|A", "B\"\"C|a,\"b", "\u00e4\"x|y\"");
    }

    @Test
    void e13TextAfterAClosingQuoteIsAnError() {
        assertThatThrownBy(() -> edge.rows("1,2\n\"D\"x,y\n", texts(2)))
                .hasMessageContainingAll("line 2, byte 7, column 1 'a'", "text follows the closing quote", "\"D\"x,y");
        assertThat(edge.rows("1,2\n\"D\"x,y\n3,4\n", texts(2).badRows(BadRows.skip())))
                .containsExactly("1|2", "3|4");
    }

    @Test
    void e14BlanksAroundQuotesAreTextOrAnErrorUnlessTrimmed() {
        assertThat(edge.rows("1, \"D\"\n", texts(2))).containsExactly("1| \"D\"");
        assertThatThrownBy(() -> edge.rows("\"D\" ,1\n", texts(2))).hasMessageContaining("text follows");
        assertThat(edge.rows(" \"D\" ,\t1 \n", texts(2).trim(true))).containsExactly("D|1");
    }

    @Test
    void e15AQuoteThatIsNotClosedIsAnErrorWithTheLineOnWhichItOpens() {
        assertThatThrownBy(() -> edge.rows("1,a\n2,\"b\n3,c\n4,d\n", texts(2)))
                .hasMessageContainingAll(
                        "line 2, byte 6, column 2 'b'",
                        "the quote that opens on line 2, field 2, is not closed before the end of the file");
    }

    @Test
    void e16AStrayQuoteTakesNoGoodRecordWithIt() {
        assertThat(edge.rows("1,a\n2,\"b\n3,c\n4,d\n", texts(2).badRows(BadRows.skip())))
                .containsExactly("1|a", "3|c", "4|d");
        assertThatThrownBy(() -> edge.rows("1,a\n2,\"b\n" + "3,c\n".repeat(100), texts(2).maximumRecordSize(64)))
                .hasMessageContainingAll("opens on line 2", "is not closed within 64 bytes");
    }

    @Test
    void e17AnEscapeMakesTextOfTheNextCharacter() {
        assertThat(edge.rows("\"a\\\"b\",c\\,d\n\\\\,e\\\nf\n", texts(2).escape('\\')))
                .containsExactly("a\"b|c,d", "\\|e\nf");
        assertThat(edge.rows("a,b\\", texts(2).escape('\\'))).containsExactly("a|b\\");
        assertThat(edge.rows("\\N,\"\\N\"\n", texts(2).nullTokens("\\N"))).containsExactly("~|\\N");
        assertThat(edge.rows("\\N,a\n", texts(2).nullTokens("\\N").escape('\\')))
                .containsExactly("~|a");
        assertThat(edge.rows("\"a\"\"b\",c\n", texts(2).escape('"'))).containsExactly("a\"b|c");
    }

    @Test
    void e18WithoutQuotesEachIsText() {
        assertThat(edge.rows("\"a,b\"\n\"\",'\n", texts(2).noQuote())).containsExactly("\"a|b\"", "\"\"|'");
    }

    @Test
    void e19ANumberInQuotesIsANumber() {
        assertThat(Csv.scan(edge.file("a,b\n\"123\",\"x\"\n"))
                        .schema()
                        .field("a")
                        .type())
                .isEqualTo(DataType.LONG);
        assertThat(edge.rows("a,b\n\"123\",\"x\"\n", options().type("a", DataType.STRING)))
                .containsExactly("123|x");
    }

    @Test
    void e20AFileWithQuotesAroundEverythingHasTheSameTypes() {
        String file = "a,b,c\n1,2.5,2024-02-29\n,x,\n";
        String quoted = "\"a\",\"b\",\"c\"\n\"1\",\"2.5\",\"2024-02-29\"\n\"\",\"x\",\"\"\n";
        assertThat(Csv.scan(edge.file(quoted)).schema())
                .isEqualTo(Csv.scan(edge.file(file)).schema());
        assertThat(edge.rows(quoted, options())).containsExactly("1|2.5|2024-02-29", "~|x|~");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", "\u0001", "||", "\u00e4", "::=", "\ud83d\ude00"})
    void e21ADelimiterIsAnyText(String delimiter) {
        char first = delimiter.charAt(0);
        String half = delimiter.length() > 1 && first < 128 ? String.valueOf(first) : "x";
        String content = "a" + delimiter + "\"b" + delimiter + "\"\nc" + delimiter + half;
        assertThat(edge.rows(content, texts(2).delimiter(delimiter))).containsExactly("a|b" + delimiter, "c|" + half);
    }

    @Test
    void e22CharactersThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> options().quote(',').build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("quote", "delimiter");
        assertThatThrownBy(() -> options().escape(',').build()).hasMessageContaining("escape");
        assertThatThrownBy(() -> options().comment('"').build()).hasMessageContainingAll("comment", "quote");
        assertThatThrownBy(() -> options().comment('#').escape('#').build())
                .hasMessageContainingAll("comment", "escape");
        assertThatThrownBy(() -> options().delimiter("\n").build()).hasMessageContaining("delimiter");
        assertThatThrownBy(() -> options().delimiter("").build()).hasMessageContaining("delimiter");
    }
}
