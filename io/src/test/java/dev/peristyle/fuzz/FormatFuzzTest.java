package dev.peristyle.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Texts that are nearly numbers, booleans and times, with random options of how these are written, against regular expressions and the JDK. {@code
 * -Dperistyle.test.fuzzSeconds=1200 -Dperistyle.test.seed=fresh} tries them for 20 minutes.
 */
class FormatFuzzTest {
    private static final int SECONDS = Integer.getInteger("peristyle.test.fuzzSeconds", 0);
    private static final int CASES = 60;
    private static final int ROWS = 40;
    private static final List<String> TIMES =
            List.of("dd.MM.uuuu HH:mm:ss", "d/M/uuuu H:mm", "uuuuMMddHHmmss", "MMM d, uuuu h:mm a");
    private static final String BLANKS = "[ \u00a0\u202f]*";

    @TempDir
    Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private record Formats(
            char decimal,
            int grouping,
            boolean percent,
            boolean accounting,
            List<String> signs,
            String time,
            ZoneId zone) {

        static Formats of(Random random) {
            boolean comma = random.nextBoolean();
            return new Formats(
                    comma ? ',' : '.',
                    random.nextInt(3) == 0 ? -1 : one(random, comma ? '.' : ',', '\'', ' '),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    one(random, List.of(), List.of("$"), List.of("$", "US$", "\u20ac", "EUR", "kr.")),
                    TIMES.get(random.nextInt(TIMES.size())),
                    one(random, null, ZoneOffset.ofHours(3), ZoneId.of("Europe/Berlin")));
        }

        CsvOptions.Builder options() {
            CsvOptions.Builder options = CsvOptions.builder()
                    .delimiter(';')
                    .decimalSeparator(decimal)
                    .currencySigns(signs.toArray(String[]::new))
                    .trueTokens("ja", "1", "Y")
                    .falseTokens("nein", "0", "N")
                    .type("x", DataType.DOUBLE)
                    .type("d", DataType.decimal(38, 6))
                    .type("b", DataType.BOOLEAN)
                    .type("t", zone == null ? DataType.LOCAL_TIMESTAMP : DataType.TIMESTAMP)
                    .timestampFormat(time);
            options = grouping < 0 ? options : options.groupingSeparator((char) grouping);
            options = percent ? options.percentNumbers() : options;
            options = accounting ? options.accountingNegatives() : options;
            return zone == null ? options : options.zone(zone);
        }

        /** The value of a text, or null if it has none. */
        BigDecimal number(String text, boolean exponents) {
            boolean negative = accounting && text.length() > 2 && text.startsWith("(") && text.endsWith(")");
            String inside = negative ? text.substring(1, text.length() - 1) : text;
            String sign = String.join("|", signs.stream().map(Pattern::quote).toList());
            String currency = signs.isEmpty() ? "(?!)" : "(?:" + sign + ")";
            String plusMinus = negative ? "()" : "([+-]?)";
            String point = Pattern.quote(String.valueOf(decimal));
            String group = grouping < 0 ? "(?!)" : Pattern.quote(String.valueOf((char) grouping));
            String body = "((?:\\d{1,3}(?:" + group + "\\d{3})+|\\d*)(?:" + point + "\\d*)?(?:[eE][+-]?\\d+)?)";
            for (String form : List.of(
                    plusMinus + body,
                    plusMinus + currency + BLANKS + body,
                    currency + BLANKS + plusMinus + body,
                    plusMinus + body + BLANKS + currency,
                    plusMinus + body + BLANKS + "%")) {
                Matcher matcher = Pattern.compile(form).matcher(inside);
                boolean hundredth = form.endsWith("%");
                if (matcher.matches() && (!hundredth || percent)) {
                    return number(matcher.group(1), matcher.group(2), negative, hundredth, exponents);
                }
            }
            return null;
        }

        private BigDecimal number(String sign, String body, boolean negative, boolean hundredth, boolean exponents) {
            boolean exponent = body.matches(".*[eE].*");
            if (!body.matches(".*\\d.*") || !body.matches("[^eE]*\\d.*") || exponent && (!exponents || hundredth)) {
                return null;
            }
            String plain = grouping < 0 ? body : body.replace(String.valueOf((char) grouping), "");
            String point = plain.replace(decimal, '.');
            // digits beyond the largest double are refused, and an exponent may be beyond what a decimal has
            if (exponent && Double.isInfinite(Double.parseDouble(point))) {
                return null;
            }
            BigDecimal value = new BigDecimal(point);
            value = hundredth ? value.movePointLeft(2) : value;
            return negative || sign.equals("-") ? value.negate() : value;
        }

        String time(String text) {
            DateTimeFormatter formatter =
                    DateTimeFormatter.ofPattern(time, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
            try {
                LocalDateTime local = LocalDateTime.parse(text, formatter);
                if (zone == null) {
                    return local.toString();
                }
                return zone.getRules().getValidOffsets(local).isEmpty()
                        ? null
                        : local.atZone(zone).toInstant().toString();
            } catch (DateTimeException none) {
                return null;
            }
        }
    }

    @SafeVarargs
    private static <T> T one(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }

    private static String numberText(Random random, Formats formats) {
        StringBuilder text = new StringBuilder();
        String sign = formats.signs.isEmpty() ? "$" : one(random, formats.signs.toArray(String[]::new));
        text.append(one(random, "", "", "", "-", "+", "(", sign, sign + " ", "-" + sign, sign + "\u00a0-"));
        if (formats.grouping >= 0 && random.nextBoolean()) {
            text.append(1 + random.nextInt(999));
            for (int group = random.nextInt(3); group > 0; group--) {
                text.append((char) formats.grouping).append(String.format(Locale.ROOT, "%03d", random.nextInt(1000)));
            }
        } else {
            text.append(one(random, "0", "7", "12", "1234", "007", "", "99999999999"));
        }
        text.append(
                one(random, "", "", formats.decimal + "5", formats.decimal + "", formats.decimal + "25", ".5", ",5"));
        text.append(one(random, "", "", "", "e2", "%", " %", "\u202f%", ")", sign, " " + sign, "%)", "-"));
        if (random.nextInt(10) == 0) {
            int at = random.nextInt(text.length() + 1);
            text.insert(at, one(random, " ", "1", ".", ",", "-", "%", sign, "(", "e"));
        }
        return text.toString();
    }

    private static String timeText(Random random, Formats formats) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(random.nextInt(), 0, ZoneOffset.UTC);
        String text = DateTimeFormatter.ofPattern(formats.time, Locale.ROOT).format(at);
        return one(random, text, text, text, text.replace('1', '3'), text + " ", text.substring(1), "-" + text);
    }

    @Test
    void valuesAreThoseOfThePlainMachine() throws IOException {
        long until = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (long tried = 0; SECONDS == 0 ? tried < CASES : System.nanoTime() < until; tried++) {
            long seed = Seeds.draw();
            check(Seeds.random(seed), "seed " + seed);
        }
    }

    private void check(Random random, String about) throws IOException {
        Formats formats = Formats.of(random);
        StringBuilder content = new StringBuilder("n;x;d;b;t\n");
        List<String> expected = new ArrayList<>();
        long rejected = 0;
        for (int row = 0; row < ROWS; row++) {
            String x = numberText(random, formats);
            String d = random.nextBoolean() ? "1" : numberText(random, formats);
            String b = one(random, "ja", "nein", "1", "0", "Y", "N", "N", "true", "JA", "n", "");
            String t = random.nextInt(3) == 0 ? timeText(random, formats) : "";
            content.append(row)
                    .append(";\"")
                    .append(x)
                    .append("\";\"")
                    .append(d)
                    .append("\";")
                    .append(b);
            content.append(";\"").append(t).append("\"\n");
            BigDecimal number = x.isEmpty() ? BigDecimal.ZERO : formats.number(x, true);
            BigDecimal decimal = d.isEmpty() ? BigDecimal.ZERO : formats.number(d, false);
            boolean bool = List.of("ja", "nein", "1", "0", "Y", "N", "").contains(b);
            String time = t.isEmpty() ? "null" : formats.time(t);
            if (number == null || decimal == null || !bool || time == null) {
                rejected++;
                continue;
            }
            String truth = b.isEmpty()
                    ? "null"
                    : String.valueOf(List.of("ja", "1", "Y").contains(b));
            expected.add(row + " " + (x.isEmpty() ? "null" : number.doubleValue() + 0.0) + " "
                    + (d.isEmpty() ? "null" : decimal.setScale(6)) + " " + truth + " " + time);
        }
        Path file = Files.writeString(directory.resolve("data.csv"), content);
        int threads = 1 + random.nextInt(3);
        CsvOptions options = formats.options()
                .badRows(BadRows.skip())
                .windows(one(random, WindowMode.values()))
                .windowSize(one(random, 1, 7, 64, 1 << 16))
                .chunkSize(one(random, 1, 3, 1000))
                .build();
        Pipeline rows = Csv.scan(file, options)
                .using(Execution.builder().threads(threads).build());
        List<String> read = new ArrayList<>();
        rows.forEach(row -> read.add(row.getLong("n") + " " + (row.isNull("x") ? "null" : row.getDouble("x") + 0.0)
                + " " + (row.isNull("d") ? "null" : row.getDecimal("d")) + " "
                + (row.isNull("b") ? "null" : row.getBoolean("b")) + " "
                + (row.isNull("t") ? "null" : String.valueOf(row.get("t")))));
        assertThat(read).as("%s %s %s", about, formats, content).isEqualTo(expected);
        assertThat(rows.count()).as(about).isEqualTo(ROWS - rejected);
    }
}
