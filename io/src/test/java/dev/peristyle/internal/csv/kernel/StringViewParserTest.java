package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class StringViewParserTest {
    @Test
    void viewsTextsAndCopiesOnlyEscapedOnes() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = Seeds.random(seed);
            int count = ParsedColumn.LENGTHS[random.nextInt(ParsedColumn.LENGTHS.length)];
            int quote = random.nextInt(3) == 0 ? -1 : '"';
            NullTokens tokens = random.nextBoolean() ? new NullTokens("\\N", "") : null;
            boolean escapes = random.nextBoolean();
            List<String> texts = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String content = random.nextInt(9) == 0 ? "\\N" : "\u00e4b c".repeat(random.nextInt(5));
                if (quote >= 0 && random.nextBoolean()) {
                    content = escapes && random.nextInt(3) == 0 ? content + "\"" + content + "\"\"," : content;
                    texts.add('"' + content.replace("\"", "\"\"") + '"');
                    expected.add(content);
                } else {
                    content = quote < 0 && random.nextInt(5) == 0 ? "\"" + content : content;
                    texts.add(content);
                    expected.add(content.isEmpty() || (tokens != null && content.equals("\\N")) ? null : content);
                }
            }
            try (ParsedColumn column = new ParsedColumn(texts, random, 8)) {
                long lengths = column.memory.allocate(4L * count);
                long arenaCapacity = random.nextInt(40);
                long arena = column.memory.allocate(arenaCapacity);
                column.state.arenaUsed = 0;
                column.state.escapesPossible = escapes;
                int result = parse(column, lengths, arena, arenaCapacity, quote, tokens);
                if (result == StringViewParser.ARENA_FULL) {
                    assertThat(column.state.arenaUsed).isZero();
                    arenaCapacity = column.state.arenaNeeded;
                    arena = column.memory.allocate(arenaCapacity);
                    result = parse(column, lengths, arena, arenaCapacity, quote, tokens);
                }
                assertThat(result).as("seed %d", seed).isEqualTo(-1);
                int nulls = 0;
                for (int row = 0; row < count; row++) {
                    String about = "seed " + seed + " <" + texts.get(row) + ">";
                    long address = UnsafeApi.getLong(column.values + 8L * row);
                    String text = TestMemory.string(address, UnsafeApi.getInt(lengths + 4L * row));
                    assertThat(column.present(row) ? text : null).as(about).isEqualTo(expected.get(row));
                    boolean copied = address >= arena && address < arena + arenaCapacity;
                    assertThat(copied)
                            .as(about)
                            .isEqualTo(quote >= 0
                                    && expected.get(row) != null
                                    && expected.get(row).contains("\""));
                    nulls += column.present(row) ? 0 : 1;
                }
                assertThat(column.state.nullCount).isEqualTo(nulls);
                assertThat(column.validityAfter()).isZero();
            }
        }
    }

    private static int parse(ParsedColumn c, long lengths, long arena, long capacity, int quote, NullTokens tokens) {
        FieldColumn fields = c.fields(quote, tokens);
        fields.lengths = lengths;
        fields.arena = arena;
        fields.arenaCapacity = capacity;
        return StringViewParser.parse(fields, c.state);
    }
}
