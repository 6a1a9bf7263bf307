package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract of a structure scan, held against an oracle; the scalar kernel here, any other in subclasses. */
class StructureScannerTest {
    private static final String[] PADDINGS = {"\"", ",", "\n", "\"\n", "0", "\r\n\",", "\0", "\u00FC"};
    private static final byte DELIMITER = ',';

    StructureKernel kernel() {
        return new ScalarStructureKernel();
    }

    @Test
    void agreesWithOracleOnRandomBytesOfEveryMixAroundBlockEdges() {
        String[] alphabets = {
            "a,\n",
            "abcdefgh,\n",
            "a\",\n",
            "\"\"\"\",\n",
            "a,\"\r\n",
            "aaaaaaaaaaaaaaaaaaaaaaaa,\n\"",
            "ab,\r\n",
            "a\u00FC,\n",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,\n\"\u00FC"
        };
        for (String alphabet : alphabets) {
            for (int length = 0; length <= 200; length++) {
                check(
                        random(alphabet, length, length),
                        '"',
                        length % 9,
                        Integer.MAX_VALUE,
                        PADDINGS[length % PADDINGS.length]);
            }
        }
    }

    @Test
    void agreesWithOracleOnRandomRecordsOfEveryShape() {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = Seeds.random(seed);
            byte[] text = records(random, random.nextInt(40), random.nextInt(4) == 0);
            int max = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
            check(
                    text,
                    random.nextInt(8) == 0 ? -1 : '"',
                    random.nextInt(64),
                    max,
                    PADDINGS[random.nextInt(PADDINGS.length)]);
        }
    }

    @Test
    void agreesWithOracleOnInputsOfManyBlocks() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = Seeds.random(seed);
            byte[] text = manyBlocks(random);
            int max = random.nextInt(3) == 0 ? 1 + random.nextInt(2000) : Integer.MAX_VALUE;
            check(
                    text,
                    random.nextInt(8) == 0 ? -1 : '"',
                    random.nextInt(64),
                    max,
                    PADDINGS[random.nextInt(PADDINGS.length)]);
        }
    }

    @Test
    void goesOnAfterAFullIndexAnywhereInManyBlocks() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = Seeds.random(seed);
            byte[] text = manyBlocks(random);
            StructureOracle oracle = new StructureOracle(text, ',', '"', Integer.MAX_VALUE);
            try (TestMemory memory = new TestMemory()) {
                long base = memory.input(text, "\n", 0);
                long index = memory.allocate(4L * (text.length + 65));
                StructureState state = new StructureState();
                int capacity = 65;
                state.start(index, capacity, 0, Integer.MAX_VALUE);
                while (state.scannedTo < text.length && state.errorKind == StructureState.NO_ERROR) {
                    StructureScanner.scan(kernel(), base, text.length, DELIMITER, '"', state);
                    int lineEnds = 0;
                    for (int entry = 0; entry < state.entryCount; entry++) {
                        lineEnds += text[state.entry(entry)] == '\n' ? 1 : 0;
                    }
                    assertThat(state.lineEnds).as("seed %d", seed).isEqualTo(lineEnds);
                    capacity = Math.min(text.length + 65, capacity + 1 + random.nextInt(800));
                    state.continueIn(index, capacity);
                }
                assertThat(TestMemory.ints(index, state.entryCount))
                        .as("seed %d", seed)
                        .isEqualTo(oracle.ends.stream().mapToInt(i -> i).toArray());
            }
        }
    }

    /** Up to four blocks of the scalar kernel, with few quotes or many, some of them irregular. */
    private static byte[] manyBlocks(Random random) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int length = random.nextInt(4 * BlockMasks.BYTES);
        boolean irregular = random.nextInt(8) == 0;
        int quotedOf = random.nextInt(3) * 50;
        while (text.size() < length) {
            if (random.nextInt(100) < quotedOf) {
                text.writeBytes(records(random, 1 + random.nextInt(4), irregular));
            } else {
                byte[] plain = random("abcdefgh\u00FC,\n", random.nextInt(300), random.nextLong());
                text.writeBytes(plain);
                text.write('\n');
            }
        }
        return text.toByteArray();
    }

    @Test
    void seesEveryQuotePatternOnEveryBlockEdge() {
        String[] patterns = {
            "\"a\"",
            "\"\"",
            "\"\"\"\"",
            "\"a\"\"b\"",
            "\",\n\"",
            "a\"b",
            "\"a\"b",
            "\"a\"\r\n",
            "\"a\"\rb",
            "\"a\" ",
            "\"",
            "\"\"\""
        };
        for (String pattern : patterns) {
            for (int before = 50; before < 70; before++) {
                for (String separator : new String[] {",", "\n", ""}) {
                    String text = "x".repeat(before) + separator + pattern + ",y,\"z\"\nlast";
                    check(text.getBytes(StandardCharsets.UTF_8), '"', 0, Integer.MAX_VALUE, "\"");
                }
            }
        }
    }

    @Test
    void fillsIndexAndGoesOnInALargerOne() {
        byte[] text = random(",\n\"ab", 1000, 7);
        for (int capacity = 65; capacity < 300; capacity += 13) {
            try (TestMemory memory = new TestMemory()) {
                StructureOracle oracle = new StructureOracle(text, ',', -1, Integer.MAX_VALUE);
                long base = memory.input(text, ",", 3);
                StructureState state = new StructureState();
                state.start(memory.allocate(4L * capacity), capacity, 0, Integer.MAX_VALUE);
                StructureScanner.scan(kernel(), base, text.length, DELIMITER, -1, state);
                assertThat(state.indexFull()).isTrue();
                int[] first = TestMemory.ints(state.indexAddress, state.entryCount);
                long larger = memory.allocate(4L * 2000);
                org.agrona.UnsafeApi.copyMemory(state.indexAddress, larger, 4L * state.entryCount);
                state.continueIn(larger, 2000);
                StructureScanner.scan(kernel(), base, text.length, DELIMITER, -1, state);
                assertThat(state.scannedTo).isEqualTo(text.length);
                int[] all = TestMemory.ints(larger, state.entryCount);
                assertThat(Arrays.copyOf(all, first.length)).isEqualTo(first);
                assertThat(all).isEqualTo(oracle.ends.stream().mapToInt(i -> i).toArray());
                assertThat(state.lineEnds).isEqualTo(oracle.lineEnds);
            }
        }
    }

    @Test
    void resumesAtAnyPositionBecauseTheStateCarriesEverything() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = Seeds.random(seed);
            byte[] text = records(random, 12, false);
            StructureOracle oracle = new StructureOracle(text, ',', '"', Integer.MAX_VALUE);
            try (TestMemory memory = new TestMemory()) {
                long base = memory.input(text, "\"", 0);
                StructureState state = new StructureState();
                state.start(memory.allocate(4L * (text.length + 65)), text.length + 65, 0, Integer.MAX_VALUE);
                for (int limit = 0;
                        limit < text.length;
                        limit = Math.min(text.length, limit + 1 + random.nextInt(100))) {
                    StructureScanner.scan(kernel(), base, limit, DELIMITER, '"', state);
                }
                StructureScanner.scan(kernel(), base, text.length, DELIMITER, '"', state);
                assertThat(TestMemory.ints(state.indexAddress, state.entryCount))
                        .as("seed %d", seed)
                        .isEqualTo(oracle.ends.stream().mapToInt(i -> i).toArray());
            }
        }
    }

    @Test
    void completesTheLastRecordThatLacksItsLineFeed() {
        assertThat(ends("a,b", true)).containsExactly(1, 3);
        assertThat(ends("a,", true)).containsExactly(1, 2);
        assertThat(ends("a\n", false)).containsExactly(1);
        assertThat(ends("", false)).isEmpty();
        assertThat(ends("a\nb", true)).containsExactly(1, 3);
    }

    @Test
    void saysWhetherQuotesAreDoubled() {
        assertThat(escapes("\"a\",\"b\"\r\n\"\",\"\"\n")).isFalse();
        assertThat(escapes("\"a\",\"b\"\"\"\n")).isTrue();
        assertThat(escapes("x".repeat(60) + ",\"a\"\"\"\n")).isTrue();
    }

    @Test
    void countsRegularRecordsAndGivesUpOnOthers() {
        int counted = 0;
        for (long seed = 0; seed < 2000; seed++) {
            Random random = Seeds.random(seed);
            int columns = 1 + random.nextInt(random.nextInt(4) == 0 ? StructureKernel.MAX_COUNTED_COLUMNS : 20);
            int records = random.nextInt(random.nextInt(20) == 0 ? 2000 : 30);
            boolean faults = random.nextInt(3) == 0;
            int quote = random.nextBoolean() ? '"' : -1;
            byte[] text = rectangle(random, columns, records, faults, quote >= 0 && random.nextBoolean());
            int max = random.nextInt(3) == 0 ? 65 + random.nextInt(records + 5) : Integer.MAX_VALUE;
            StructureOracle oracle = new StructureOracle(text, ',', quote, Integer.MAX_VALUE);
            try (TestMemory memory = new TestMemory()) {
                long base = memory.input(text, PADDINGS[random.nextInt(PADDINGS.length)], random.nextInt(64));
                StructureState state = new StructureState();
                state.startCount(0, max);
                // in parts, as a trial of vectors does it
                int end = random.nextInt(text.length + 1);
                kernel().count(base, end, DELIMITER, quote, columns, state);
                kernel().count(base, text.length, DELIMITER, quote, columns, state);
                boolean done = state.isCounted(text.length);
                int whole = text.length & -64;
                long lineEnds = oracle.ends.stream()
                        .filter(position -> position < whole && text[position] == '\n')
                        .count();
                if (!faults) {
                    assertThat(done).as("seed %d", seed).isEqualTo(lineEnds > 0);
                }
                int ended = state.scannedTo;
                assertThat(state.nonAsciiSeen || isAscii(text, ended))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(state.nonAsciiSeen && isAscii(text, text.length))
                        .as("seed %d", seed)
                        .isFalse();
                if (done) {
                    counted++;
                    assertThat(state.lineEnds).as("seed %d", seed).isBetween((int) Math.min(lineEnds, max - 63), (int)
                            Math.min(lineEnds, max));
                    int entries = state.lineEnds * columns;
                    for (int entry = 0; entry < entries; entry++) {
                        assertThat(text[oracle.ends.get(entry)] == '\n')
                                .as("seed %d", seed)
                                .isEqualTo(entry % columns == columns - 1);
                    }
                    assertThat(state.recordsEnd(base, quote))
                            .as("seed %d", seed)
                            .isEqualTo(oracle.ends.get(entries - 1) + 1);
                }
            }
        }
        assertThat(counted).isGreaterThan(1000);
    }

    /** Records of so many columns, of which one may be wrong, and the beginning of one that is not complete. */
    private static byte[] rectangle(Random random, int columns, int records, boolean faults, boolean quotes) {
        StringBuilder text = new StringBuilder();
        int wrong = faults ? random.nextInt(records + 1) : -1;
        int longest = 1 + random.nextInt(random.nextInt(9) == 0 ? 300 : 20);
        int quotedOf = quotes ? random.nextInt(4) : 0;
        String lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        int foreign = random.nextBoolean() ? random.nextInt(records + 1) : -1;
        for (int record = 0; record < records; record++) {
            int fields = columns;
            if (record == wrong) {
                switch (random.nextInt(4)) {
                    case 0 -> fields = Math.max(1, columns - 1 - random.nextInt(3));
                    case 1 -> fields += 1 + random.nextInt(3);
                    case 2 -> text.append("x\"");
                    default -> text.append(lineEnd);
                }
            }
            for (int field = 0; field < fields; field++) {
                String content = (record == foreign ? "\u00FC" : "x").repeat(random.nextInt(longest));
                boolean quoted = quotedOf > 0 && random.nextInt(quotedOf) == 0;
                text.append(field == 0 ? "" : ",");
                text.append(quoted ? '"' + content + (random.nextBoolean() ? ",\n\"\"\r" : "") + '"' : content);
            }
            text.append(lineEnd);
        }
        text.append("x,".repeat(random.nextInt(columns))).append("x");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] text, int length) {
        for (int position = 0; position < length; position++) {
            if (text[position] < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean escapes(String text) {
        try (TestMemory memory = new TestMemory()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long base = memory.input(bytes, "\"", 0);
            StructureState state = new StructureState();
            state.start(memory.allocate(4L * 200), 200, 0, Integer.MAX_VALUE);
            StructureScanner.scan(kernel(), base, bytes.length, DELIMITER, '"', state);
            return state.escapesSeen;
        }
    }

    private int[] ends(String text, boolean pending) {
        try (TestMemory memory = new TestMemory()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long base = memory.input(bytes, "\n", 0);
            StructureState state = new StructureState();
            state.start(memory.allocate(4 * 65), 65, 0, Integer.MAX_VALUE);
            StructureScanner.scan(kernel(), base, bytes.length, DELIMITER, '"', state);
            assertThat(state.recordPending(base)).isEqualTo(pending);
            if (pending) {
                state.appendLineEnd();
            }
            return TestMemory.ints(state.indexAddress, state.entryCount);
        }
    }

    private void check(byte[] text, int quote, int misalignment, int maxLineEnds, String padding) {
        String about =
                "text <" + new String(text, StandardCharsets.UTF_8) + ">, quote " + quote + ", max " + maxLineEnds;
        StructureOracle oracle = new StructureOracle(text, ',', quote, maxLineEnds);
        for (boolean exact : new boolean[] {false, true}) {
            try (TestMemory memory = new TestMemory()) {
                long base = memory.input(text, padding, misalignment);
                StructureState state = new StructureState();
                int capacity = text.length + StructureState.RESERVE;
                state.start(memory.allocate(4L * capacity), capacity, 0, maxLineEnds);
                if (exact) {
                    ExactStructureScanner.scan(base, text.length, DELIMITER, quote, state);
                } else {
                    StructureScanner.scan(kernel(), base, text.length, DELIMITER, quote, state);
                }
                assertThat(TestMemory.ints(state.indexAddress, state.entryCount))
                        .as(about)
                        .isEqualTo(oracle.ends.stream().mapToInt(i -> i).toArray());
                assertThat(state.lineEnds).as(about).isEqualTo(oracle.lineEnds);
                assertThat(state.errorAt).as(about).isEqualTo(oracle.errorAt);
                assertThat(state.escapesSeen || !oracle.escapes).as(about).isTrue();
                assertThat(state.nonAsciiSeen || isAscii(text, state.scannedTo))
                        .as(about)
                        .isTrue();
                assertThat(state.nonAsciiSeen && isAscii(text, text.length))
                        .as(about)
                        .isFalse();
                assertThat(state.irregularQuoteAt).as(about).isEqualTo(-1);
                if (oracle.errorAt < 0 && oracle.lineEnds < maxLineEnds) {
                    assertThat(state.scannedTo).as(about).isEqualTo(text.length);
                    assertThat(state.insideQuotes()).as(about).isEqualTo(oracle.unclosed);
                } else if (oracle.errorAt < 0) {
                    assertThat(state.scannedTo).as(about).isEqualTo(state.entry(state.entryCount - 1) + 1);
                }
            }
        }
    }

    private static byte[] random(String alphabet, int length, long seed) {
        Random random = Seeds.random(seed);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
        }
        return text;
    }

    /** Records as people write them, with quotes mostly right. */
    private static byte[] records(Random random, int count, boolean faults) {
        StringBuilder text = new StringBuilder();
        String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
        for (int record = 0; record < count; record++) {
            for (int field = 0; field < 1 + random.nextInt(6); field++) {
                text.append(field > 0 ? "," : "");
                String content = "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 150 : 12));
                int kind = random.nextInt(6);
                if (kind < 2) {
                    text.append(content);
                } else if (kind == 2) {
                    text.append('"').append(content).append('"');
                } else if (kind == 3) {
                    text.append('"')
                            .append(content)
                            .append("\"\"")
                            .append(content)
                            .append(",\n\r\"");
                } else if (kind == 4) {
                    text.append("\"\"");
                } else if (faults) {
                    text.append(content)
                            .append(random.nextBoolean() ? "\"" : "\"x\"")
                            .append(content);
                }
            }
            text.append(lineEnd);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
