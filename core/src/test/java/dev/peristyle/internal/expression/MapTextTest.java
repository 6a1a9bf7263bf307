package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.ground.TextBytes;
import dev.peristyle.internal.ground.TextChars;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class MapTextTest {

    private static final Schema SCHEMA =
            Schema.builder().add("s", DataType.STRING).build();

    private static List<Object> evaluate(Expression expression, Object... texts) {
        try (ChunkFixture fixture = new ChunkFixture(SCHEMA, List.of(Arrays.asList(texts)))) {
            return fixture.evaluate(node(expression));
        }
    }

    private static int digits(CharSequence text) {
        int count = 0;
        for (int index = 0; index < text.length(); index++) {
            count += Character.isDigit(text.charAt(index)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void appliesAFunctionOfEachKindAndLeavesNullsOut() {
        Object[] texts = {"a1b22", null, "", "é𝄞日9"};
        assertThat(evaluate(col("s").text().mapToInt(MapTextTest::digits), texts))
                .containsExactly(3, null, 0, 1);
        assertThat(evaluate(col("s").text().mapToLong(text -> 1L << 40 | text.length()), texts))
                .containsExactly(1L << 40 | 5, null, 1L << 40, 1L << 40 | 5);
        assertThat(evaluate(col("s").text().mapToDouble(text -> text.length() / 2.0), texts))
                .containsExactly(2.5, null, 0.0, 2.5);
        assertThat(evaluate(col("s").text().mapToBoolean(text -> digits(text) > 1), texts))
                .containsExactly(true, null, false, false);
        assertThat(evaluate(
                        col("s").text()
                                .map((text, out) -> out.append(text).append('!').reverse()),
                        texts))
                .containsExactly("!22b1a", null, "!", "!9日𝄞é");
    }

    @Test
    void namesTheTextForWhichItFails() {
        Expression number = col("s").text().mapToInt(text -> Integer.parseInt(text, 0, text.length(), 10));
        assertThatThrownBy(() -> evaluate(number, "1", null, "x2", "y"))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("map(s): the function failed for 'x2': java.lang.NumberFormatException")
                .hasCauseInstanceOf(NumberFormatException.class);
        assertThat(evaluate(when(col("s").ne("x2")).then(number).otherwise(-1), "1", null, "x2"))
                .containsExactly(1, -1, -1);
        assertThatThrownBy(() -> evaluate(col("s").length().text().mapToInt(CharSequence::length), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs text");
    }

    /** As the JDK has it, for texts and for bytes that are none. */
    @Test
    void showsCharactersAndWritesThemAsTheJdkDoes() {
        Random random = Seeds.random(4);
        TextChars chars = new TextChars();
        TextBytes bytes = new TextBytes();
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer memory = pool.allocate(1000, "text")) {
            for (int round = 0; round < 3000; round++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(200); length > 0; length--) {
                    int bits = 1 + random.nextInt(20);
                    int point = random.nextInt(1 << bits);
                    text.appendCodePoint(Character.isValidCodePoint(point) ? point : 'x');
                }
                byte[] expected = text.toString().getBytes(StandardCharsets.UTF_8);
                int length = bytes.encode(text);
                assertThat(Arrays.copyOf(bytes.bytes(), length)).isEqualTo(expected);
                for (int index = 0; index < length; index++) {
                    UnsafeApi.putByte(memory.address() + index, expected[index]);
                }
                chars.show(memory.address(), length);
                assertThat(chars.toString()).isEqualTo(new String(expected, StandardCharsets.UTF_8));
                assertThat(chars.subSequence(length / 9, length / 9).length()).isZero();
            }
            for (byte[] wrong :
                    new byte[][] {{-1}, {(byte) 0xC3}, {'a', (byte) 0xE2, (byte) 0x82}, {(byte) 0x80, 'b'}}) {
                for (int index = 0; index < wrong.length; index++) {
                    UnsafeApi.putByte(memory.address() + index, wrong[index]);
                }
                chars.show(memory.address(), wrong.length);
                assertThat(chars.toString()).contains("\uFFFD");
            }
        }
    }
}
