package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.error.RecordFault;
import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.csv.kernel.LineEnds;
import dev.peristyle.internal.file.Resources;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of bad records, as data: the input, the rows that come out of it, and the records that do not, on every path: windows from 5
 * bytes, chunks from one row, splits read in order or backwards, all columns, some and none.
 */
class BadRowsSpecTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("text", DataType.STRING)
            .add("day", DataType.DATE)
            .build();
    private static final Dialect PLAIN = Dialect.plain(',', '"');
    private static final Dialect RICH = new Dialect("||", '\'', '\\', '#', LineEnds.ANY, true);

    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** Rows are joined with bars; rejects are line, byte, column or nothing, kind and record. */
    private record Spec(String name, Dialect dialect, String input, Map<RecordFault, BadRowAction> actions) {
        Spec on(RecordFault fault, BadRowAction action) {
            Map<RecordFault, BadRowAction> changed = new EnumMap<>(actions);
            changed.put(fault, action);
            return new Spec(name, dialect, input, changed);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Case(Spec spec, List<String> rows, List<String> rejects) {
        @Override
        public String toString() {
            return spec.name;
        }
    }

    private static Spec plain(String name, String input) {
        return new Spec(name, PLAIN, input, rejectAll());
    }

    private static Spec rich(String name, String input) {
        return new Spec(name, RICH, input, rejectAll());
    }

    private static Map<RecordFault, BadRowAction> rejectAll() {
        Map<RecordFault, BadRowAction> actions = new EnumMap<>(RecordFault.class);
        for (RecordFault fault : RecordFault.values()) {
            actions.put(fault, BadRowAction.REJECT);
        }
        return actions;
    }

    private static final String LONG = "x".repeat(300);

    static List<Case> cases() {
        return List.of(
                new Case(
                        plain("nothing is wrong", "1,a,2024-01-01\n2,b,\n"),
                        List.of("1|a|2024-01-01", "2|b|"),
                        List.of()),
                new Case(plain("no rows", ""), List.of(), List.of()),
                new Case(
                        plain("a field is missing", "1,a,2024-01-01\n2,b\n3,c,\n"),
                        List.of("1|a|2024-01-01", "3|c|"),
                        List.of("2 15  too few fields <2,b>")),
                new Case(
                        plain("first, last, without a line end", "1\n2,b,\n3,c"),
                        List.of("2|b|"),
                        List.of("1 0  too few fields <1>", "3 7  too few fields <3,c>")),
                new Case(
                        plain("a field too many", "1,a,\n2,b,,\r\n\n3,c,2024-02-30,\n4,d,\n"),
                        List.of("1|a|", "4|d|"),
                        List.of("2 5  too many fields <2,b,,>", "4 13  too many fields <3,c,2024-02-30,>")),
                new Case(
                        plain("values", "x,a,\n2,b,2024-02-30\n3,c,\nz,d,y\n"),
                        List.of("3|c|"),
                        List.of(
                                "1 0 id not convertible <x,a,>",
                                "2 5 day not convertible <2,b,2024-02-30>",
                                "4 25 id not convertible <z,d,y>")),
                new Case(
                        plain("every record", "x\ny\nz,,,\nq,q,q\n"),
                        List.of(),
                        List.of(
                                "1 0  too few fields <x>",
                                "2 2  too few fields <y>",
                                "3 4  too many fields <z,,,>",
                                "4 9 id not convertible <q,q,q>")),
                new Case(
                        plain("text after a quote", "1,\"a\"b,\n2,\"c\nd\"e,\n3,f,\n"),
                        List.of("3|f|"),
                        List.of(
                                "1 0  malformed quotes <1,\"a\"b,>",
                                "2 8  malformed quotes <2,\"c>",
                                "3 13  too few fields <d\"e,>")),
                new Case(
                        plain("a quote too many", "1,a,\n2,\"b,\n3,c,\n4,\"d\",\n5,e,\n"),
                        List.of("1|a|", "3|c|", "4|d|", "5|e|"),
                        List.of("2 5  malformed quotes <2,\"b,>")),
                new Case(
                        plain("a quote that is not closed", "1,a,\n2,\"b,\n3,c,\n" + "4,d,\n".repeat(100)),
                        Stream.concat(
                                        Stream.of("1|a|", "3|c|"),
                                        Stream.generate(() -> "4|d|").limit(100))
                                .toList(),
                        List.of("2 5  malformed quotes <2,\"b,>")),
                new Case(
                        plain("a quote opens in the second line of a record", "1,\"a\nb\",\"c\n2,d,\n"),
                        List.of("2|d|"),
                        List.of("1 0  malformed quotes <1,\"a\nb\",\"c>")),
                new Case(
                        plain("quoted line ends in bad records", "1,\"a\nb\"\n2,\"c\n\nd\",\nx,\"e\nf\",\n3,g,\n"),
                        List.of("2|c\n\nd|", "3|g|"),
                        List.of("1 0  too few fields <1,\"a\nb\">", "6 18 id not convertible <x,\"e\nf\",>")),
                new Case(
                        plain("too long", "1,a,\n2," + LONG + ",\n3,b,\n4,\"" + LONG + "\",\n5,c," + LONG),
                        List.of("1|a|", "3|b|"),
                        List.of(
                                "2 5  too long <2," + "x".repeat(198) + ">",
                                "4 314  malformed quotes <4,\"" + "x".repeat(197) + ">",
                                "5 620  too long <5,c," + "x".repeat(196) + ">")),
                new Case(
                        plain("padded and truncated", "1\n2,b,2024-01-01,z\n3,\nx\ny,,,\n4,\"q\"\n")
                                .on(RecordFault.TOO_FEW_FIELDS, BadRowAction.PAD)
                                .on(RecordFault.TOO_MANY_FIELDS, BadRowAction.TRUNCATE),
                        List.of("1||", "2|b|2024-01-01", "3||", "4|q|"),
                        List.of("4 22 id not convertible <x>", "5 24 id not convertible <y,,,>")),
                new Case(
                        plain("some are skipped", "1\n2,b,,\nx,,\n3,c,\n")
                                .on(RecordFault.TOO_FEW_FIELDS, BadRowAction.SKIP)
                                .on(RecordFault.NOT_CONVERTIBLE, BadRowAction.SKIP),
                        List.of("3|c|"),
                        List.of("2 2  too many fields <2,b,,>")),
                new Case(
                        plain(
                                "bytes that are no UTF-8",
                                "1,a,\n2,M\u00fcller,\n3,M\u00c3\u00bcller,\n4,\u00fc\nx,\u00fc,\n"),
                        List.of("1|a|", "3|M\u00fcller|"),
                        List.of(
                                "2 5 text invalid encoding <2,M\ufffdller,>",
                                "4 26  too few fields <4,\ufffd>",
                                "5 30 text invalid encoding <x,\ufffd,>")),
                new Case(
                        plain("a header again", "1,a,\nid,text,day\n2,b,\n"),
                        List.of("1|a|", "2|b|"),
                        List.of("2 5 id not convertible <id,text,day>")),
                new Case(
                        rich(
                                "another dialect",
                                "# 'x\n1|| a ||\r2||b\n#||||||\n\n3||'c\n'||\r\nx||d||\n4||\\|\\|||\n5||'e'f||\n"),
                        List.of("1|a|", "3|c\n|", "4||||"),
                        List.of(
                                "3 14  too few fields <2||b>",
                                "8 39 id not convertible <x||d||>",
                                "10 56  malformed quotes <5||'e'f||>")));
    }

    private static String joined(List<String> row) {
        return String.join(
                "|", row.stream().map(value -> value == null ? "" : value).toList());
    }

    private ReadSettings settings(Spec spec, Path rejects) {
        return TestSettings.defaults()
                .dialect(spec.dialect)
                .withoutHeader()
                .schema(SCHEMA)
                .maximumRecordSize(200)
                .badRows(new BadRowPolicy(spec.actions, rejects, Long.MAX_VALUE, 1))
                .build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goodRowsComeOutAndBadOnesAreInTheFile(Case each) throws IOException {
        Path file = Files.write(directory.resolve("data.csv"), each.spec.input.getBytes(StandardCharsets.ISO_8859_1));
        Path rejects = directory.resolve("rejects.csv");
        ReadSettings settings = settings(each.spec, rejects);
        String expectedFile = null;
        Map<String, Long> expectedCounts = null;
        for (ScanPath path : ScanPath.all()) {
            List<List<String>> selections = path.chunkRows() == 7
                    ? List.of(List.of("id", "text", "day"), List.of("text"), List.of())
                    : List.of(List.of("id", "text", "day"));
            for (List<String> columns : selections) {
                ScanPath.Outcome outcome = path.read(List.of(file), settings, columns, List.of());
                if (columns.size() == 3) {
                    assertThat(outcome.rows().stream().map(BadRowsSpecTest::joined))
                            .as(path.toString())
                            .containsExactlyElementsOf(each.rows);
                }
                assertThat(outcome.rows()).as(path + " " + columns).hasSameSizeAs(each.rows);
                String written = Files.readString(rejects);
                if (expectedFile == null) {
                    expectedFile = written;
                    expectedCounts = outcome.counts();
                    assertThat(rejectsOf(rejects)).containsExactlyElementsOf(each.rejects);
                }
                assertThat(written).as(path + " " + columns).isEqualTo(expectedFile);
                assertThat(outcome.counts()).as(path + " " + columns).isEqualTo(expectedCounts);
                Files.delete(rejects);
            }
        }
    }

    /** Read by the reader that wrote them. */
    private static List<String> rejectsOf(Path rejects) {
        List<String> found = new ArrayList<>();
        CsvOptions options = CsvOptions.builder()
                .type("line", DataType.LONG)
                .type("byte_offset", DataType.LONG)
                .type("column", DataType.STRING)
                .build();
        Pipeline rows = Csv.scan(rejects, options);
        assertThat(rows.schema().names())
                .containsExactly("file", "line", "byte_offset", "column", "kind", "message", "record");
        try (RowCursor row = rows.rows()) {
            while (row.next()) {
                String column = row.isNull("column") ? "" : row.getString("column");
                found.add(row.getLong("line") + " " + row.getLong("byte_offset") + " " + column + " "
                        + row.getString("kind") + " <" + row.getString("record") + ">");
                assertThat(row.getString("message")).isNotEmpty();
            }
        }
        return found;
    }
}
