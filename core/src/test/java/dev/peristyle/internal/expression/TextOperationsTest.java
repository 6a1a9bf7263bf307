package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextOperationsTest {

    private static List<Object> evaluate(Expression expression, Object... values) {
        return evaluate(DataType.STRING, expression, values);
    }

    private static List<Object> evaluate(DataType type, Expression expression, Object... values) {
        Schema schema = Schema.builder().add("s", type).build();
        try (ChunkFixture fixture = new ChunkFixture(schema, List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void takesPartsByCodePoints() {
        assertThat(evaluate(col("s").text().left(2), "😀é日", "a", "", null)).containsExactly("😀é", "a", "", null);
        assertThat(evaluate(col("s").text().right(2), "😀é日", "a", "", null)).containsExactly("é日", "a", "", null);
        assertThat(evaluate(col("s").text().right(0), "abc")).containsExactly("");
        assertThatThrownBy(() -> evaluate(col("s").text().left(-1), "abc"))
                .hasMessageContaining("must not be negative");
        assertThat(evaluate(col("s").text().indexOf("日"), "😀é日", "日", "x", null))
                .containsExactly(3, 1, 0, null);
        assertThat(evaluate(col("s").text().indexOf(""), "abc", "")).containsExactly(1, 1);
    }

    @Test
    void splits() {
        assertThat(evaluate(col("s").text().splitPart("--", 2), "a--b--c", "a", "a--", "", null))
                .containsExactly("b", "", "", "", null);
        assertThat(evaluate(col("s").text().splitPart("--", -1), "a--b--c", "a", "a--"))
                .containsExactly("c", "a", "");
        assertThat(evaluate(col("s").text().splitPart("-", -4), "a-b-c")).containsExactly("");
        assertThat(evaluate(col("s").text().splitPart("", 1), "abc")).containsExactly("abc");
        assertThatThrownBy(() -> evaluate(col("s").text().splitPart("-", 0), "a"))
                .hasMessageContaining("no part 0");
    }

    @Test
    void replacesAndFills() {
        assertThat(evaluate(col("s").text().replace("aa", "b"), "aaaaa", "", "xaay", null))
                .containsExactly("bba", "", "xby", null);
        assertThat(evaluate(col("s").text().replace("", "b"), "ab")).containsExactly("ab");
        assertThat(evaluate(col("s").text().padLeft(5, "é-"), "x", "", "abcdef", "日本語日本", null))
                .containsExactly("é-é-x", "é-é-é", "abcdef", "日本語日本", null);
        assertThat(evaluate(col("s").text().padRight(3, "😀"), "é")).containsExactly("é😀😀");
        assertThatThrownBy(() -> evaluate(col("s").text().padRight(3, ""), "a"))
                .hasMessageContaining("nothing to fill up");
        assertThat(evaluate(col("s").text().strip("é😀"), "é😀aé😀bé", "é", "", null))
                .containsExactly("aé😀b", "", "", null);
        assertThat(evaluate(col("s").text().reverse(), "aé日😀", "", null)).containsExactly("😀日éa", "", null);
    }

    @Test
    void repeatsUpToALimit() {
        assertThat(evaluate(DataType.INT, lit("ab").text().repeat(col("s")), 3, 0, -1, null))
                .containsExactly("ababab", "", "", null);
        assertThat(evaluate(DataType.LONG, lit("").text().repeat(col("s")), Long.MAX_VALUE))
                .containsExactly("");
        for (long times : new long[] {1L << 30, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> evaluate(DataType.LONG, lit("ab").text().repeat(col("s")), times))
                    .hasMessageContaining("is too long; the most are 2147483647");
        }
    }

    @Test
    void writesTitles() {
        assertThat(evaluate(col("s").text().titleCase(), "hELLO wORLD-x 1st", "élan VITAL", "ǆ", "", null))
                .containsExactly("Hello World-X 1st", "Élan Vital", "ǅ", "", null);
    }

    @Test
    void matchesPatternsWithAnEscape() {
        Expression like = col("s").text().like("%10\\%_", '\\');
        assertThat(evaluate(like, "is 10%!", "10%", "10x!", "10%é", null))
                .containsExactly(true, false, false, true, null);
        assertThat(evaluate(col("s").text().like("a!!%", '!'), "a!", "a!b", "ab"))
                .containsExactly(true, true, false);
        assertThatThrownBy(() -> evaluate(col("s").text().like("a!b", '!'), "a"))
                .hasMessageContaining("after the escape character ! must come %, _ or itself, but see position 2");
        assertThatThrownBy(() -> evaluate(col("s").text().like("a!", '!'), "a")).hasMessageContaining("position 2");
        assertThatThrownBy(() -> col("s").text().like("a", 'é')).hasMessageContaining("must be of ASCII");
    }

    @Test
    void measuresDistances() {
        assertThat(evaluate(col("s").text().levenshtein("kitten"), "sitting", "", "kitten", null))
                .containsExactly(3, 6, 0, null);
        assertThat(evaluate(col("s").text().levenshtein("日本"), "日", "x本y", "x".repeat(200)))
                .containsExactly(1, 2, 200);
    }

    @Test
    void formatsNumbersAsTheJdkDoes() {
        DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY));
        format.setRoundingMode(RoundingMode.HALF_UP);
        Random random = Seeds.fresh();
        for (int count = 0; count < 200; count++) {
            long unscaled = random.nextLong() >> random.nextInt(60);
            unscaled %= 1_000_000_000_000_000_000L;
            String wanted = format.format(BigDecimal.valueOf(unscaled, 3));
            DataType type = DataType.decimal(18, 3);
            Expression text = col("s").text().formatNumber(2, ",", ".");
            // Java keeps the sign of what is rounded to zero
            assertThat(evaluate(type, text, unscaled)).containsExactly(wanted.equals("-0,00") ? "0,00" : wanted);
            assertThat(evaluate(DataType.STRING, col("s").text().parseNumber(type, ",", "."), wanted))
                    .containsExactly(BigDecimal.valueOf(unscaled, 3)
                            .setScale(2, RoundingMode.HALF_UP)
                            .setScale(3)
                            .unscaledValue()
                            .longValueExact());
        }
        assertThat(evaluate(
                        DataType.DOUBLE, col("s").text().formatNumber(1, ".", "'"), 1234567.25, -0.04, null, 999.95))
                .containsExactly("1'234'567.3", "0.0", null, "1'000.0");
        assertThat(evaluate(DataType.INT, col("s").text().formatNumber(2, ".", ""), 1234))
                .containsExactly("1234.00");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("s").text().formatNumber(1, ".", ","), Double.NaN))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> evaluate(DataType.DOUBLE, col("s").text().formatNumber(19, ".", ","), 1.0))
                .hasMessageContaining("needs 0 to 18 digits");
    }

    @Test
    void parsesNumbersOnlyWithTheirGroups() {
        Expression parsed = col("s").text().tryParseNumber(DataType.DOUBLE, ",", ".");
        assertThat(evaluate(
                        parsed,
                        "1.234.567,5",
                        "-1.000",
                        "12",
                        ",5",
                        "1.23",
                        "1234.567",
                        "1..000",
                        ".5",
                        "1,5.000",
                        "x",
                        "",
                        "+1.000,25",
                        null))
                .containsExactly(
                        1234567.5, -1000.0, 12.0, 0.5, null, null, null, null, null, null, null, 1000.25, null);
        assertThatThrownBy(() -> evaluate(col("s").text().parseNumber(DataType.INT, ".", ","), "1,00"))
                .hasMessageContaining("'1,00' is no number with the decimal sign '.' and groups of three with ','")
                .hasMessageContaining("tryParseNumber gives null");
        assertThatThrownBy(() -> evaluate(col("s").text().parseNumber(DataType.INT, ".", ","), "1,000.5"))
                .hasMessageContaining("1000.5");
        assertThat(evaluate(col("s").text().parseNumber(DataType.INT, ".", ""), "1000"))
                .containsExactly(1000);
        assertThatThrownBy(() -> col("s").text().parseNumber(DataType.INT, ".", "."))
                .hasMessageContaining("not the group sign");
        Expression guarded = when(col("s").ne("x"))
                .then(col("s").text().parseNumber(DataType.INT, ".", ","))
                .otherwise(0);
        assertThat(evaluate(guarded, "x", "1,000")).containsExactly(0, 1000);
    }

    @Test
    void extractsAndReplacesMatches() {
        assertThat(evaluate(col("s").text().matches("[a-z]+"), "abc", "ab1", "", null))
                .containsExactly(true, false, false, null);
        assertThat(evaluate(col("s").text().containsMatch("é.$"), "aé😀", "é", "éa!"))
                .containsExactly(true, false, false);
        Expression year = col("s").text().extract("(\\d{4})(-\\d\\d)?", 1);
        assertThat(evaluate(year, "on 2024-05", "1999", "99", null)).containsExactly("2024", "1999", null, null);
        assertThat(evaluate(col("s").text().extract("(\\d{4})(-\\d\\d)?", 2), "2024-05", "2024"))
                .containsExactly("-05", null);
        assertThat(evaluate(col("s").text().replaceMatches("(\\w)(\\d)?", "$2$1\\$"), "a1b", "", "é", null))
                .containsExactly("1a$b$", "", "é", null);
        assertThat(evaluate(col("s").text().replaceMatches("x*", "-"), "axb", "é", ""))
                .containsExactly("axb".replaceAll("x*", "-"), "-é-", "-");
        assertThatThrownBy(() -> evaluate(col("s").text().matches("(a"), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a regular expression: a ( without a ), at position 3");
        assertThatThrownBy(() -> evaluate(col("s").text().extract("(a)", 2), "a"))
                .hasMessageContaining("there is no group 2");
        assertThatThrownBy(() -> evaluate(col("s").text().replaceMatches("a", "$1"), "a"))
                .hasMessageContaining("no group 1 for $1");
        assertThatThrownBy(() -> evaluate(col("s").text().replaceMatches("a", "5$"), "a"))
                .hasMessageContaining("write \\$");
    }

    @Test
    void codes() {
        assertThat(evaluate(col("s").text().toBase64(), "", "a", "é😀", null))
                .containsExactly("", "YQ==", "w6nwn5iA", null);
        assertThat(evaluate(col("s").text().fromBase64(), "w6nwn5iA", null))
                .containsExactly(ByteBuffer.wrap("é😀".getBytes(StandardCharsets.UTF_8)), null);
        assertThatThrownBy(() -> evaluate(col("s").text().fromBase64(), "a?")).hasMessageContaining("no base64");
        assertThat(evaluate(col("s").text().toHex(), "é", "")).containsExactly("c3a9", "");
        assertThat(evaluate(col("s").text().fromHex(), "C3a9"))
                .containsExactly(ByteBuffer.wrap(new byte[] {(byte) 0xC3, (byte) 0xA9}));
        assertThatThrownBy(() -> evaluate(col("s").text().fromHex(), "abc")).hasMessageContaining("a code of 3 digits");
        assertThatThrownBy(() -> evaluate(col("s").text().fromHex(), "00zz")).hasMessageContaining("position 3");
        assertThatThrownBy(() -> evaluate(DataType.INT, col("s").text().toHex(), 5))
                .hasMessageContaining("needs text");
        assertThat(evaluate(col("s").text().md5(), "", null)).containsExactly("d41d8cd98f00b204e9800998ecf8427e", null);
        assertThat(evaluate(
                        DataType.BINARY,
                        col("s").text().sha256(),
                        ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hashesAsXxHashDoes() {
        assertThat(evaluate(
                        col("s").text().xxHash64(),
                        "",
                        "a",
                        "abc",
                        "Nobody inspects the spammish repetition",
                        "0123456789".repeat(10),
                        null))
                .containsExactly(
                        0xef46db3751d8e999L,
                        0xd24ec4f1a98c6e5bL,
                        0x44bc2cf5ad770999L,
                        0xfbcea83c8a378bf1L,
                        0xf80e7b96315afffaL,
                        null);
    }
}
