package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixed-width text as it is written, and read back by the same layout. */
class FixedWidthWriteTest {
    /** {@code -Dperistyle.test.cells=1000000} tries more. */
    private static final long CELLS = Long.getLong("peristyle.test.cells", 10_000);

    private final MemoryPool pool =
            MemoryPool.builder("test").limit(256 << 20).fillWith((byte) 0x5A).build();

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
        assertThat(Resources.of(directory)).isEmpty();
    }

    private static Pipeline rows(String csv) {
        return rows(csv, CsvOptions.builder());
    }

    private static Pipeline rows(String csv, CsvOptions.Builder options) {
        return Csv.scan(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), options.build());
    }

    private static CsvWriteOptions.Builder as(FixedWidthLayout.Builder layout) {
        return CsvWriteOptions.builder().fixedWidth(layout.build());
    }

    private static String written(Pipeline rows, CsvWriteOptions.Builder options) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        rows.write(Csv.to(stream, options.build()));
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static List<String> read(Pipeline pipeline) {
        List<String> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                rows.add(pipeline.schema().names().stream()
                        .map(name -> row.isNull(name) ? "-" : String.valueOf(row.get(name)))
                        .collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    private static FixedWidthLayout.Builder bank() {
        return FixedWidthLayout.builder()
                .column("name", 3, 9)
                .column("id", 3)
                .column("amount", 13, 20)
                .column("ratio", 20, 26)
                .column("day", 27, 35)
                .padding("amount", '0')
                .padding("ratio", '0')
                .impliedDecimals("amount", 2);
    }

    private static Pipeline bankRows() {
        return rows("""
                id,amount,name,ratio,day
                7,-123.45,M\u00fcller,-0.25,2024-01-31
                -8,0.05,a b,12.5,
                123,,,,1969-12-31
                """, CsvOptions.builder().type("amount", DataType.decimal(18, 2)));
    }

    @Test
    void valuesAreWhereTheLayoutHasThem() {
        String lines = "   M\u00fcller  7 -012345-00.25 20240131\r\n"
                + "   a b    -8 00000050012.5         \r\n"
                + "         123               19691231\r\n";
        CsvWriteOptions.Builder options = as(bank()).dateFormat("uuuuMMdd").lineEnd("\r\n");
        assertThat(written(bankRows(), options)).isEqualTo(lines);
        assertThat(written(bankRows(), options.header().byteOrderMark()))
                .isEqualTo("\ufeff   name  id  amount ratio  day     \r\n" + lines);
        CsvOptions.Builder read = CsvOptions.builder()
                .fixedWidth(bank().build())
                .type("ratio", DataType.DOUBLE)
                .dateFormat("uuuuMMdd");
        assertThat(read(rows(lines, read)))
                .containsExactly(
                        "M\u00fcller|7|-123.45|-0.25|2024-01-31", "a b|-8|0.05|12.5|-", "-|123|-|-|1969-12-31");
    }

    @Test
    void alignmentPaddingAndTextsForNull() {
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder()
                .column("s", 5)
                .column("n", 5)
                .column("f", 4)
                .padding('*')
                .alignRight("s")
                .alignLeft("n")
                .untrimmed("f");
        String csv = "s,n,f\nab,1,true\n,,null\n";
        CsvOptions.Builder options = CsvOptions.builder().type("f", DataType.STRING);
        assertThat(written(rows(csv, options), as(layout))).isEqualTo("***ab1****true\n**********null\n");
        CsvWriteOptions.Builder none = as(layout).nullText("none");
        assertThat(written(rows(csv, options.nullTokens("null")), none)).isEqualTo("***ab1****true\n*nonenone*none\n");
    }

    private static final String TEXTS = "row 0 (the first is 0) of the stream, column 't': ";

    private static void assertRefused(String text, UnaryOperator<FixedWidthLayout.Builder> change, String message) {
        Pipeline rows = rows("t\n\"" + text + "\"\n", CsvOptions.builder().type("t", DataType.STRING));
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder().column("t", 4);
        assertThatThrownBy(() -> written(rows, as(change.apply(layout))))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining(TEXTS + message);
    }

    @Test
    void whatHasNoPlaceIsRefusedWithRowColumnValueAndAdvice() {
        assertRefused(
                "M\u00fcller",
                layout -> layout,
                "'M\u00fcller' has 6 characters, but the column has 4. Make it wider in the layout, or shorten texts, such as"
                        + " with text().left(4)");
        assertRefused("", layout -> layout, "an empty text would be read as null");
        assertRefused("a\nb", layout -> layout, "'a\\nb' has a line end in it");
        assertRefused("a\rb", layout -> layout, "'a\\rb' has a line end in it");
        assertRefused(" a", layout -> layout, "' a' begins or ends with padding (' ')");
        assertRefused("a ", layout -> layout, "'a ' begins or ends with padding (' ')");
        assertRefused(" a", layout -> layout.alignRight("t"), "' a' begins with padding (' ')");
        assertRefused("a ", layout -> layout.alignLeft("t"), "'a ' ends with padding (' ')");
        assertRefused("07", layout -> layout.padding('0'), "'07' begins with padding ('0')");
        assertRefused(
                "  ", layout -> layout.padding('*'), "'  ' begins or ends with padding ('*') or is nothing but blanks");
        assertRefused(
                "abc",
                layout -> layout.untrimmed("t"),
                "'abc' has 3 characters, but the column has 4 and is untrimmed(...)");
        assertRefused(
                "HDR",
                layout -> layout.skipLinesStartingWith("TRL", "HD"),
                "the line would begin with 'HD', and such lines are left out when it is read");
        assertThatThrownBy(() -> written(
                        rows("d\n0.125\n"), as(FixedWidthLayout.builder().column("d", 4))))
                .hasMessageContaining("'0.125' has 5 characters, but the column has 4")
                .hasMessageContaining("round, such as with decimalPlaces(...)");
        assertThatThrownBy(() -> written(
                        rows("t,n\n,1\n"),
                        as(FixedWidthLayout.builder()
                                .column("t", 4)
                                .column("n", 1)
                                .untrimmed("t"))))
                .hasMessageContaining(TEXTS + "null has no place in a column that is untrimmed(...)");
        assertThatThrownBy(() -> written(
                        rows("t,n\n,1\n"),
                        as(FixedWidthLayout.builder().column("t", 4).column("n", 1))
                                .nullText("<null>")))
                .hasMessageContaining(TEXTS + "nullText '<null>' does not fit into its 4 characters");
        assertThatThrownBy(() -> written(
                        rows("t\nNULL\n"),
                        as(FixedWidthLayout.builder().column("t", 4)).nullText("NULL")))
                .hasMessageContaining(TEXTS + "a value has the text of null, 'NULL'");
        assertThatThrownBy(() -> written(
                        rows("n\n-5\n"),
                        as(FixedWidthLayout.builder().column("n", 3).padding('0'))
                                .nullText("-05")))
                .hasMessageContaining("a value has the text of null, '-05'");
        assertThatThrownBy(() -> written(
                        rows("t\n\ufeffa\n", CsvOptions.builder()),
                        as(FixedWidthLayout.builder().column("t", 4))))
                .hasMessageContaining("the output would begin with a byte order mark");
    }

    @Test
    void bytesThatAreNoTextHaveNoPlace() {
        byte[] csv = {'t', '\n', 'a', (byte) 0xFC, '\n'};
        Pipeline rows = Csv.scan(
                new ByteArrayInputStream(csv),
                CsvOptions.builder().invalidBytes(InvalidBytes.KEEP).build());
        assertThatThrownBy(() -> written(rows, as(FixedWidthLayout.builder().column("t", 4))))
                .hasMessageContaining(TEXTS + "'a\\xFC' is no UTF-8");
    }

    @Test
    void rowsAndLayoutsThatDoNotFitAreRefused() {
        FixedWidthLayout.Builder ab = FixedWidthLayout.builder().column("a", 4).column("b", 4);
        assertThatThrownBy(() -> written(rows("a\n1\n"), as(ab)))
                .hasMessageContaining("has a column 'b', but the rows have no such column; they have [a]");
        assertThatThrownBy(() -> written(rows("a,b,c,d\n1,2,3,4\n"), as(ab)))
                .hasMessageContaining("has no places for the columns [c, d], which would be lost");
        assertThatThrownBy(() -> written(rows("a,b\n1,2\n"), as(ab.impliedDecimals("b", 2))))
                .hasMessageContaining(
                        "column 'b' is of type long, but the layout has impliedDecimals(...) of 2 for it");
        assertThatThrownBy(() -> written(
                        rows("name\nx\n"),
                        as(FixedWidthLayout.builder().column("name", 3)).header()))
                .hasMessageContaining(
                        "the name of column 'name' has 4 characters, but has to be on one line and in the 3");
        assertContradicts(options -> options.delimiter(';'), "delimiter(...) and fixedWidth(...) contradict");
        assertContradicts(options -> options.quote('\''), "quote(...) or quoting(...) and fixedWidth(...) contradict");
        assertContradicts(options -> options.quoting(Quoting.ALL), "fields that have places have no quotes");
        assertContradicts(CsvWriteOptions.Builder::formulaGuard, "texts with a mark need quotes");
        assertContradicts(
                options -> options.readWith(CsvOptions.defaults()), "the layout says how it is read. Leave it out");
        assertContradicts(options -> options.nullText("a\n"), "nullText must hold no");
        assertThatThrownBy(as(FixedWidthLayout.builder().column("a", 1).footerLines(2))::build)
                .hasMessageContaining("footerLines(2) of the layout leaves out the last lines");
        assertThatThrownBy(as(FixedWidthLayout.builder().column("b", 3, 6).column("a", 0, 4))::build)
                .hasMessageContaining("the columns 'a' [0, 4) and 'b' [3, 6) overlap");
        CsvOptions lines = CsvOptions.builder()
                .fixedWidth(FixedWidthLayout.builder().column("a", 1).build())
                .build();
        assertThatThrownBy(() -> CsvWriteOptions.builder().readWith(lines).build())
                .hasMessageContaining("give the layout to fixedWidth(...) of the writer");
    }

    private static void assertContradicts(UnaryOperator<CsvWriteOptions.Builder> change, String message) {
        assertThatThrownBy(change.apply(as(FixedWidthLayout.builder().column("a", 1)))::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Written by plain Java. */
    private static String line(int row) {
        return String.format(
                Locale.ROOT,
                "%8d %-6s%s%05d\n",
                row,
                row % 1000 == 0 ? "\u00fc" : "t" + row % 77,
                " ".repeat(5),
                row % 9999);
    }

    private static FixedWidthLayout.Builder numbered() {
        return FixedWidthLayout.builder()
                .column("id", 8)
                .gap(1)
                .column("text", 6)
                .column("none", 5)
                .column("zeros", 5)
                .padding("zeros", '0');
    }

    private Path numbers(int rows) throws IOException {
        String csv = IntStream.range(0, rows)
                .mapToObj(row -> row + "," + (row % 1000 == 0 ? "\u00fc" : "t" + row % 77) + ",," + row % 9999 + "\n")
                .collect(Collectors.joining("", "id,text,none,zeros\n", ""));
        return Files.writeString(directory.resolve("numbers.csv"), csv);
    }

    @Test
    void anyNumberOfThreadsAndLittleMemoryWriteTheSame() throws IOException {
        Pipeline rows = Csv.scan(
                numbers(60_000),
                CsvOptions.builder().windowSize(50_000).chunkSize(1_000).build());
        String expected = IntStream.range(0, 60_000).mapToObj(row -> line(row)).collect(Collectors.joining());
        Path file = directory.resolve("lines.txt");
        for (int threads : new int[] {1, 4}) {
            for (long limit : new long[] {24 << 20, 256 << 20}) {
                Execution execution =
                        Execution.builder().threads(threads).memoryLimit(limit).build();
                rows.using(execution).write(Csv.to(file, as(numbered()).build()));
                assertThat(Files.readString(file)).isEqualTo(expected);
            }
        }
    }

    @Test
    void theFirstRowThatHasNoPlaceIsNamedAndNothingIsLeftBehind() throws IOException {
        Pipeline rows = Csv.scan(
                numbers(40_000),
                CsvOptions.builder().windowSize(20_000).chunkSize(500).build());
        Path file = directory.resolve("lines.txt");
        Path parts = directory.resolve("parts");
        FixedWidthLayout.Builder narrow = FixedWidthLayout.builder()
                .column("id", 8)
                .column("none", 1)
                .column("text", 3)
                .column("zeros", 3);
        String message = "row 1000 (the first is 0) of %s, column 'zeros': '1000' has 4 characters";
        for (int threads : new int[] {1, 4}) {
            Pipeline run = rows.using(Execution.builder().threads(threads).build());
            assertThatThrownBy(() -> run.write(Csv.to(file, as(narrow).build())))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining(String.format(message, file));
            assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("numbers.csv"));
            Parts divided = Parts.rows(100);
            assertThatThrownBy(() ->
                            run.write(Csv.toDirectory(parts, divided, as(narrow).build())))
                    .hasMessageContaining(String.format(message, parts));
            assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("numbers.csv"));
        }
    }

    @Test
    void directoriesCompressionAndMoreRows() throws IOException {
        Pipeline rows = rows("a,b\n1,x\n2,y\n3,x\n");
        FixedWidthLayout.Builder a = FixedWidthLayout.builder().column("a", 2);
        Path parts = directory.resolve("parts");
        rows("a,b\n1,x\n2,y\n3,x\n")
                .write(Csv.toDirectory(parts, Parts.by("b"), as(a).header().build()));
        assertThat(parts.resolve("b=x/part-0.txt")).hasContent("a \n 1\n 3\n");
        assertThat(parts.resolve("b=y/part-0.txt")).hasContent("a \n 2\n");

        FixedWidthLayout.Builder both =
                FixedWidthLayout.builder().column("b", 2).column("a", 2);
        CsvOptions.Builder read = CsvOptions.builder().fixedWidth(both.build()).skipLines(1);
        for (String name : List.of("out.txt", "out.txt.gz", "out.txt.zst")) {
            Path file = directory.resolve(name);
            rows("a,b\n1,x\n").write(Csv.to(file, as(both).header().build()));
            rows("a,b\n22,\u00fc\n")
                    .write(Csv.to(file, as(both).header().append().build()));
            assertThat(read(Csv.scan(file, read.build()))).containsExactly("x|1", "\u00fc|22");
            FixedWidthLayout.Builder other =
                    FixedWidthLayout.builder().column("b", 1).column("a", 3);
            assertThatThrownBy(() -> rows("a,b\n1,x\n")
                            .write(Csv.to(file, as(other).header().append().build())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("and a header with other names or places");
            assertThatThrownBy(() ->
                            rows("a\n1\n").write(Csv.to(file, as(a).append().build())))
                    .hasMessageContaining("its first line has 4 characters, and what is to be written has 2");
        }
        assertThat(rows.schema().names()).containsExactly("a", "b");
    }

    /** A column as the test has it: what a layout takes of a field, as the documentation says it. */
    private record Place(String name, int width, char padding, boolean trimsStart, boolean trimsEnd, boolean number) {
        boolean right() {
            return trimsStart && (!trimsEnd || number);
        }

        /** The field of a text, or null if there is none. */
        String field(String text) {
            int pads = width - text.codePointCount(0, text.length());
            if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || pads < 0) {
                return null;
            }
            String filler = String.valueOf(padding).repeat(pads);
            if (number && padding == '0' && trimsStart && text.matches("-[0-9].*")) {
                return "-" + filler + text.substring(1);
            }
            String field = right() ? filler + text : text + filler;
            return taken(field).equals(text) ? field : null;
        }

        private String taken(String field) {
            int from = 0;
            int to = field.length();
            while (trimsStart && from < to && field.charAt(from) == padding) {
                from++;
            }
            while (trimsEnd && to > from && field.charAt(to - 1) == padding) {
                to--;
            }
            boolean stays = from == to
                    || field.charAt(from) > 0x7F
                    || field.charAt(from) < '0' && field.charAt(from) != '-' && field.charAt(from) != '+';
            from -= padding == '0' && trimsStart && from > 0 && stays ? 1 : 0;
            String rest = field.substring(from, to);
            return (trimsStart || trimsEnd) && rest.chars().allMatch(c -> c == ' ') ? "" : rest;
        }

        String ofNull(String nullText) {
            if (!nullText.isEmpty()) {
                return field(nullText);
            }
            return trimsStart || trimsEnd
                    ? String.valueOf(padding == '0' ? ' ' : padding).repeat(width)
                    : null;
        }
    }

    @Test
    void everyValueOfEveryTypeComesBackOrIsRefused() {
        Random random = Seeds.random(20_261);
        RandomTable tables = new RandomTable(random, pool);
        for (long cells = 0; cells < CELLS; ) {
            Schema schema = tables.schema(1 + random.nextInt(4), random.nextBoolean());
            int rows = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 6);
            cells += (long) rows * schema.size();
            try (Table table = tables.table(schema, rows)) {
                writeAndRead(table, random);
            }
        }
    }

    private void writeAndRead(Table table, Random random) {
        Schema schema = table.schema();
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder();
        List<Place> places = places(schema, layout, random);
        String nullText = random.nextInt(3) == 0 ? "NULL" : "";
        List<List<String>> texts = texts(table);
        StringBuilder expected = new StringBuilder();
        int good = 0;
        while (good < texts.size() && append(texts.get(good), schema, places, nullText, expected)) {
            good++;
        }
        String lineEnd = random.nextBoolean() ? "\n" : random.nextBoolean() ? "\r\n" : "\r";
        CsvWriteOptions options = as(layout).nullText(nullText).lineEnd(lineEnd).build();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        boolean marked = expected.indexOf("\ufeff") == 0;
        if (marked || good < texts.size()) {
            assertThatThrownBy(() -> Pipeline.from(table).write(Csv.to(file, options)))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining(
                            good < texts.size()
                                    ? "row " + good + " (the first is 0) of the stream"
                                    : "byte order mark");
        }
        if (marked) {
            return;
        }
        file.reset();
        Execution execution = Execution.builder().threads(1 + random.nextInt(2)).build();
        Pipeline rows = Pipeline.from(table).limit(good).using(execution);
        rows.write(Csv.to(file, options));
        assertThat(file.toString(StandardCharsets.UTF_8))
                .isEqualTo(expected.toString().replace("\n", lineEnd));
        CsvOptions.Builder read =
                CsvOptions.builder().fixedWidth(layout.build()).schema(schema).chunkSize(1 + random.nextInt(100));
        if (lineEnd.equals("\r")) {
            read.lineEnd("\r");
        }
        if (!nullText.isEmpty()) {
            read.nullTokens(nullText);
        }
        Pipeline back = Csv.scan(new ByteArrayInputStream(file.toByteArray()), read.build());
        assertThat(RandomTable.bits(
                        back.select(schema.names().toArray(String[]::new)).using(execution)))
                .as("%s %s", schema, options)
                .isEqualTo(RandomTable.bits(rows));
    }

    /** Adds the line of a row; false if there is none. */
    private static boolean append(
            List<String> texts, Schema schema, List<Place> places, String nullText, StringBuilder lines) {
        StringBuilder line = new StringBuilder();
        for (Place place : places) {
            String text = texts.get(schema.indexOf(place.name));
            String field = text == null ? place.ofNull(nullText) : text.equals(nullText) ? null : place.field(text);
            if (field == null) {
                return false;
            }
            line.append(field).append("  ");
        }
        line.setLength(line.length() - 2);
        lines.append(line).append('\n');
        return true;
    }

    /** Columns in any order, two blanks between them. */
    private static List<Place> places(Schema schema, FixedWidthLayout.Builder layout, Random random) {
        List<Field> fields = new ArrayList<>(schema.fields());
        Collections.shuffle(fields, random);
        List<Place> places = new ArrayList<>();
        int start = 0;
        for (Field field : fields) {
            int width = random.nextInt(4) > 0 ? 60 + random.nextInt(10) : 1 + random.nextInt(20);
            char padding = " 0*-x".charAt(random.nextInt(3) > 0 ? random.nextInt(2) : random.nextInt(5));
            int side = random.nextInt(16);
            boolean left = side < 4 && padding != '0';
            boolean right = side >= 4 && side < 8;
            boolean untrimmed = side == 8;
            layout.column(field.name(), start, start + width).padding(field.name(), padding);
            if (left) {
                layout.alignLeft(field.name());
            } else if (right) {
                layout.alignRight(field.name());
            } else if (untrimmed) {
                layout.untrimmed(field.name());
            }
            boolean trimsEnd = !right && !untrimmed && padding != '0';
            places.add(new Place(
                    field.name(),
                    width,
                    padding,
                    !left && !untrimmed,
                    trimsEnd,
                    field.type().isNumeric()));
            start += width + 2;
        }
        return places;
    }

    /** The texts that a CSV has for the values. */
    private static List<List<String>> texts(Table table) {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        Pipeline.from(table)
                .write(Csv.to(
                        csv,
                        CsvWriteOptions.builder()
                                .quoting(Quoting.ALL)
                                .noHeader()
                                .build()));
        Schema.Builder strings = Schema.builder();
        table.schema().names().forEach(name -> strings.add(name, DataType.STRING));
        Pipeline rows = Csv.scan(
                new ByteArrayInputStream(csv.toByteArray()),
                CsvOptions.builder().noHeader().schema(strings.build()).build());
        List<List<String>> texts = new ArrayList<>();
        try (RowCursor row = rows.rows()) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                table.schema().names().forEach(name -> values.add(row.isNull(name) ? null : row.getString(name)));
                texts.add(values);
            }
        }
        return texts;
    }
}
