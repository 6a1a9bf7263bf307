package dev.peristyle.internal.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.RecordFault;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fixed-width text through windows and chunks of every size, against the characters of its lines. {@code -Dperistyle.test.layouts=2000} tries so many
 * random layouts.
 */
class FixedWidthScanTest {
    private static final int LAYOUTS = Integer.getInteger("peristyle.test.layouts", 40);

    private static final List<ScanPath> PATHS = List.of(
            new ScanPath(WindowMode.READ, 5, 1, false),
            new ScanPath(WindowMode.READ, 5, 7, true),
            new ScanPath(WindowMode.READ, 64, 7, false),
            new ScanPath(WindowMode.MAP, 64, 100, true),
            new ScanPath(WindowMode.READ, 301, 100, true),
            new ScanPath(WindowMode.READ, 1 << 20, 16_384, false));

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static LineColumn column(String name, int start, int end) {
        return new LineColumn(name, start, end, (byte) ' ', true, true, LineLayout.NO_SCALE);
    }

    private static LineLayout layout(LineColumn... columns) {
        return new LineLayout(List.of(columns), false, false, 0, List.of());
    }

    private static ReadSettings texts(LineLayout layout, LineEnds ends) {
        Schema.Builder schema = Schema.builder();
        layout.names().forEach(name -> schema.add(name, DataType.STRING));
        return TestSettings.like(ScanPath.texts(Dialect.ofLines(layout, ends), schema.build()))
                .maximumRecordSize(200)
                .build();
    }

    private void check(String what, ReadSettings settings, String text, List<List<String>> expected)
            throws IOException {
        Path file = Files.writeString(directory.resolve("data.txt"), text);
        for (ScanPath path : PATHS) {
            assertThat(path.rows(List.of(file), settings, null, List.of()))
                    .as(what + " " + path)
                    .isEqualTo(expected);
            assertThat(path.rows(List.of(file), settings, List.of(), List.of()))
                    .as("counted: " + what + " " + path)
                    .hasSameSizeAs(expected);
        }
    }

    @Test
    void columnsAreWhereTheyAre() throws IOException {
        LineLayout layout = layout(column("a", 0, 3), column("c", 5, 6), column("all", 0, 8), column("b", 3, 5));
        check(
                "places",
                texts(layout, LineEnds.LINE_FEED_OR_BOTH),
                "abcdefgh\r\n 1  2 3 \n\n        \n\"a\",\"b\"\\",
                List.of(
                        asList("abc", "f", "abcdefgh", "de"),
                        asList("1", null, "1  2 3", "2"),
                        asList(null, null, null, null),
                        asList("\"a\"", "b", "\"a\",\"b\"\\", ",\"")));
    }

    @Test
    void charactersAreCountedAndNotBytes() throws IOException {
        LineLayout layout = layout(column("a", 0, 3), column("b", 3, 12), column("c", 12, 14));
        check(
                "characters",
                texts(layout, LineEnds.LINE_FEED_OR_BOTH),
                "\u00fcb \u65e5\u672c\u8a9e x\ud83d\ude00y  \u20acZ\nabc123456789ZZ\n\u00e4\u00f6\u00fc         \ud83d\ude00 \n",
                List.of(
                        asList("\u00fcb", "\u65e5\u672c\u8a9e x\ud83d\ude00y", "\u20acZ"),
                        asList("abc", "123456789", "ZZ"),
                        asList("\u00e4\u00f6\u00fc", null, "\ud83d\ude00")));
    }

    @Test
    void zerosBeforeANumberAreLeftOutButForOne() throws IOException {
        LineLayout layout =
                layout(new LineColumn("n", 0, 6, (byte) '0', true, false, LineLayout.NO_SCALE), column("x", 6, 7));
        check(
                "zeros",
                texts(layout, LineEnds.LINE_FEED_OR_BOTH),
                "000000x\n000012x\n0000.5x\n      x\n-00012x\n123456x\n000120x\n",
                List.of(
                        asList("0", "x"),
                        asList("12", "x"),
                        asList("0.5", "x"),
                        asList(null, "x"),
                        asList("-00012", "x"),
                        asList("123456", "x"),
                        asList("120", "x")));
    }

    @Test
    void randomLinesAreCutAsStringsAre() throws IOException {
        for (long seed = 0; seed < LAYOUTS; seed++) {
            Random random = Seeds.random(seed);
            LineLayout layout = randomLayout(random);
            LineEnds ends = random.nextInt(3) > 0
                    ? LineEnds.LINE_FEED_OR_BOTH
                    : List.of(LineEnds.values()).get(random.nextInt(LineEnds.values().length));
            List<String> lines = randomLines(random, layout);
            String text = randomText(random, lines, ends);
            List<List<String>> expected = new ArrayList<>();
            List<String> filled = lines.stream().filter(line -> !line.isEmpty()).toList();
            for (String line : filled.subList(0, filled.size() - layout.footerLines())) {
                if (layout.prefixes().stream().noneMatch(line::startsWith)) {
                    expected.add(cut(line, layout));
                }
            }
            check("seed " + seed + " " + layout, texts(layout, ends), text, expected);
        }
    }

    private static LineLayout randomLayout(Random random) {
        List<LineColumn> columns = new ArrayList<>();
        int next = 0;
        int count = 1 + random.nextInt(5);
        for (int number = 0; number < count; number++) {
            int start = random.nextInt(4) == 0 ? random.nextInt(next + 4) : next;
            int end = start + 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 6);
            byte padding = (byte) " *_x".charAt(Math.max(0, random.nextInt(8) - 4));
            columns.add(new LineColumn(
                    "c" + number,
                    start,
                    end,
                    padding,
                    random.nextInt(4) > 0,
                    random.nextInt(4) > 0,
                    LineLayout.NO_SCALE));
            next = end;
        }
        return new LineLayout(
                columns,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? random.nextInt(4) : 0,
                random.nextInt(3) == 0 ? List.of("HD", "\u00e4") : List.of());
    }

    private static List<String> randomLines(Random random, LineLayout layout) {
        String[] characters = random.nextBoolean()
                ? new String[] {" ", " ", " ", "a", "*", "_", "x", "0"}
                : new String[] {" ", " ", "a", "*", "x", "\u00e4", "\u65e5", "\ud83d\ude00", "\u0301"};
        List<String> lines = new ArrayList<>();
        int count = layout.footerLines() + random.nextInt(12);
        for (int number = 0; number < count; number++) {
            int width = layout.width();
            width = layout.shortLines() && random.nextInt(3) == 0 ? 1 + random.nextInt(width) : width;
            width += layout.longLines() && random.nextInt(3) == 0 ? random.nextInt(9) : 0;
            // of the lines at the end, any length
            width = number >= count - layout.footerLines() ? 1 + random.nextInt(9) : width;
            StringBuilder line = new StringBuilder(random.nextInt(6) == 0 && width > 1 ? "HD" : "");
            while (line.codePointCount(0, line.length()) < width) {
                line.append(characters[random.nextInt(characters.length)]);
            }
            lines.add(line.toString());
            if (random.nextInt(9) == 0) {
                lines.add("");
            }
        }
        return lines;
    }

    private static String randomText(Random random, List<String> lines, LineEnds ends) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line)
                    .append(
                            switch (ends) {
                                case LINE_FEED_OR_BOTH -> random.nextInt(4) == 0 ? "\r\n" : "\n";
                                case LINE_FEED -> "\n";
                                case BOTH -> "\r\n";
                                case CARRIAGE_RETURN -> "\r";
                                case ANY -> List.of("\r\n", "\n", "\r").get(random.nextInt(3));
                            });
        }
        boolean ended = lines.isEmpty() || lines.get(lines.size() - 1).isEmpty() || random.nextBoolean();
        return ended ? text.toString() : text.toString().stripTrailing().isEmpty() ? text.toString() : withoutEnd(text);
    }

    private static String withoutEnd(StringBuilder text) {
        int end = text.length();
        while (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Slow and plain. */
    private static List<String> cut(String line, LineLayout layout) {
        List<String> values = new ArrayList<>();
        int[] characters = line.codePoints().toArray();
        for (LineColumn column : layout.columns()) {
            int start = Math.min(column.start(), characters.length);
            int end = Math.min(column.end(), characters.length);
            while (column.trimsStart() && start < end && characters[start] == column.padding()) {
                start++;
            }
            while (column.trimsEnd() && start < end && characters[end - 1] == column.padding()) {
                end--;
            }
            String value = new String(characters, start, end - start);
            boolean trims = column.trimsStart() || column.trimsEnd();
            values.add(value.isEmpty() || trims && value.replace(" ", "").isEmpty() ? null : value);
        }
        return values;
    }

    @Test
    void linesOfAnotherLengthAreBadRecords() throws IOException {
        LineLayout layout = layout(column("id", 0, 3), column("text", 3, 8));
        Schema schema = Schema.builder()
                .add("text", DataType.STRING)
                .add("id", DataType.INT)
                .build();
        String text = "  1abcde\n  2ab\n  3abcdef\nxyzabcde\n  4\u00fcbcde\n  5\u00fcb\n\u00fc6 abcde";
        Path file = Files.writeString(directory.resolve("data.txt"), text);
        Path rejects = directory.resolve("rejects.csv");
        for (ScanPath path : PATHS) {
            assertThat(path.rows(
                            List.of(file),
                            bad(layout, schema, rejects, BadRowAction.SKIP, BadRowAction.SKIP),
                            null,
                            List.of()))
                    .as("skip " + path)
                    .containsExactly(List.of("abcde", "1"), List.of("\u00fcbcde", "4"));
            ScanPath.Outcome taken = path.read(
                    List.of(file),
                    bad(layout, schema, rejects, BadRowAction.PAD, BadRowAction.TRUNCATE),
                    null,
                    List.of());
            assertThat(taken.rows())
                    .as("take " + path)
                    .containsExactly(
                            List.of("abcde", "1"),
                            List.of("ab", "2"),
                            List.of("abcde", "3"),
                            List.of("\u00fcbcde", "4"),
                            List.of("\u00fcb", "5"));
            assertThat(taken.counts())
                    .isEqualTo(Map.of(
                            "padded: too few fields", 2L,
                            "truncated: too many fields", 1L,
                            "rejected: not convertible", 2L));
            assertThat(Files.readString(rejects))
                    .contains(",4,25,\"id\",not convertible,\"'xyz' is not a valid int\",\"xyzabcde\"\n")
                    .contains(",7,51,\"id\",not convertible,\"'\u00fc6' is not a valid int\",\"\u00fc6 abcde\"\n");
            Files.delete(rejects);
            assertThat(path.read(
                                    List.of(file),
                                    bad(layout, schema, rejects, BadRowAction.REJECT, BadRowAction.REJECT),
                                    List.of("text"),
                                    List.of())
                            .counts())
                    .isEqualTo(Map.of(
                            "rejected: too few fields", 2L,
                            "rejected: too many fields", 1L,
                            "rejected: not convertible", 2L));
            assertThat(Files.readString(rejects))
                    .contains(
                            ",2,9,,too few fields,\"the line has 5 characters, but the columns of the layout end at 8\","
                                    + "\"  2ab\"\n");
            Files.delete(rejects);
        }
    }

    private static ReadSettings bad(
            LineLayout layout, Schema schema, Path rejects, BadRowAction tooShort, BadRowAction tooLong) {
        Map<RecordFault, BadRowAction> actions = new EnumMap<>(RecordFault.class);
        for (RecordFault fault : RecordFault.values()) {
            actions.put(fault, BadRowAction.REJECT);
        }
        actions.put(RecordFault.TOO_FEW_FIELDS, tooShort);
        actions.put(RecordFault.TOO_MANY_FIELDS, tooLong);
        return TestSettings.defaults()
                .dialect(Dialect.ofLines(layout, LineEnds.LINE_FEED_OR_BOTH))
                .withoutHeader()
                .schema(schema)
                .maximumRecordSize(100)
                .badRows(new BadRowPolicy(actions, rejects, Long.MAX_VALUE, 1))
                .build();
    }

    @Test
    void theFirstBadLineIsAnErrorAfterTheRowsBeforeIt() throws IOException {
        LineLayout layout = layout(column("id", 0, 3), column("text", 3, 8));
        ReadSettings settings = texts(layout, LineEnds.LINE_FEED_OR_BOTH);
        assertFails(
                settings,
                "  1abcde\n  2ab\n",
                "data.txt, line 2, byte 9: the line has 5 characters, but the columns of the layout end at 8.\nrecord:   2ab\n"
                        + "If the layout is right, let what is missing be null: FixedWidthLayout.builder().allowShortLines()");
        assertFails(
                settings,
                "  1abcde\n\u00fc  abcde9\n",
                "line 2, byte 9: the line has 9 characters, but the columns of the layout end at 8.\nrecord: \u00fc  abcde9\n");
        assertFails(settings, "  1abcde\n" + "x".repeat(300), "line 2, byte 9: the record is longer than 200 bytes");
        assertFails(
                TestSettings.like(settings)
                        .schema(Schema.builder()
                                .add("id", DataType.INT)
                                .add("text", DataType.STRING)
                                .build())
                        .build(),
                "  1\u00fc\u00fcbcd\n2x3abcde\n",
                "line 2, byte 11, column 1 'id': '2x3' is not a valid int.\nrecord: 2x3abcde\n");
        Path latin = Files.write(
                directory.resolve("data.txt"), "  1abcde\n  2\u00b0\u00fcb  \n".getBytes(StandardCharsets.ISO_8859_1));
        for (ScanPath path : PATHS) {
            assertThat(catchThrowable(() -> path.rows(List.of(latin), settings, null, List.of())))
                    .as(path.toString())
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("line 2, byte 12, column 2 'text': ")
                    .hasMessageContaining("charset(StandardCharsets.ISO_8859_1)");
        }
    }

    private void assertFails(ReadSettings settings, String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("data.txt"), text);
        for (ScanPath path : PATHS) {
            assertThat(catchThrowable(() -> path.rows(List.of(file), settings, null, List.of())))
                    .as(path.toString())
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void linesAtTheEndThatAreNotThereOrTooLongAreErrors() throws IOException {
        LineLayout layout = new LineLayout(List.of(column("a", 0, 3)), false, false, 2, List.of());
        ReadSettings settings = texts(layout, LineEnds.LINE_FEED_OR_BOTH);
        check("just those", settings, "T1\n\n\nT2", List.of());
        assertFails(
                settings,
                "\nT1\n",
                "data.txt: its last 2 lines should be no rows, but there are fewer after the skipped ones");
        assertFails(
                TestSettings.like(settings).skippedLines(1).build(),
                "H\nT1\n",
                "data.txt: its last 2 lines should be no rows, but there are fewer after the skipped ones");
        assertFails(settings, "", "data.txt: its last 2 lines should be no rows, but the file is empty");
        assertFails(settings, "abc\nT1x\n" + "x".repeat(198) + "\n", "or they are longer than 200 bytes together");
        check("as long as they may be", settings, "abc\nT1\n" + "x".repeat(196) + "\n", List.of(List.of("abc")));
    }
}
