package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, dates and times that are not written as usual, against what the JDK writes and reads. */
class ReadFormatsTest {
    private static final int ROWS = 300;

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("in.csv"), content);
    }

    private static CsvOptions.Builder semicolons() {
        return CsvOptions.builder().delimiter(';');
    }

    /** Each way to cut the file and to read it. */
    private static void everyWay(Path file, Consumer<CsvOptions.Builder> set, Consumer<Pipeline> check) {
        for (WindowMode mode : WindowMode.values()) {
            for (int window : new int[] {64, 1 << 20}) {
                for (int threads : new int[] {1, 3}) {
                    CsvOptions.Builder options = semicolons()
                            .windows(mode)
                            .windowSize(window)
                            .maximumRecordSize(512)
                            .badRows(threads == 1 ? BadRows.fail() : BadRows.skip());
                    set.accept(options);
                    check.accept(Csv.scan(file, options.build())
                            .using(Execution.builder().threads(threads).build()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",.", ", ", ".,", ".'", ",'"})
    void numbersAreThoseThatTheJdkHasWritten(String separators) throws IOException {
        Random random = Seeds.random(1);
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(separators.charAt(0));
        symbols.setGroupingSeparator(separators.charAt(1));
        DecimalFormat format = new DecimalFormat("#,##0.####################", symbols);
        List<Object> expected = new ArrayList<>();
        StringBuilder content = new StringBuilder("n;i;d;w;u\n");
        for (int row = 0; row < ROWS; row++) {
            long whole = random.nextLong() >> random.nextInt(64);
            BigDecimal decimal = BigDecimal.valueOf(random.nextInt(1_000_000_000) - 500_000_000, 3);
            double number = decimal.doubleValue();
            BigDecimal wide = new BigDecimal(new BigInteger(110, random), 6);
            expected.add(List.of(whole, (int) whole, decimal, wide, number));
            for (Object value : new Object[] {whole, (int) whole, decimal, wide, decimal}) {
                format.setGroupingUsed(random.nextInt(4) > 0);
                boolean quoted = random.nextBoolean();
                content.append(quoted ? "\"" : "").append(format.format(value)).append(quoted ? "\";" : ";");
            }
            content.setLength(content.length() - 1);
            content.append('\n');
        }
        Path file = file(content.toString());
        everyWay(
                file,
                options -> options.decimalSeparator(separators.charAt(0))
                        .groupingSeparator(separators.charAt(1))
                        .type("i", DataType.INT)
                        .type("d", DataType.decimal(18, 3))
                        .type("w", DataType.decimal(38, 6)),
                rows -> {
                    assertThat(rows.schema())
                            .hasToString("(n long, i int, d decimal(18,3), w decimal(38,6), u double)");
                    List<Object> read = new ArrayList<>();
                    rows.forEach(row -> read.add(List.of(
                            row.getLong("n"),
                            row.getInt("i"),
                            row.getDecimal("d"),
                            row.getDecimal("w"),
                            row.getDouble("u"))));
                    assertThat(read).isEqualTo(expected);
                    assertThat(rows.filter(col("n").ge(0)).count())
                            .isEqualTo(expected.stream()
                                    .filter(row -> (long) ((List<?>) row).get(0) >= 0)
                                    .count());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234 | long",
                "1.234.567 | long",
                "-1.234,5 | double",
                "0,5 | double",
                "1.234,567 | double",
                "12.34 | string",
                "1234.567 | string",
                "1.234.56 | string",
                "1.2345 | string",
                ".123 | string",
                "1..234 | string",
                "1,234.567 | string",
                "1,2,3 | string",
                "01.234 | string",
                "12345678901234567,5 | string",
                "1.234e5 | double"
            })
    void whatIsNotGroupedAsNumbersAreIsText(String text, String type) throws IOException {
        Path file = file("x\n" + text + "\n");
        CsvOptions options =
                semicolons().decimalSeparator(',').groupingSeparator('.').build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(x " + type + ")");
    }

    @Test
    void decimalsAreInferredWithTheirSeparators() throws IOException {
        Path file = file("x\n1.234.567,25\n-0,5\n");
        CsvOptions options = semicolons()
                .decimalSeparator(',')
                .groupingSeparator('.')
                .inferDecimals(true)
                .build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(x decimal(18,2))");
        assertThat(Csv.scan(file, options).valuesOf("x"))
                .containsExactlyInAnyOrder(new BigDecimal("1234567.25"), new BigDecimal("-0.50"));
    }

    @Test
    void errorsAdviseByWhatANumberIs() throws IOException {
        Path file = file("x\n1,25\n1.234,255\n");
        assertThatThrownBy(() -> Csv.scan(
                                file,
                                semicolons()
                                        .decimalSeparator(',')
                                        .groupingSeparator('.')
                                        .type("x", DataType.decimal(18, 2))
                                        .build())
                        .collect()
                        .close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("'1.234,255' is not a valid decimal(18,2)", "DataType.decimal(38, 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd.MM.uuuu | dd.MM.uuuu HH:mm:ss | h:mm:ss a",
                "d/M/yyyy | uuuuMMddHHmmss | HHmmss",
                "EEE, d MMM yyyy | d MMM yyyy, h:mm:ss a | 'at' HH.mm.ss",
                "uuuu-DDD | uuuu-MM-dd'T'HH:mm:ss.SSS | HH:mm:ss.SSS"
            })
    void timesAreThoseThatTheJdkHasWritten(String date, String timestamp, String time) throws IOException {
        Random random = Seeds.random(2);
        List<Object> expected = new ArrayList<>();
        StringBuilder content = new StringBuilder("d;l;z;t\n");
        for (int row = 0; row < ROWS; row++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextInt(100_000) - 40_000);
            LocalTime clock = LocalTime.ofSecondOfDay(random.nextInt(86_400));
            LocalDateTime local = day.atTime(clock);
            Instant instant = local.toInstant(ZoneOffset.ofHoursMinutes(5, 30));
            expected.add(List.of(day, local, instant, clock));
            content.append('"').append(text(date, day)).append("\";");
            content.append('"').append(text(timestamp, local)).append("\";");
            content.append('"')
                    .append(text(timestamp + " xxx", local.atOffset(ZoneOffset.ofHoursMinutes(5, 30))))
                    .append("\";");
            content.append('"').append(text(time, clock)).append("\"\n");
        }
        Path file = file(content.toString());
        everyWay(
                file,
                options -> options.dateFormat(date)
                        .timestampFormat(timestamp)
                        .timeFormat(time)
                        .type("z", DataType.TIMESTAMP)
                        .format("z", timestamp + " xxx")
                        .type("t", DataType.time(Resolution.MILLIS)),
                rows -> {
                    assertThat(rows.schema()).hasToString("(d date, l local timestamp, z timestamp, t time(ms))");
                    List<Object> read = new ArrayList<>();
                    rows.forEach(row -> read.add(List.of(
                            row.getDate("d"), row.getLocalTimestamp("l"), row.getTimestamp("z"), row.getTime("t"))));
                    assertThat(read).isEqualTo(expected);
                });
    }

    private static String text(String pattern, java.time.temporal.TemporalAccessor value) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.02.2024", "31.04.2024", "1.1.2024", "01.01.24", "01.01.2024 ", "2024-01-01"})
    void whatNoCalendarHasIsAnError(String text) throws IOException {
        Path file = file("x\n29.02.2024\n\"" + text + "\"\n");
        CsvOptions.Builder options = semicolons().dateFormat("dd.MM.uuuu");
        assertThat(Csv.scan(file, options.build()).schema()).hasToString("(x string)");
        assertThatThrownBy(() -> Csv.scan(file, options.type("x", DataType.DATE).build())
                        .collect()
                        .close())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("'\"" + text + "\"' is not a valid date");
    }

    /** Of files that DuckDB reads with the same options. */
    @Test
    void filesOfManyPatternsAreThoseThatDuckDbReads() throws Exception {
        Random random = Seeds.random(3);
        for (int file = 0; file < 4; file++) {
            StringBuilder content = new StringBuilder("x;d;t\n");
            for (int row = 0; row < 200; row++) {
                LocalDateTime at = LocalDateTime.ofEpochSecond(random.nextInt(), 0, ZoneOffset.UTC);
                content.append(
                                random.nextInt(10) == 0
                                        ? ""
                                        : BigDecimal.valueOf(random.nextInt(), 2)
                                                .toPlainString()
                                                .replace('.', ','))
                        .append(';')
                        .append(random.nextInt(10) == 0 ? "" : text("dd.MM.uuuu", at))
                        .append(';')
                        .append(text("MM/dd/uuuu HH:mm:ss", at))
                        .append('\n');
            }
            Files.writeString(directory.resolve("part" + file + ".csv"), content);
        }
        CsvOptions options = semicolons()
                .decimalSeparator(',')
                .dateFormat("dd.MM.uuuu")
                .timestampFormat("MM/dd/uuuu HH:mm:ss")
                .fileNameColumn("file")
                .build();
        String pattern = directory + "/part*.csv";
        List<String> read = new ArrayList<>();
        Csv.scan(Csv.files(pattern), options)
                .forEach(row -> read.add((row.isNull("x") ? null : row.getDouble("x")) + "|"
                        + (row.isNull("d") ? null : row.getDate("d")) + "|" + row.getLocalTimestamp("t") + "|"
                        + row.getString("file")));
        List<String> expected = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x, d, t, filename FROM read_csv('" + pattern
                        + "', delim=';', header=true, decimal_separator=',', filename=true, columns={'x': 'DOUBLE',"
                        + " 'd': 'DATE', 't': 'TIMESTAMP'}, dateformat='%d.%m.%Y', timestampformat='%m/%d/%Y %H:%M:%S')"
                        + " ORDER BY filename")) {
            while (rows.next()) {
                expected.add(rows.getObject(1) + "|" + rows.getObject(2) + "|" + rows.getObject(3, LocalDateTime.class)
                        + "|" + rows.getString(4));
            }
        }
        assertThat(read).hasSize(800).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aZoneInThePatternMakesTimesInUtc() throws IOException {
        Path file = file("x\n31.12.2024 23:30 -01:00\n");
        CsvOptions options =
                semicolons().timestampFormat("dd.MM.uuuu HH:mm xxx").build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(x timestamp)");
        assertThat(Csv.scan(file, options).valuesOf("x")).containsExactly(Instant.parse("2025-01-01T00:30:00Z"));
        Path named = file("x\n2024-07-01 12:00 Europe/Berlin\n");
        CsvOptions zone = semicolons().timestampFormat("uuuu-MM-dd HH:mm VV").build();
        assertThat(Csv.scan(named, zone).valuesOf("x")).containsExactly(Instant.parse("2024-07-01T10:00:00Z"));
    }

    @Test
    void whatIsWrittenWithFormatsIsReadBack() throws IOException {
        Path file = file("d;t;x\n2024-02-29;2024-02-29T12:30:15;1.5\n;;\n1969-12-31;1969-12-31T23:59:59;-2\n");
        CsvOptions read = semicolons()
                .dateFormat("dd.MM.uuuu")
                .timestampFormat("dd/MM/uuuu HH:mm:ss")
                .columnNullTokens("x", "-")
                .build();
        Path out = directory.resolve("out.csv");
        Pipeline rows = Csv.scan(file, semicolons().build());
        rows.write(Csv.to(
                out, CsvWriteOptions.builder().readWith(read).nullText("-").build()));
        assertThat(out).content().startsWith("d;t;x\n29.02.2024;29/02/2024 12:30:15;1.5\n-;-;-\n");
        CsvOptions all = semicolons()
                .dateFormat("dd.MM.uuuu")
                .timestampFormat("dd/MM/uuuu HH:mm:ss")
                .nullTokens("-")
                .build();
        Path back = directory.resolve("back.csv");
        Csv.scan(out, all)
                .write(Csv.to(back, CsvWriteOptions.builder().delimiter(';').build()));
        assertThat(Files.readString(back).replace("-2.0", "-2")).isEqualTo(Files.readString(file));
        assertThatThrownBy(() -> CsvWriteOptions.builder()
                        .readWith(read)
                        .dateFormat("uuuu")
                        .build())
                .hasMessageContaining("dateFormat is 'uuuu', but readWith(...) has options that read 'dd.MM.uuuu'");
        assertThatThrownBy(() -> CsvWriteOptions.builder()
                        .readWith(semicolons().decimalSeparator(',').build())
                        .build())
                .hasMessageContaining("with a point before the fraction of numbers");
    }

    @Test
    void aColumnHasTextsForNullOfItsOwn() throws IOException {
        Path file = file("a;b;c\n-999;-999;x\n1;2;-999\nNULL;3;NULL\n");
        everyWay(file, options -> options.nullTokens("NULL").columnNullTokens("a", "-999", "?"), rows -> {
            assertThat(rows.schema()).hasToString("(a long, b long, c string)");
            List<String> read = new ArrayList<>();
            rows.forEach(row -> read.add((row.isNull("a") ? "null" : "" + row.getLong("a")) + " " + row.getLong("b")
                    + " " + (row.isNull("c") ? "null" : row.getString("c"))));
            assertThat(read).containsExactly("null -999 x", "1 2 -999", "null 3 null");
            assertThat(rows.filter(col("a").isNull()).count()).isEqualTo(2);
        });
    }

    @Test
    void percentsCurrenciesAndParenthesesAreReadOnRequest() throws IOException {
        Random random = Seeds.random(4);
        StringBuilder content = new StringBuilder("p;c;a;d\n");
        List<Object> expected = new ArrayList<>();
        String[] before = {"\u20ac ", "\u20ac", "US$\u00a0", "$", ""};
        String[] after = {" \u20ac", "\u202fEUR", "EUR", "", "$"};
        DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY));
        for (int row = 0; row < ROWS; row++) {
            BigDecimal percent = BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2);
            BigDecimal price = BigDecimal.valueOf(random.nextInt(), 2);
            expected.add(List.of(
                    percent.movePointLeft(2),
                    price.doubleValue(),
                    price.doubleValue(),
                    percent.movePointLeft(2).doubleValue()));
            String blank = random.nextBoolean() ? " " : "";
            String sign = price.signum() < 0 ? "-" : "";
            String amount = format.format(price.abs());
            boolean leads = random.nextBoolean();
            String signs = leads ? before[random.nextInt(4)] : "";
            String with = random.nextBoolean() ? sign + signs + amount : signs + sign + amount;
            with += leads ? "" : after[random.nextInt(after.length)];
            String books = price.signum() < 0 ? "(" + (leads ? "$" : "") + amount + ")" : amount;
            content.append(format.format(percent)).append(blank).append("%;\"");
            content.append(with).append("\";").append(books).append(';');
            content.append(format.format(percent)).append("%\n");
        }
        Path file = file(content.toString());
        everyWay(
                file,
                options -> options.decimalSeparator(',')
                        .groupingSeparator('.')
                        .percentNumbers()
                        .accountingNegatives()
                        .currencySigns("$", "US$", "\u20ac", "EUR")
                        .type("p", DataType.decimal(18, 4)),
                rows -> {
                    assertThat(rows.schema()).hasToString("(p decimal(18,4), c double, a double, d double)");
                    List<Object> read = new ArrayList<>();
                    rows.forEach(row -> read.add(
                            List.of(row.getDecimal("p"), row.getDouble("c"), row.getDouble("a"), row.getDouble("d"))));
                    assertThat(read).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.5% | 0.125",
                "100% | 1.0",
                "5% | 0.05",
                "-5 % | -0.05",
                "-.5% | -0.005",
                "7.% | 0.07",
                "(5%) | -0.05",
                "1234.5678% | 12.345678",
                "($5) | -5.0",
                "$ -5 | -5.0",
                "-$5 | -5.0",
                "5e3 $ | 5000.0",
                "% | ",
                "$ | ",
                "- $ 5 | ",
                "-(5) | ",
                "(-5) | ",
                "() | ",
                "--5 | ",
                "-$-5 | ",
                "$5$ | ",
                "5%% | ",
                "$5% | ",
                "1e2% | ",
                "NaN% | ",
                "1.2.3% | ",
                "05% | ",
                "(5 | ",
                "5 | 5.0"
            })
    void aNumberHasOneSignOfEachKind(String text, Double value) throws IOException {
        Path file = file("x\n" + text + "\n0.25\n");
        CsvOptions options = semicolons()
                .percentNumbers()
                .accountingNegatives()
                .currencySigns("$")
                .build();
        assertThat(Csv.scan(file, options).schema()).hasToString(value == null ? "(x string)" : "(x double)");
        if (value != null) {
            assertThat(Csv.scan(file, options).valuesOf("x")).contains(value);
        }
        assertThat(Csv.scan(file("x\n" + text + "\n0.25\n"), semicolons().build())
                        .schema())
                .hasToString(text.equals("5") ? "(x double)" : "(x string)");
    }

    @Test
    void percentsAndCurrenciesAreDecimalsWhereTheseAreInferred() throws IOException {
        Path file = file("p;c\n12.5%;$ 1.10\n7%;$20\n");
        CsvOptions options = semicolons()
                .percentNumbers()
                .currencySigns("$")
                .inferDecimals(true)
                .build();
        assertThat(Csv.scan(file, options).schema()).hasToString("(p decimal(18,3), c decimal(18,2))");
        assertThat(Csv.scan(file, options).valuesOf("p"))
                .containsExactlyInAnyOrder(new BigDecimal("0.125"), new BigDecimal("0.070"));
        assertThatThrownBy(() -> Csv.scan(
                                file,
                                semicolons()
                                        .percentNumbers()
                                        .currencySigns("$")
                                        .type("p", DataType.decimal(9, 2))
                                        .build())
                        .collect()
                        .close())
                .hasMessageContainingAll("'12.5%' is not a valid decimal(9,2)", "DataType.decimal(18, 3)");
    }

    @Test
    void booleansHaveTextsOfTheirOwn() throws IOException {
        Path file = file("a;b;c\nja;1;true\nnein;0;x\n;1;\n\"ja\";0;true\n");
        everyWay(
                file,
                options ->
                        options.trueTokens("ja", "1").falseTokens("nein", "0").type("b", DataType.BOOLEAN),
                rows -> {
                    assertThat(rows.schema()).hasToString("(a boolean, b boolean, c string)");
                    List<String> read = new ArrayList<>();
                    rows.forEach(row ->
                            read.add((row.isNull("a") ? "null" : row.getBoolean("a")) + " " + row.getBoolean("b")));
                    assertThat(read).containsExactly("true true", "false false", "null true", "true false");
                    assertThat(rows.filter(col("a").eq(false)).count()).isEqualTo(1);
                });
        Path digits = file("b\n1\n0\n");
        assertThat(Csv.scan(
                                digits,
                                semicolons().trueTokens("1").falseTokens("0").build())
                        .schema())
                .hasToString("(b long)");
        Path other = file("a\nJA\nnein\n");
        assertThatThrownBy(() -> Csv.scan(
                                other,
                                semicolons()
                                        .trueTokens("ja")
                                        .falseTokens("nein")
                                        .type("a", DataType.BOOLEAN)
                                        .build())
                        .collect()
                        .close())
                .hasMessageContaining("'JA' is not a valid boolean");
    }

    @Test
    void timesWithoutAZoneAreThoseOfTheZoneThatWasSet() throws IOException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Random random = Seeds.random(5);
        StringBuilder content = new StringBuilder("i;p\n");
        List<Object> expected = new ArrayList<>();
        while (expected.size() < ROWS) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(random.nextInt(), 0, ZoneOffset.UTC);
            if (berlin.getRules().getValidOffsets(local).size() == 1) {
                Instant instant = local.atZone(berlin).toInstant();
                expected.add(List.of(instant, instant));
                content.append(expected.size() % 3 == 0 ? instant : local);
                content.append(';').append(text("dd.MM.uuuu HH:mm:ss", local)).append('\n');
            }
        }
        Path file = file(content.toString());
        everyWay(
                file,
                options -> options.zone(berlin).type("p", DataType.TIMESTAMP).format("p", "dd.MM.uuuu HH:mm:ss"),
                rows -> {
                    assertThat(rows.schema()).hasToString("(i timestamp, p timestamp)");
                    List<Object> read = new ArrayList<>();
                    rows.forEach(row -> read.add(List.of(row.getTimestamp("i"), row.getTimestamp("p"))));
                    assertThat(read).isEqualTo(expected);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-31T02:30:00,",
        "2024-10-27T02:30:00,2024-10-27T00:30:00Z",
        "2024-10-27T02:30:00+01:00,2024-10-27T01:30:00Z"
    })
    void whatAClockShowsTwiceIsTheFirstAndWhatItLeavesOutAnError(String shown, Instant instant) throws IOException {
        for (boolean pattern : new boolean[] {true, false}) {
            CsvOptions.Builder options =
                    semicolons().zone(ZoneId.of("Europe/Berlin")).type("x", DataType.TIMESTAMP);
            if (pattern) {
                options.format("x", "uuuu-MM-dd'T'HH:mm:ss[xxx]");
            }
            Pipeline rows = Csv.scan(file("x\n" + shown + "\n"), options.build());
            if (instant == null) {
                assertThatThrownBy(() -> rows.collect().close()).hasMessageContaining("is not a valid timestamp");
            } else {
                assertThat(rows.valuesOf("x")).containsExactly(instant);
            }
        }
    }

    @Test
    void aPatternWithoutAZoneMakesNoTimesInUtcUnlessOneIsSet() throws IOException {
        String pattern = "dd.MM.uuuu HH:mm";
        assertThatThrownBy(() -> semicolons()
                        .type("x", DataType.TIMESTAMP)
                        .format("x", pattern)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'x': 'dd.MM.uuuu HH:mm' does not say all of a timestamp: it has no zone");
        assertThatThrownBy(() -> semicolons()
                        .type("x", DataType.TIMESTAMP)
                        .timestampFormat(pattern)
                        .build())
                .hasMessageContaining("it has no zone. Say in which such times are: zone(...)");
        assertThatThrownBy(() -> semicolons()
                        .timestampFormat(pattern + " xxx")
                        .zone(ZoneOffset.UTC)
                        .build())
                .hasMessageContaining("timestampFormat has a zone in it, so that zone(...) says nothing");
        Path file = file("x\n31.12.2024 23:30\n");
        CsvOptions.Builder local = semicolons().timestampFormat(pattern);
        assertThat(Csv.scan(file, local.build()).schema()).hasToString("(x local timestamp)");
        CsvOptions zoned = local.zone(ZoneOffset.ofHours(-1)).build();
        assertThat(Csv.scan(file, zoned).valuesOf("x")).containsExactly(Instant.parse("2025-01-01T00:30:00Z"));
    }

    /** What the pattern of all timestamps cannot be for the type of one column is said before any row is read. */
    @Test
    void patternsOfWholeTypesAreCheckedWithTheColumnsThatTheyAreFor() {
        CsvOptions.Builder options = semicolons().timestampFormat("uuuu-MM-dd HH:mm xxx");
        assertThatThrownBy(() -> options.type("x", DataType.LOCAL_TIMESTAMP).build())
                .hasMessageContaining("column 'x': 'uuuu-MM-dd HH:mm xxx' does not say all of a local timestamp");
    }

    /** The least value lies before the second that it is counted from. */
    @Test
    void theLeastTimestampsArePartOfTheirType() throws IOException {
        Instant least = Instant.ofEpochSecond(
                Math.floorDiv(Long.MIN_VALUE, 1_000_000_000L), Math.floorMod(Long.MIN_VALUE, 1_000_000_000L));
        String pattern = "uuuu-MM-dd HH:mm:ss.SSSSSSSSS xxx";
        Path file = file("x\n" + text(pattern, least.atOffset(ZoneOffset.UTC)) + "\n");
        DataType type = DataType.timestamp(Resolution.NANOS);
        assertThat(Csv.scan(
                                file,
                                semicolons()
                                        .type("x", type)
                                        .format("x", pattern)
                                        .build())
                        .valuesOf("x"))
                .containsExactly(least);
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        assertThatThrownBy(() -> semicolons().decimalSeparator('5'))
                .hasMessage(
                        "decimalSeparator must be an ASCII character that no other part of a number has, but is '5'");
        assertThatThrownBy(() -> semicolons()
                        .decimalSeparator(',')
                        .groupingSeparator(',')
                        .build())
                .hasMessage("decimalSeparator and groupingSeparator must differ, but both are ','");
        assertThatThrownBy(() -> semicolons().format("x", "uuuu-MM-dd").build())
                .hasMessage("format(...) needs the type of column 'x': set it by type(...)");
        assertThatThrownBy(() -> semicolons().dateFormat("MM.uuuu").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'MM.uuuu' does not say all of a date");
        assertThatThrownBy(() -> semicolons().dateFormat("bbb").build())
                .hasMessageContaining("'bbb' is no pattern of date");
        refused(options -> options.trueTokens("a"), "trueTokens(...) and falseTokens(...) belong together");
        refused(options -> options.trueTokens(), "trueTokens(...) must be at least one text");
        refused(options -> options.trueTokens("a").falseTokens("a", "b"), "must differ, but share [a]");
        refused(options -> options.trueTokens("a").falseTokens("b").nullTokens("b"), "must differ, but share [b]");
        refused(options -> options.currencySigns(""), "currencySigns must be texts without blanks, digits");
        refused(options -> options.currencySigns("5"), "currencySigns must be texts without blanks, digits");
        refused(options -> options.percentNumbers().decimalSeparator('%'), "'%' cannot separate parts of a number");
        refused(options -> options.accountingNegatives().groupingSeparator('('), "'(' cannot separate parts");
        Path file = file("x;y\n1;2\n");
        assertThatThrownBy(() -> Csv.scan(
                        file,
                        semicolons()
                                .type("x", DataType.LONG)
                                .format("x", "uuuu-MM-dd")
                                .build()))
                .hasMessageContaining("format(...) is set for column 'x' of type long, but patterns are for dates");
        assertThatThrownBy(() ->
                        Csv.scan(file, semicolons().columnNullTokens("z", "-").build()))
                .hasMessageContaining("is set for [z], but the columns are [x, y]");
    }

    private static void refused(Consumer<CsvOptions.Builder> set, String message) {
        assertThatThrownBy(() -> {
                    CsvOptions.Builder options = semicolons();
                    set.accept(options);
                    options.build();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
