package dev.peristyle.internal.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.fuzz.Bytes;
import dev.peristyle.fuzz.CsvMachine;
import dev.peristyle.fuzz.CsvRules;
import dev.peristyle.fuzz.CsvRules.Bad;
import dev.peristyle.fuzz.CsvRules.LineEnd;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dialects that the structure kernels do not know, through windows and chunks of every size, against {@link CsvMachine}. */
class CsvDialectTest {
    private static final List<LineEnd> LINE_ENDS = List.of(LineEnd.values());
    private static final List<ScanPath> PATHS = List.of(
            new ScanPath(WindowMode.READ, 5, 1, false),
            new ScanPath(WindowMode.READ, 5, 7, true),
            new ScanPath(WindowMode.READ, 64, 7, false),
            new ScanPath(WindowMode.READ, 64, 100, true),
            new ScanPath(WindowMode.MAP, 301, 100, true),
            new ScanPath(WindowMode.READ, 1 << 20, 100, false));

    private record Rules(String delimiter, int quote, int escape, int comment, LineEnd lineEnd, boolean trim) {
        CsvMachine read(String text, int columns) {
            return new CsvMachine(
                    Bytes.of(text),
                    new CsvRules(
                            Bytes.of(delimiter),
                            quote,
                            escape,
                            comment,
                            lineEnd,
                            trim,
                            0,
                            false,
                            columns,
                            false,
                            List.of(),
                            1 << 10,
                            InvalidBytes.ERROR,
                            Bad.FAIL));
        }
    }

    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    @Test
    void delimitersOfSeveralCharacters() throws IOException {
        Rules rules = new Rules("||", '"', -1, -1, LineEnd.LINE_FEED_OR_BOTH, false);
        check(
                rules,
                3,
                "a|b||c||d\n\"x||y\"||||\"\"\"\"\n|| | ||e|",
                List.of(asList("a|b", "c", "d"), asList("x||y", null, "\""), asList(null, " | ", "e|")));
        check(
                new Rules("\u00e4", '"', -1, -1, LineEnd.LINE_FEED_OR_BOTH, false),
                2,
                "1\u00e4\u00f6\n",
                List.of(asList("1", "\u00f6")));
    }

    @Test
    void escapesInsideQuotesAndOutside() throws IOException {
        Rules rules = new Rules(",", '"', '\\', -1, LineEnd.LINE_FEED_OR_BOTH, false);
        check(
                rules,
                2,
                "\"say \\\"hi\\\"\",a\\,b\n\\\\,c\\\nd\n\\\"e\",\"doubled \"\"too\"\"\"\nn,\\n",
                List.of(
                        asList("say \"hi\"", "a,b"),
                        asList("\\", "c\nd"),
                        asList("\"e\"", "doubled \"too\""),
                        asList("n", "n")));
        check(rules, 1, "last\\", List.of(asList("last\\")));
    }

    @Test
    void commentsAreLeftOutWhateverTheyHold() throws IOException {
        Rules rules = new Rules(",", '"', -1, '#', LineEnd.LINE_FEED_OR_BOTH, false);
        check(
                rules,
                2,
                "# it's a \" quote\r\na,#b\n#\n\"line\n# no comment\", #\n##",
                List.of(asList("a", "#b"), asList("line\n# no comment", " #")));
    }

    @Test
    void everyLineEnd() throws IOException {
        String text = "a\nb\rc\r\nd";
        check(rules(LineEnd.LINE_FEED), 1, text, List.of(asList("a"), asList("b\rc\r"), asList("d")));
        check(rules(LineEnd.BOTH), 1, text, List.of(asList("a\nb\rc"), asList("d")));
        check(rules(LineEnd.CARRIAGE_RETURN), 1, text, List.of(asList("a\nb"), asList("c"), asList("\nd")));
        check(rules(LineEnd.ANY), 1, text, List.of(asList("a"), asList("b"), asList("c"), asList("d")));
    }

    private static Rules rules(LineEnd lineEnd) {
        return new Rules(",", '"', -1, -1, lineEnd, false);
    }

    @Test
    void blanksAroundFieldsAndQuotesAreLeftOut() throws IOException {
        Rules rules = new Rules(",", '"', '\\', -1, LineEnd.LINE_FEED_OR_BOTH, true);
        check(rules, 2, " a b \t, \" c \" \n  \n ,\\ \\ \t\r\n", List.of(asList("a b", " c "), asList(null, "  ")));
    }

    @Test
    void randomTextOfRandomDialects() throws IOException {
        for (long seed = 0; seed < 3000; seed++) {
            Random random = Seeds.random(seed);
            Rules rules = randomRules(random);
            int columns = 1 + random.nextInt(3);
            String text = randomText(random, rules, columns);
            CsvMachine machine = rules.read(text, columns);
            check("seed " + seed + " " + rules, rules, columns, text, machine);
        }
    }

    private static Rules randomRules(Random random) {
        return new Rules(
                List.of(",", "|", "||", "\t", "\u00e4", "a|").get(random.nextInt(6)),
                random.nextInt(5) == 0 ? -1 : random.nextBoolean() ? '"' : '\'',
                random.nextBoolean() ? -1 : '\\',
                random.nextBoolean() ? -1 : '#',
                LINE_ENDS.get(random.nextInt(LINE_ENDS.size())),
                random.nextInt(3) == 0);
    }

    /** Rows that are right for the most part. */
    private static String randomText(Random random, Rules rules, int columns) {
        String[] pieces = {"a", "b c", " ", "\t", "|", ",", "#", "\"", "'", "\\", "\n", "\r", "\r\n", "\u00e4", "1"};
        String[] lineEnds = {"\n", "\r\n", "\r", "\n", "\r\n"};
        int strange = random.nextInt(3) == 0 ? 6 : 60;
        StringBuilder text = new StringBuilder();
        for (int row = random.nextInt(20); row > 0; row--) {
            if (random.nextInt(12) == 0) {
                text.append(List.of("", " ", "# a \" comment", "#").get(random.nextInt(4)));
            } else {
                for (int column = 0; column < columns; column++) {
                    text.append(column > 0 ? rules.delimiter() : "")
                            .append(randomField(random, rules, pieces, strange));
                }
            }
            boolean right = random.nextInt(strange) != 0;
            text.append(
                    row == 1 && random.nextBoolean()
                            ? ""
                            : switch (right ? rules.lineEnd() : LINE_ENDS.get(random.nextInt(LINE_ENDS.size()))) {
                                case LINE_FEED_OR_BOTH -> lineEnds[random.nextInt(2)];
                                case LINE_FEED -> "\n";
                                case BOTH -> "\r\n";
                                case CARRIAGE_RETURN -> "\r";
                                case ANY -> lineEnds[random.nextInt(lineEnds.length)];
                            });
        }
        return text.toString();
    }

    private static String randomField(Random random, Rules rules, String[] pieces, int strange) {
        StringBuilder content = new StringBuilder();
        for (int piece = random.nextInt(4); piece > 0; piece--) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        if (rules.quote() >= 0 && random.nextInt(3) != 0 && random.nextInt(strange) != 0) {
            String quote = String.valueOf((char) rules.quote());
            String text = rules.escape() >= 0 ? content.toString().replace("\\", "\\\\") : content.toString();
            String doubled = rules.escape() >= 0 && random.nextBoolean() ? "\\" + quote : quote + quote;
            String blanks = rules.trim() && random.nextBoolean() ? " " : "";
            return blanks + quote + text.replace(quote, doubled) + quote + blanks;
        }
        if (random.nextInt(strange) == 0) {
            return content.toString();
        }
        return content.toString()
                .replaceAll("[^b 1\t]", random.nextBoolean() ? "" : "b")
                .replace(rules.delimiter(), "");
    }

    private void check(Rules rules, int columns, String text, List<List<String>> expected) throws IOException {
        CsvMachine machine = rules.read(text, columns);
        assertThat(machine.error).isNull();
        assertThat(machine.rows).isEqualTo(expected);
        check(text, rules, columns, text, machine);
    }

    private void check(String about, Rules rules, int columns, String text, CsvMachine machine) throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), text);
        Schema.Builder schema = Schema.builder();
        for (int column = 0; column < columns; column++) {
            schema.add("c" + column, DataType.STRING);
        }
        Dialect dialect = new Dialect(
                rules.delimiter(),
                rules.quote(),
                rules.escape(),
                rules.comment(),
                LineEnds.valueOf(rules.lineEnd().name()),
                rules.trim());
        ReadSettings settings = ScanPath.texts(dialect, schema.build());
        for (ScanPath path : PATHS) {
            List<List<String>> rows = new ArrayList<>();
            Throwable thrown = null;
            try {
                rows.addAll(path.rows(List.of(file), settings, null, List.of()));
            } catch (MalformedDataException wrong) {
                thrown = wrong;
            }
            if (machine.error == null) {
                assertThat(thrown).as("%s %s <%s>", about, path, text).isNull();
                assertThat(rows).as("%s %s <%s>", about, path, text).isEqualTo(machine.rows);
            } else {
                assertThat(thrown).as("%s %s <%s>", about, path, text).isNotNull();
                // the first record that is not blank is looked at before there are columns
                if (machine.rows.stream().flatMap(List::stream).anyMatch(Objects::nonNull)) {
                    assertThat(thrown)
                            .as("%s %s <%s>", about, path, text)
                            .satisfies(told -> assertThat(machine.isTold(told.getMessage()))
                                    .isTrue());
                    assertThat(((MalformedDataException) thrown).line())
                            .as("%s %s <%s>", about, path, text)
                            .isEqualTo(machine.error.line());
                }
            }
        }
    }

    @Test
    void linesInFrontAreSkippedAndNamesUnescaped() throws IOException {
        Path file = Files.writeString(
                directory.resolve("data.csv"), "made \"today\nby a machine\n# names\n\"a\\\"b\",c\\,d\n1,2\n");
        ReadSettings settings = TestSettings.defaults()
                .dialect(new Dialect(",", '"', '\\', '#', LineEnds.LINE_FEED_OR_BOTH, false))
                .skippedLines(2)
                .sampleRows(100)
                .chunkRows(100)
                .build();
        CsvSource source = CsvSource.describe(List.of(file), settings);
        assertThat(source.schema().names()).containsExactly("a\"b", "c,d");
        for (ScanPath path : PATHS) {
            assertThat(path.rows(List.of(file), settings, null, List.of())).containsExactly(asList("1", "2"));
        }
        Path few = Files.writeString(directory.resolve("few.csv"), "one line");
        assertThatThrownBy(() -> CsvSource.describe(List.of(few), settings))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the file has 1 lines, but the first 2 are to be skipped");
    }
}
