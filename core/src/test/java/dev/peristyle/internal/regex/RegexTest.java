package dev.peristyle.internal.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {

    private static final int EXPRESSIONS = Integer.getInteger("peristyle.test.regexes", 5_000);
    private static final String[] TEXT = {"a", "b", "1", "-", "c", "A", "é", "😀", "_", " "};
    private static final String[] ATOMS = {
        "a", "b", "c", "é", "😀", ".", "[ab]", "[^a]", "[a-cé]", "\\d", "\\w", "\\s", "\\D", "\\W", "[\\d_]", "^", "$",
        "1", "\\b", "\\B"
    };

    private final Random random = Seeds.fresh();
    private int atoms;

    /** Matches of ours as text: whole or not, and the places of the first match and of its groups. */
    private static String ours(String pattern, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer buffer = pool.allocate(Math.max(1, bytes.length), "text")) {
            for (int index = 0; index < bytes.length; index++) {
                UnsafeApi.putByte(buffer.address() + index, bytes[index]);
            }
            RegexProgram program = RegexProgram.of(pattern);
            RegexMatcher matcher = new RegexMatcher(program, program.groups());
            matcher.reset(buffer.address(), bytes.length);
            StringBuilder result = new StringBuilder().append(matcher.matches());
            if (matcher.find(0)) {
                for (int group = 0; group <= program.groups(); group++) {
                    boolean isThere = matcher.end(group) >= 0;
                    result.append(' ').append(isThere ? characters(bytes, matcher.start(group)) : -1);
                    result.append(',').append(isThere ? characters(bytes, matcher.end(group)) : -1);
                }
            }
            return result.toString();
        }
    }

    private static int characters(byte[] bytes, int position) {
        return new String(bytes, 0, position, StandardCharsets.UTF_8).length();
    }

    private static String javas(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.UNICODE_CASE).matcher(text);
        StringBuilder result = new StringBuilder().append(matcher.matches());
        matcher.reset();
        if (matcher.find()) {
            for (int group = 0; group <= matcher.groupCount(); group++) {
                result.append(' ').append(matcher.start(group)).append(',').append(matcher.end(group));
            }
        }
        return result.toString();
    }

    /** Java takes letters beyond ASCII for parts of words in some versions, and looks between the halves of surrogate pairs. */
    @ParameterizedTest
    @CsvSource({"18, 10", "20, 4"})
    void findsWhatJavaFinds(int atomCount, int pieces) {
        atoms = atomCount;
        for (int count = 0; count < EXPRESSIONS; count++) {
            String pattern = expression(3);
            for (int texts = 0; texts < 5; texts++) {
                StringBuilder text = new StringBuilder();
                for (int left = random.nextInt(9); left > 0; left--) {
                    text.append(TEXT[random.nextInt(pieces)]);
                }
                assertThat(ours(pattern, text.toString()))
                        .as("%s on '%s'", pattern, text)
                        .isEqualTo(javas(pattern, text.toString()));
            }
        }
    }

    private String expression(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        return switch (kind) {
            case 0, 1 -> ATOMS[random.nextInt(atoms)];
            case 2 -> expression(depth - 1) + expression(depth - 1);
            case 3 -> "(?:" + expression(depth - 1) + "|" + expression(depth - 1) + ")";
            case 4 -> "(" + expression(depth - 1) + ")";
            default -> repeated();
        };
    }

    /** Of what takes at least a code point: how often nothing is repeated is where the engines part. */
    private String repeated() {
        String[] repetitions = {"*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{1,}"};
        String one = ATOMS[random.nextInt(15)];
        String part = random.nextBoolean() ? one : "(?:" + one + ATOMS[random.nextInt(atoms)] + "|" + one + ")";
        return part + repetitions[random.nextInt(repetitions.length)];
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "(?i)stra[sß]e,STRASSE",
                "(?i)É,é",
                "(?i)[a-c]+,xABCx",
                "(?s)a.b,a-b",
                "\\x41\\u00e9\\x{1F600},Aé😀",
                "[]a]+,]a",
                "[a\\-z]+,a-z",
                "(?<year>\\d{4})-(?<month>\\d\\d),on 2024-05",
                "^$,\"\"",
                "a||b,ab",
                "(a)|(b),b",
                "x*,\"\"",
                "[^\\d\\s]+,1 a-b",
                "\\Aa\\z,a",
                "[\\D]+,12ab"
            })
    void readsWhatJavaReads(String pattern, String text) {
        assertThat(ours(pattern, text)).isEqualTo(javas(pattern, text));
    }

    @Test
    void knowsLines() {
        assertThat(ours("(?m)^b$", "a\nb\nc")).isEqualTo("false 2,3");
        assertThat(ours("a.b", "a\nb")).isEqualTo("false");
        assertThat(ours("a$", "a\n")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a(~a ( without a )",
                "a)~a ) without a (",
                "*a~nothing to repeat",
                "a**~a repetition of a repetition",
                "a{2,1}~a repetition is {2}, {2,} or {2,3}",
                "a{x}~a repetition is {2}",
                "a{2000}~more than 1000 repetitions",
                "(a)\\1~a reference to a group is not possible in linear time",
                "a(?=b)~looking ahead or behind is not possible in linear time",
                "a(?i)b~flags are possible at the start only",
                "[a~the expression ends too early",
                "[z-a]~a range whose end is before its start",
                "[[:alpha:]]~sets within sets",
                "\\q~no such escape: \\q",
                "\\x{110000}~no code point",
                "a\\~the expression ends too early",
                "((a{1000}){1000}){1000}~it is too large"
            })
    void refusesWhatItCannotDo(String pattern, String reason) {
        assertThatThrownBy(() -> RegexProgram.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesTooManyGroupsWithinEachOther() {
        assertThatThrownBy(() -> RegexProgram.of("(".repeat(10_000))).hasMessageContaining("more than 200 deep");
    }

    /** Java's own would take longer than anyone waits. */
    @Test
    void takesTimeThatIsLinear() {
        String text = "a".repeat(20_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(ours("(?:a|a)*b", text)).isEqualTo("false");
            assertThat(ours("(?:a*)*c", text)).isEqualTo("false");
            assertThat(ours("(?:a?){25}a{25}", "a".repeat(25))).isEqualTo("true 0,25");
        });
    }
}
