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

    @Test
    void takesEscapeCharactersAway() {
        String[] pieces = {"a", "bcdefgh", "\u00e4", "\\", "\"", ",", "\\\\\"\"", "\n"};
        for (long seed = 0; seed < 1000; seed++) {
            Random random = Seeds.random(seed);
            List<String> texts = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < ParsedColumn.LENGTHS[random.nextInt(7)]; i++) {
                boolean quoted = random.nextBoolean();
                StringBuilder text = new StringBuilder();
                StringBuilder content = new StringBuilder();
                for (int piece = random.nextInt(random.nextInt(8) == 0 ? 60 : 6); piece > 0; piece--) {
                    for (char c : pieces[random.nextInt(pieces.length)].toCharArray()) {
                        boolean special = c == '\\' || c == '"';
                        boolean doubled = quoted && c == '"' && random.nextBoolean();
                        text.append(special || random.nextInt(9) == 0 ? doubled ? "\"" : "\\" : "")
                                .append(c);
                        content.append(c);
                    }
                }
                if (!quoted && random.nextInt(5) == 0) {
                    // at the very end it escapes nothing
                    text.append('\\');
                    content.append('\\');
                }
                texts.add(quoted ? "\"" + text + '"' : text.toString());
                expected.add(!quoted && text.isEmpty() ? null : content.toString());
            }
            try (ParsedColumn column = new ParsedColumn(texts, random, 8)) {
                FieldColumn fields = column.fields('"', null);
                fields.escapeBits = escapeBits(column, fields);
                fields.lengths = column.memory.allocate(4L * column.count);
                fields.arenaCapacity = random.nextInt(20);
                fields.arena = column.memory.allocate(fields.arenaCapacity);
                column.state.arenaUsed = 0;
                column.state.escapesPossible = true;
                if (StringViewParser.parse(fields, column.state) == StringViewParser.ARENA_FULL) {
                    fields.arenaCapacity = column.state.arenaNeeded;
                    fields.arena = column.memory.allocate(fields.arenaCapacity);
                    assertThat(StringViewParser.parse(fields, column.state)).isEqualTo(-1);
                }
                for (int row = 0; row < column.count; row++) {
                    String text = TestMemory.string(
                            UnsafeApi.getLong(column.values + 8L * row), UnsafeApi.getInt(fields.lengths + 4L * row));
                    assertThat(column.present(row) ? text : null)
                            .as("seed %d <%s>", seed, texts.get(row))
                            .isEqualTo(expected.get(row));
                }
            }
        }
    }

    /** What a scan would have noted; outside of the fields the bits have no meaning. */
    private static long escapeBits(ParsedColumn column, FieldColumn fields) {
        int bytes = 0;
        for (int row = 0; row < column.rows; row++) {
            bytes = Math.max(bytes, UnsafeApi.getInt(fields.ends + row * fields.endStep));
        }
        fields.escapeBitsFrom = -5;
        long bits = column.memory.allocate((bytes + 5) / 8 + 1 + Long.BYTES);
        for (int out = 0; out < column.count; out++) {
            long row = fields.selection == 0 ? out : UnsafeApi.getInt(fields.selection + 4L * out);
            int start = UnsafeApi.getInt(fields.starts + row * fields.startStep) + 1;
            int end = UnsafeApi.getInt(fields.ends + row * fields.endStep);
            boolean quoted = start < end && UnsafeApi.getByte(fields.base + start) == '"';
            boolean escapes = false;
            for (int position = quoted ? start + 1 : start; position < end; position++) {
                byte current = UnsafeApi.getByte(fields.base + position);
                escapes = !escapes && (current == '\\' || quoted && current == '"');
                long address = bits + (position + 5 >> 3);
                int bit = 1 << (position + 5 & 7);
                int others = UnsafeApi.getByte(address) & ~bit;
                UnsafeApi.putByte(address, (byte) (escapes ? others | bit : others));
            }
        }
        return bits;
    }

    private static int parse(ParsedColumn c, long lengths, long arena, long capacity, int quote, NullTokens tokens) {
        FieldColumn fields = c.fields(quote, tokens);
        fields.lengths = lengths;
        fields.arena = arena;
        fields.arenaCapacity = capacity;
        return StringViewParser.parse(fields, c.state);
    }
}
