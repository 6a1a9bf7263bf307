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
}
