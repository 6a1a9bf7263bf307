package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.concat;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TextFunctionTest {

    private static final Schema SCHEMA =
            Schema.builder().add("s", DataType.STRING).add("t", DataType.STRING).build();

    private static List<Object> evaluate(Expression expression, Object... values) {
        List<Object> column = Arrays.asList(values);
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, List.of(column, column))) {
            return fixture.evaluate(node(expression));
        }
    }

    @Test
    void countsCodePoints() {
        assertThat(evaluate(col("s").length(), "", "aé😀", null, "日本語日本語日本語")).containsExactly(0, 3, null, 9);
    }

    @Test
    void cutsByCodePoints() {
        assertThat(evaluate(col("s").substring(2, 2), "héllo", "😀é😀x", "", null))
                .containsExactly("él", "é😀", "", null);
        assertThat(evaluate(col("s").substring(0, 3), "hello")).containsExactly("he");
        assertThat(evaluate(col("s").substring(-3, 2), "hello")).containsExactly("ll");
        assertThat(evaluate(col("s").substring(-10, 7), "hello")).containsExactly("he");
        assertThat(evaluate(col("s").substring(10, 7), "hello")).containsExactly("");
        assertThatThrownBy(() -> evaluate(col("s").substring(1, -1), "a")).hasMessageContaining("negative");
    }

    @Test
    void matchesPatterns() {
        assertThat(evaluate(col("s").like("a%c"), "ac", "abc", "abcd", "xac", null, "a%c"))
                .containsExactly(true, true, false, false, null, true);
        assertThat(evaluate(col("s").like("_é%_"), "aéx", "éx", "😀éé", "aé"))
                .containsExactly(true, false, true, false);
        assertThat(evaluate(col("s").like("%ab%ab"), "abab", "ab", "ababab", "abxabx"))
                .containsExactly(true, false, true, false);
        assertThat(evaluate(col("s").like(""), "", "a")).containsExactly(true, false);
    }

    @Test
    void findsTexts() {
        assertThat(evaluate(col("s").contains("longer than eight"), "is longer than eight.", "longer than eigh", ""))
                .containsExactly(true, false, false);
        assertThat(evaluate(col("s").startsWith(""), "", "a", null)).containsExactly(true, true, null);
        assertThat(evaluate(col("s").endsWith("é"), "é", "ée", "aé")).containsExactly(true, false, true);
        assertThat(evaluate(col("s").contains(lit(null)), "a")).containsOnlyNulls();
    }

    @Test
    void changesCaseAsJavaDoes() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        for (int rows : Samples.LENGTHS) {
            List<Object> texts = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                texts.add(row % 7 == 3 ? null : text(random, row % 5 == 4 ? 0x180 : 0x80));
            }
            try (ChunkFixture fixture = new ChunkFixture(SCHEMA, List.of(texts, texts))) {
                assertThat(fixture.evaluate(node(col("s").lower())))
                        .as("seed %d", seed)
                        .isEqualTo(mapped(texts, text -> text.toLowerCase(Locale.ROOT)));
                assertThat(fixture.evaluate(node(col("s").upper())))
                        .as("seed %d", seed)
                        .isEqualTo(mapped(texts, text -> text.toUpperCase(Locale.ROOT)));
                assertThat(fixture.evaluate(node(concat(col("s"), "·", col("t")))))
                        .as("seed %d", seed)
                        .isEqualTo(mapped(texts, text -> text + "·" + text));
            }
        }
    }

    private static String text(Random random, int symbols) {
        return random.ints(random.nextInt(30), 1, symbols)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<Object> mapped(List<Object> texts, Function<String, String> change) {
        List<Object> changed = new ArrayList<>();
        texts.forEach(text -> changed.add(text == null ? null : change.apply((String) text)));
        return changed;
    }

    @Test
    void trimsSpacesOnly() {
        assertThat(evaluate(col("s").trim(), "  a b ", "\ta", "   ", "", null))
                .containsExactly("a b", "\ta", "", "", null);
    }
}
