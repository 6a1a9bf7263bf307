package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/**
 * The scan of any dialect, held against one that goes byte by byte. {@code -Dperistyle.test.dialectScans=1000000} tries so many inputs.
 */
class DialectScannerTest {
    private static final int SCANS = Integer.getInteger("peristyle.test.dialectScans", 20_000);
    private static final String[] PADDINGS = {"\"", ",", "\n", "\r\n", "\\", "\0", "\u00FC"};
    private static final String[] PIECES = {
        ",", ",", ",", "\n", "\n", "\r", "\r\n", "\"", "\"\"", "\\", "\\\\", "#", " ", "\t", ",,", "|", "||", "a",
        "\u00A7", "x"
    };

    @Test
    void agreesByteForByteWithTheSlowScan() {
        for (long seed = 0; seed < SCANS; seed++) {
            Random random = Seeds.random(seed);
            Dialect dialect = dialect(random);
            byte[] text = text(random);
            try (TestMemory memory = new TestMemory()) {
                check(seed, random, dialect, text, memory);
            }
        }
    }

    private static void check(long seed, Random random, Dialect dialect, byte[] text, TestMemory memory) {
        long base = memory.input(text, PADDINGS[random.nextInt(PADDINGS.length)], random.nextInt(64));
        int from = random.nextInt(3) == 0 ? random.nextInt(text.length + 1) : 0;
        int limit = random.nextInt(3) == 0 ? from + random.nextInt(text.length - from + 1) : text.length;
        boolean end = random.nextBoolean();
        int lastStart = random.nextInt(4) == 0 ? from + random.nextInt(limit - from + 1) : limit;
        int columns = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4);
        int maxRows = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : Integer.MAX_VALUE;
        long entries = Math.min(limit - from + 1L, (long) maxRows * columns) + columns;
        long wanted = memory.allocate(entries * DialectScanner.ENTRY);
        long index = memory.allocate(entries * DialectScanner.ENTRY);
        ByteDialectScanner slow = new ByteDialectScanner(dialect);
        slow.scan(base, from, limit, end, lastStart, columns, maxRows, wanted);
        DialectScanner scanner = new DialectScanner(dialect);
        if (random.nextBoolean()) {
            // what was scanned before has no influence
            long bits = memory.allocate(DialectScanner.escapeBitsFor(text.length));
            scanner.scan(base, 0, text.length, true, text.length, 1, 1, memory.allocate(DialectScanner.ENTRY), bits);
        }
        long escapeBits = memory.allocate(DialectScanner.escapeBitsFor(limit - from));
        scanner.scan(base, from, limit, end, lastStart, columns, maxRows, index, escapeBits);

        String input = "seed " + seed + " [" + from + ", " + limit + ") of " + new String(text, StandardCharsets.UTF_8);
        assertThat(state(scanner)).as(input).isEqualTo(state(slow));
        int ints = slow.rows * columns * DialectScanner.ENTRY / Integer.BYTES;
        assertThat(TestMemory.ints(index, ints)).as(input).isEqualTo(TestMemory.ints(wanted, ints));
        boolean escapes = dialect.escape() >= 0;
        // an escape character after the last row may have been seen, or one that escapes nothing
        assertThat(scanner.escapesSeen).as(input).isEqualTo(slow.escapesSeen || escapes && scanner.escapesSeen);
        assertThat(scanner.escapesSeen && !slow.escapesSeen && !holdsEscape(text))
                .as(input)
                .isFalse();
        for (int field = 0; escapes && field < slow.rows * columns; field++) {
            int start = UnsafeApi.getInt(index + (long) DialectScanner.ENTRY * field) + 1;
            int fieldEnd = UnsafeApi.getInt(index + (long) DialectScanner.ENTRY * field + 4);
            assertThat(escaping(escapeBits, start - from, fieldEnd - from))
                    .as("%s: [%d, %d)", input, start, fieldEnd)
                    .isEqualTo(escapingBytes(dialect, text, start, fieldEnd));
        }
        boolean ascii = true;
        for (int position = from; position < scanner.next; position++) {
            ascii &= text[position] >= 0;
        }
        // a delimiter beyond ASCII at the very end need not be noticed: it is of no field
        if (!ascii && dialect.delimiterByte() >= 0) {
            assertThat(scanner.nonAsciiSeen()).as(input).isTrue();
        }
    }

    private static boolean holdsEscape(byte[] text) {
        boolean holds = false;
        for (byte current : text) {
            holds |= current == '\\';
        }
        return holds;
    }

    /** The bits of a field, but for its last byte. */
    private static String escaping(long bits, int from, int to) {
        StringBuilder shown = new StringBuilder();
        for (int bit = from; bit < to - 1; bit++) {
            shown.append(UnsafeApi.getByte(bits + (bit >> 3)) >> (bit & 7) & 1);
        }
        return shown.toString();
    }

    private static String escapingBytes(Dialect dialect, byte[] text, int from, int to) {
        StringBuilder shown = new StringBuilder();
        boolean quoted = dialect.quote() >= 0 && from < to && text[from] == dialect.quote();
        boolean escaped = false;
        for (int position = from; position < to - 1; position++) {
            boolean special = text[position] == dialect.escape() || quoted && text[position] == dialect.quote();
            escaped = !escaped && special && !(quoted && position == from);
            shown.append(escaped ? 1 : 0);
        }
        return shown.toString();
    }

    @Test
    void saysThatAllIsAsciiWhereItIs() {
        byte[] text = "a,b\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
        try (TestMemory memory = new TestMemory()) {
            long base = memory.input(text, "\u00FC", 0);
            DialectScanner scanner = new DialectScanner(dialect(Seeds.random(0)));
            long bits = memory.allocate(DialectScanner.escapeBitsFor(text.length));
            scanner.scan(base, 0, text.length, true, text.length, 2, 1 << 20, memory.allocate(1 << 20), bits);

            assertThat(scanner.nonAsciiSeen()).isFalse();
        }
    }

    private static String state(ByteDialectScanner scanner) {
        return state(
                scanner.stopped,
                scanner.rows,
                scanner.next,
                scanner.problemAt,
                scanner.fields,
                scanner.insideQuotes,
                scanner.quotesSeen);
    }

    private static String state(DialectScanner scanner) {
        return state(
                scanner.stopped,
                scanner.rows,
                scanner.next,
                scanner.problemAt,
                scanner.fields,
                scanner.insideQuotes,
                scanner.quotesSeen);
    }

    private static String state(
            int stopped, int rows, int next, int problemAt, int fields, boolean insideQuotes, boolean quotesSeen) {
        boolean hasPlace = stopped == DialectScanner.FIELD_COUNT || stopped == DialectScanner.TEXT_AFTER_QUOTE;
        return "stopped " + stopped + " after " + rows + " rows at " + next
                + (hasPlace ? ", wrong at " + problemAt : "")
                + (stopped == DialectScanner.FIELD_COUNT ? " with " + fields : "")
                + (insideQuotes ? ", inside" : "") + (quotesSeen ? ", quotes" : "");
    }

    private static Dialect dialect(Random random) {
        String[] delimiters = {",", ",", "|", "||", ",,", "|,", "\u00A7", "\t", "|||"};
        LineEnds[] ends = LineEnds.values();
        return new Dialect(
                delimiters[random.nextInt(delimiters.length)],
                random.nextInt(4) == 0 ? Dialect.NONE : '"',
                random.nextBoolean() ? Dialect.NONE : '\\',
                random.nextBoolean() ? Dialect.NONE : '#',
                ends[random.nextInt(ends.length)],
                random.nextBoolean());
    }

    /** Now and then longer than a block; mostly text, or mostly structure. */
    private static byte[] text(Random random) {
        int length = random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(60);
        if (random.nextInt(200) == 0) {
            length = 20_000 + random.nextInt(5000);
        }
        int plain = random.nextInt(3) * 6;
        int used = 4 + random.nextInt(PIECES.length - 3);
        String[] pieces = PIECES.clone();
        java.util.Collections.shuffle(Arrays.asList(pieces), random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            String piece = random.nextInt(10) < plain / 2
                    ? "abcdefghijkl".substring(random.nextInt(12))
                    : pieces[random.nextInt(used)];
            bytes.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
