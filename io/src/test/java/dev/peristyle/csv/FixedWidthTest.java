package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixed-width text as users read it. */
class FixedWidthTest {
    private static final String BANK = """
            HDR20240131
            0000000017Müller              20240131  000000012345EUR
            0000000018Smith & "Sons"      20240201  -00000000001USD
            0000000019                              000000000000
            TRL0000003
            """;

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static FixedWidthLayout.Builder bank() {
        return FixedWidthLayout.builder()
                .column("account", 10)
                .column("name", 20)
                .column("booked", 30, 38)
                .gap(2)
                .column("amount", 12)
                .column("currency", 3)
                .padding("amount", '0')
                .impliedDecimals("amount", 2)
                .allowShortLines();
    }

    private static CsvOptions.Builder options(FixedWidthLayout.Builder layout) {
        return CsvOptions.builder().fixedWidth(layout.build());
    }

    private static List<String> rows(Pipeline pipeline) {
        List<String> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (String name : pipeline.schema().names()) {
                    values.add(row.isNull(name) ? "-" : String.valueOf(row.get(name)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    @Test
    void aFileOfABank() throws IOException {
        Path file = Files.writeString(directory.resolve("bank.txt"), BANK);
        CsvOptions options = options(bank().footerLines(1))
                .skipLines(1)
                .dateFormat("uuuuMMdd")
                .build();
        Pipeline rows = Csv.scan(file, options);
        assertThat(rows.schema())
                .isEqualTo(Schema.builder()
                        .add("account", DataType.STRING)
                        .add("name", DataType.STRING)
                        .add("booked", DataType.DATE)
                        .add("amount", DataType.decimal(18, 2))
                        .add("currency", DataType.STRING)
                        .build());
        List<String> expected = List.of(
                "0000000017|Müller|2024-01-31|123.45|EUR",
                "0000000018|Smith & \"Sons\"|2024-02-01|-0.01|USD",
                "0000000019|-|-|0.00|-");
        assertThat(rows(rows)).isEqualTo(expected);
        CsvOptions byPrefix = options(bank().skipLinesStartingWith("HDR", "TRL"))
                .dateFormat("uuuuMMdd")
                .fileNameColumn("file")
                .build();
        Pipeline two = Csv.scan(List.of(file, file), byPrefix);
        assertThat(two.count()).isEqualTo(6);
        assertThat(rows(two.filter(col("amount").gt(lit(0)))))
                .containsExactly(expected.get(0) + "|" + file, expected.get(0) + "|" + file);
    }

    @Test
    void streamsCompressionAndCharsets() throws IOException {
        CsvOptions.Builder options = options(bank().footerLines(1)).skipLines(1).dateFormat("uuuuMMdd");
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(BANK.getBytes(StandardCharsets.UTF_8));
        }
        List<String> expected = rows(Csv.scan(Files.writeString(directory.resolve("bank.txt"), BANK), options.build()));
        assertThat(expected).hasSize(3);
        assertThat(rows(Csv.scan(new ByteArrayInputStream(zipped.toByteArray()), options.build())))
                .isEqualTo(expected);
        // windows so small that the lines at the end are in several of them
        options.windowSize(7).maximumRecordSize(80);
        assertThat(rows(Csv.scan(new ByteArrayInputStream(BANK.getBytes(StandardCharsets.UTF_8)), options.build())))
                .isEqualTo(expected);
        Path latin = Files.write(directory.resolve("latin.txt"), BANK.getBytes(StandardCharsets.ISO_8859_1));
        options.charset(StandardCharsets.ISO_8859_1);
        assertThat(rows(Csv.scan(latin, options.build()))).isEqualTo(expected);
    }

    @Test
    void typesAreInferredWithoutPaddingAndKeepWhatMeansSomething() throws IOException {
        Path file = Files.writeString(directory.resolve("types.txt"), """
                00042  42007true  1.5
                00007  -7042false 2.0
                """);
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder()
                .column("zeros", 5)
                .column("number", 4)
                .column("code", 3)
                .column("flag", 5)
                .column("half", 4)
                .padding("zeros", '0');
        Pipeline rows = Csv.scan(file, options(layout).build());
        assertThat(rows.schema().fields().stream().map(field -> field.type().toString()))
                .containsExactly("long", "long", "string", "boolean", "double");
        assertThat(rows(rows)).containsExactly("42|42|007|true|1.5", "7|-7|042|false|2.0");
    }

    @Test
    void aNumberWithAPointWhereItIsImpliedIsAnError() throws IOException {
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder()
                .column("n", 6)
                .column("wide", 30)
                .impliedDecimals("n", 2)
                .impliedDecimals("wide", 3);
        Path file = Files.writeString(
                directory.resolve("implied.txt"),
                "    12" + " ".repeat(5) + "-" + "9".repeat(24) + "\n" + "  1.00" + " ".repeat(30) + "\n");
        Pipeline rows = Csv.scan(file, options(layout).build());
        assertThat(rows(rows.limit(1))).containsExactly("0.12|-" + "9".repeat(21) + ".999");
        assertThatThrownBy(() -> rows(rows))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("line 2, byte 39, column 1 'n': '1.00' is not a valid decimal(18,2);"
                        + " its point is implied, so that it has to be digits alone")
                .hasMessageContaining("leave impliedDecimals(...) out of the layout");
    }

    @Test
    void aHeaderThatIsReadAsARowIsSaidToBeOne() throws IOException {
        Path file = Files.writeString(directory.resolve("header.txt"), "id name \n 1 Smith\n");
        FixedWidthLayout.Builder layout =
                FixedWidthLayout.builder().column("id", 3).column("name", 5);
        CsvOptions.Builder options = options(layout).type("id", DataType.INT);
        assertThatThrownBy(() -> rows(Csv.scan(file, options.build())))
                .hasMessageContaining("as if the file had a header")
                .hasMessageContaining("leave it out: CsvOptions.builder().skipLines(1)");
        assertThat(rows(Csv.scan(file, options.skipLines(1).build()))).containsExactly("1|Smith");
    }

    @Test
    void blanksThatMeanSomethingStay() throws IOException {
        Path file = Files.writeString(directory.resolve("blanks.txt"), " a  b  c \n         \n");
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder()
                .column("left", 3)
                .column("right", 3)
                .column("as_it_is", 3)
                .alignLeft("left")
                .alignRight("right")
                .untrimmed("as_it_is");
        assertThat(rows(Csv.scan(file, options(layout).build()))).containsExactly(" a|b | c ", "-|-|   ");
    }

    @Test
    void manyLinesAreCountedAsTheyAreRead() throws IOException {
        Path file = directory.resolve("many.txt");
        int lines = Integer.getInteger("peristyle.test.lines", 100_000);
        try (var out = Files.newBufferedWriter(file)) {
            for (int line = 0; line < lines; line++) {
                out.write(String.format(java.util.Locale.ROOT, "%8d%-6s\n", line, line % 1000 == 0 ? "ü" : "x"));
            }
            out.write("TRL\n");
        }
        FixedWidthLayout.Builder layout =
                FixedWidthLayout.builder().column("id", 8).column("text", 6).footerLines(1);
        for (int threads : new int[] {1, 3}) {
            Pipeline rows = Csv.scan(file, options(layout).windowSize(100_000).build())
                    .using(Execution.builder().threads(threads).build());
            assertThat(rows.count()).isEqualTo(lines);
            long sum = 0;
            try (RowCursor row = rows.rows()) {
                while (row.next()) {
                    sum += row.getLong("id") + row.getString("text").length();
                }
            }
            assertThat(sum).isEqualTo((long) lines * (lines - 1) / 2 + lines);
        }
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused(options -> options.delimiter(';'), "delimiter(...) and fixedWidth(...) contradict each other");
        assertRefused(CsvOptions.Builder::noQuote, "quote(...) or noQuote() and fixedWidth(...)");
        assertRefused(options -> options.escape('\\'), "escape(...) and fixedWidth(...)");
        assertRefused(options -> options.comment('#'), "take skipLinesStartingWith(...) of the layout");
        assertRefused(options -> options.trim(true), "padding is left out anyway");
        assertRefused(options -> options.noHeader().names("a"), "the layout names the columns");
        assertRefused(CsvOptions.Builder::renameColumns, "the layout names the columns");
        assertRefused(CsvOptions.Builder::detectDialect, "places are not found out");
        assertRefused(
                options -> options.headerRows(2, " "),
                "headerRows(...) and fixedWidth(...) contradict each other: the layout names the columns");
        assertRefused(
                options -> options.skipRows(1),
                "skipRows(...) and fixedWidth(...) contradict each other: lines are records. Take skipLines(...)");
        assertRefused(
                options ->
                        options.schema(Schema.builder().add("a", DataType.INT).build()),
                "but fixedWidth(...) has [account, name, booked, amount, currency]");
        assertRefused(
                options -> options.type("amount", DataType.LONG),
                "impliedDecimals(...) is 2 for column 'amount', but its type is long. Set a decimal of that scale");
        assertLayoutRefused(layout -> {}, "the layout has no columns");
        assertLayoutRefused(layout -> layout.column("a", 0), "column 'a' has a width of 0 characters");
        assertLayoutRefused(layout -> layout.column("a", 3, 3), "column 'a' is [3, 3)");
        assertLayoutRefused(layout -> layout.column("a", 1).column("a", 2), "two columns with the name 'a'");
        assertLayoutRefused(layout -> layout.gap(0), "a gap has 1 character or more");
        assertLayoutRefused(layout -> layout.padding('\n'), "padding must be an ASCII character that is no line end");
        assertLayoutRefused(layout -> layout.footerLines(-1), "footerLines must be at least 0 lines");
        assertLayoutRefused(layout -> layout.skipLinesStartingWith(""), "needs texts without line ends");
        assertLayoutRefused(
                layout -> layout.column("a", 1).alignRight("b"), "alignRight is set for 'b', but the columns are [a]");
        assertLayoutRefused(
                layout -> layout.column("a", 1).alignRight("a").alignLeft("a"),
                "alignLeft and alignRight contradict each other for column 'a'");
        assertLayoutRefused(
                layout -> layout.column("a", 1).padding("a", '0').alignLeft("a"), "which would make 120 of 12");
        assertLayoutRefused(layout -> layout.impliedDecimals("a", 39), "impliedDecimals must be 0 to 38");
    }

    private static void assertRefused(Consumer<CsvOptions.Builder> change, String message) {
        CsvOptions.Builder options = options(bank());
        change.accept(options);
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void assertLayoutRefused(Consumer<FixedWidthLayout.Builder> change, String message) {
        assertThatThrownBy(() -> {
                    FixedWidthLayout.Builder layout = FixedWidthLayout.builder();
                    change.accept(layout);
                    layout.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
