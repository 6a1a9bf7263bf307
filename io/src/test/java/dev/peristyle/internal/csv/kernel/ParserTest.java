package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** Every parser against a plain oracle: random valid columns, one wrong field at a random place, nulls, quotes, selections, padding. */
class ParserTest {
    private static final NullTokens TOKENS = new NullTokens("NULL", "-999", "n/a");

    @Test
    void parsesInt32AsTheJdkDoes() {
        Function<String, Object> oracle = text -> {
            try {
                return text.matches("[+-]?[0-9]+") ? Integer.valueOf(text) : null;
            } catch (NumberFormatException outOfRange) {
                return null;
            }
        };
        check(Int32Parser::parse, 4, oracle, (c, row) -> UnsafeApi.getInt(c.values + 4L * row), ParserTest::integer);
    }

    @Test
    void parsesInt64AsTheJdkDoes() {
        Function<String, Object> oracle = text -> {
            try {
                return text.matches("[+-]?[0-9]+") ? Long.valueOf(text) : null;
            } catch (NumberFormatException outOfRange) {
                return null;
            }
        };
        check(Int64Parser::parse, 8, oracle, (c, row) -> UnsafeApi.getLong(c.values + 8L * row), ParserTest::integer);
    }

    @Test
    void parsesDecimalsExactly() {
        int[][] types = {{15, 2}, {18, 18}, {18, 0}, {4, 2}, {1, 0}, {18, 10}, {18, 11}, {9, 9}};
        for (int[] type : types) {
            int precision = type[0];
            int scale = type[1];
            Pattern grammar = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");
            Function<String, Object> oracle = text -> {
                if (!grammar.matcher(text).matches()) {
                    return null;
                }
                try {
                    BigDecimal scaled = new BigDecimal(text).setScale(scale, RoundingMode.UNNECESSARY);
                    return scaled.unscaledValue().abs().toString().length() > precision && scaled.signum() != 0
                            ? null
                            : scaled.unscaledValue().longValueExact();
                } catch (ArithmeticException inexact) {
                    return null;
                }
            };
            ParsedColumn.Parser parser = (fields, state) -> {
                fields.precision = precision;
                fields.scale = scale;
                return DecimalParser.parse(fields, state);
            };
            check(parser, 8, oracle, (c, row) -> UnsafeApi.getLong(c.values + 8L * row), ParserTest::decimal);
        }
    }

    private static final Pattern FLOATING =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?((?i)nan|inf|infinity)");

    private static String javaFloating(String text) {
        String java = text.replaceAll("(?i)infinity|inf", "Infinity");
        return java.replaceAll("(?i)nan", "NaN");
    }

    /** Digits are never infinity. */
    private static Object finite(String text, double value, Function<Double, Object> bits) {
        return Double.isInfinite(value) && !text.toLowerCase(Locale.ROOT).contains("inf") ? null : bits.apply(value);
    }

    @Test
    void parsesDoublesToTheSameBitsAsTheJdk() {
        Function<String, Object> oracle = text -> FLOATING.matcher(text).matches()
                ? finite(text, Double.parseDouble(javaFloating(text)), Double::doubleToLongBits)
                : null;
        check(DoubleParser::parse, 8, oracle, (c, row) -> UnsafeApi.getLong(c.values + 8L * row), ParserTest::floating);
    }

    @Test
    void parsesDoublesThatHaveThePointAtTheSamePlaceAndStrangersAmongThem() {
        String[] strangers = {
            "", "\"\"", "7.", "+1.5", "1e3", "123456789.5", "0.123456789", "-", "1.5x", "1..5", "x", "NaN"
        };
        for (long seed = 0; seed < 1500; seed++) {
            Random random = Seeds.random(seed);
            int scale = random.nextInt(9);
            int oneIn = random.nextInt(3) == 0 ? 300 : Integer.MAX_VALUE;
            int count = 1 + random.nextInt(700);
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                texts.add(
                        random.nextInt(oneIn) == 0
                                ? strangers[random.nextInt(strangers.length)]
                                : fixedPoint(random, scale, 8));
            }
            try (ParsedColumn c = new ParsedColumn(texts, random, 8)) {
                int failed = DoubleParser.parseScalar(c.fields('"', null), c.state);
                int nulls = 0;
                for (int row = 0; row < (failed < 0 ? count : failed); row++) {
                    String text = texts.get(row).replace("\"", "");
                    nulls += text.isEmpty() ? 1 : 0;
                    if (failed < 0) {
                        assertThat(c.present(row))
                                .as("seed %d row %d", seed, row)
                                .isEqualTo(!text.isEmpty());
                    }
                    assertThat(UnsafeApi.getLong(c.values + 8L * row))
                            .as("seed %d row %d %s", seed, row, text)
                            .isEqualTo(Double.doubleToRawLongBits(text.isEmpty() ? 0 : Double.parseDouble(text)));
                }
                if (failed < 0) {
                    assertThat(c.state.nullCount).isEqualTo(nulls);
                    assertThat(c.validityAfter()).isZero();
                } else {
                    assertThat(FLOATING.matcher(texts.get(failed)).matches())
                            .as(texts.get(failed))
                            .isFalse();
                }
            }
        }
    }

    /** At most so many digits, of which {@code scale} come after the point; with or without a sign and quotes. */
    private static String fixedPoint(Random random, int scale, int maxDigits) {
        StringBuilder text = new StringBuilder();
        int digits = Math.max(1, scale + random.nextInt(maxDigits - scale + 1));
        for (int digit = 0; digit < digits; digit++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (scale > 0) {
            text.insert(digits - scale, '.');
        }
        if (random.nextInt(4) == 0) {
            text.insert(0, '-');
        }
        return random.nextInt(9) == 0 ? '"' + text.toString() + '"' : text.toString();
    }

    private static boolean isPadded(String text) {
        return text.startsWith("+") || text.matches("-?0[0-9].*");
    }

    @Test
    void ofAnInferredTypeANumberGivesItsTextBack() {
        Function<String, Object> ints = text -> {
            try {
                return text.matches("-?[0-9]+") && !isPadded(text) ? Integer.valueOf(text) : null;
            } catch (NumberFormatException outOfRange) {
                return null;
            }
        };
        Function<String, Object> longs = text -> {
            try {
                return text.matches("-?[0-9]+") && !isPadded(text) ? Long.valueOf(text) : null;
            } catch (NumberFormatException outOfRange) {
                return null;
            }
        };
        Function<String, Object> doubles = text -> {
            if (!FLOATING.matcher(text).matches() || isPadded(text) && !text.matches("(?i).*[nf].*")) {
                return null;
            }
            double value = Double.parseDouble(javaFloating(text));
            return text.startsWith("+") || !isGivenBack(text, value) ? null : Double.doubleToLongBits(value);
        };
        check(
                inferred(Int32Parser::parse),
                4,
                ints,
                (c, row) -> UnsafeApi.getInt(c.values + 4L * row),
                ParserTest::integer);
        check(
                inferred(Int64Parser::parse),
                8,
                longs,
                (c, row) -> UnsafeApi.getLong(c.values + 8L * row),
                ParserTest::integer);
        check(
                inferred(DoubleParser::parse),
                8,
                doubles,
                (c, row) -> UnsafeApi.getLong(c.values + 8L * row),
                ParserTest::floating);
        check(
                inferred(DoubleParser::parse),
                8,
                doubles,
                (c, row) -> UnsafeApi.getLong(c.values + 8L * row),
                ParserTest::longFloating);
    }

    private static ParsedColumn.Parser inferred(ParsedColumn.Parser parser) {
        return (fields, state) -> {
            fields.inferred = true;
            return parser.parse(fields, state);
        };
    }

    private static boolean isGivenBack(String text, double value) {
        if (text.matches("(?i)-?(nan|inf|infinity)")) {
            return true;
        }
        if (Double.isInfinite(value) || text.matches("-?[1-9][0-9]{18,}")) {
            return false;
        }
        if (value == 0) {
            // perhaps with an exponent that a BigDecimal does not have
            return text.matches("-?[0.]*([eE].*)?");
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return new BigDecimal(value)
                        .round(new MathContext(number.precision(), RoundingMode.HALF_EVEN))
                        .compareTo(number)
                == 0;
    }

    /** Digits near to what a double holds, and doubles as they are printed. */
    private static String longFloating(Random random) {
        double value = random.nextBoolean()
                ? Double.longBitsToDouble(random.nextLong())
                : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(24) - 12);
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(value);
            case 1 ->
                Math.abs(value) < 1e25 && Math.abs(value) > 1e-25
                        ? new BigDecimal(value)
                                .setScale(random.nextInt(30), RoundingMode.HALF_EVEN)
                                .toPlainString()
                        : "1.5";
            case 2 ->
                Double.isInfinite(value)
                        ? "inf"
                        : new BigDecimal(value)
                                .round(new MathContext(15 + random.nextInt(4)))
                                .toString();
            case 3 ->
                (random.nextBoolean() ? "-" : "") + random.nextInt(10) + "." + digits(random, 13 + random.nextInt(8));
            default -> digits(random, 1 + random.nextInt(5)) + "." + digits(random, random.nextInt(16));
        };
    }

    @Test
    void ofAnInferredTypeNoBlockTakesAPaddedNumber() {
        for (long seed = 0; seed < 1500; seed++) {
            Random random = Seeds.random(seed);
            int scale = random.nextInt(8);
            int count = 1 + random.nextInt(700);
            int padded = random.nextInt(3) == 0 ? -1 : random.nextInt(count);
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                String text;
                do {
                    text = fixedPoint(random, scale, 8);
                } while (isPadded(text.replace("\"", "")) != (row == padded) && (row != padded || scale < 7));
                texts.add(text);
            }
            boolean isThere = padded >= 0 && isPadded(texts.get(padded).replace("\"", ""));
            int expected = isThere ? padded : -1;
            try (ParsedColumn c = new ParsedColumn(texts, random, 8)) {
                assertThat(inferred(DoubleParser::parse).parse(c.fields('"', null), c.state))
                        .as("doubles, seed %d", seed)
                        .isEqualTo(expected);
                assertThat(inferred((fields, state) -> {
                                    fields.precision = 18;
                                    fields.scale = scale;
                                    return DecimalParser.parse(fields, state);
                                })
                                .parse(c.fields('"', null), c.state))
                        .as("decimals, seed %d", seed)
                        .isEqualTo(expected);
                if (scale == 0) {
                    assertThat(inferred(Int64Parser::parse).parse(c.fields('"', null), c.state))
                            .as("longs, seed %d", seed)
                            .isEqualTo(expected);
                    assertThat(inferred(Int32Parser::parse).parse(c.fields('"', null), c.state))
                            .as("ints, seed %d", seed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void parsesFloatsToTheSameBitsAsTheJdk() {
        Function<String, Object> oracle = text -> FLOATING.matcher(text).matches()
                ? finite(text, Float.parseFloat(javaFloating(text)), value -> Float.floatToIntBits(value.floatValue()))
                : null;
        check(FloatParser::parse, 4, oracle, (c, row) -> UnsafeApi.getInt(c.values + 4L * row), ParserTest::floating);
    }

    private static final Pattern DATE = Pattern.compile("([0-9]{4}|[+-][0-9]{4,7})-([0-9]{2})-([0-9]{2})");

    @Test
    void parsesDatesOfTheWholeCalendar() {
        Function<String, Object> oracle = text -> {
            Matcher date = DATE.matcher(text);
            try {
                return date.matches()
                        ? (int) LocalDate.of(
                                        Integer.parseInt(date.group(1)),
                                        Integer.parseInt(date.group(2)),
                                        Integer.parseInt(date.group(3)))
                                .toEpochDay()
                        : null;
            } catch (DateTimeException noDate) {
                return null;
            }
        };
        check(DateParser::parse, 4, oracle, (c, row) -> UnsafeApi.getInt(c.values + 4L * row), ParserTest::date);
        List<String> texts = new ArrayList<>();
        LocalDate first = LocalDate.of(1, 1, 1);
        LocalDate end = LocalDate.of(10_000, 1, 1);
        int days = (int) (end.toEpochDay() - first.toEpochDay());
        for (int day = 0; day < days; day++) {
            texts.add(first.plusDays(day).toString());
        }
        try (ParsedColumn column = new ParsedColumn(texts, Seeds.random(1), 4)) {
            assertThat(DateParser.parse(column.fields('"', null), column.state)).isEqualTo(-1);
            for (int day = 0; day < days; day++) {
                if (UnsafeApi.getInt(column.values + 4L * day) != first.toEpochDay() + day) {
                    assertThat(UnsafeApi.getInt(column.values + 4L * day))
                            .as(texts.get(day))
                            .isEqualTo((int) first.toEpochDay() + day);
                }
            }
        }
    }

    @Test
    void parsesTimestampsWithFractionsAndZones() {
        check(
                TimestampParser::parse,
                8,
                TimestampOracle::micros,
                (c, row) -> UnsafeApi.getLong(c.values + 8L * row),
                TimestampOracle::text);
    }

    @Test
    void parsesTruthValuesInEitherCase() {
        Function<String, Object> oracle = text -> {
            String lower = text.toLowerCase(java.util.Locale.ROOT);
            return List.of("true", "t", "yes", "1").contains(lower)
                    ? Boolean.TRUE
                    : List.of("false", "f", "no", "0").contains(lower) ? Boolean.FALSE : null;
        };
        String[] texts = {
            "true", "TRUE", "False", "t", "F", "yes", "NO", "1", "0", "2", "truE", "tru", "truee", "\u0011", "\u0010",
            "y", "n", "null", "11"
        };
        // one bit per row and whole words: eight bytes per 64 rows
        check(
                BooleanParser::parse,
                8,
                oracle,
                (c, row) -> (UnsafeApi.getLong(c.values + (row >> 6 << 3)) >>> (row & 63) & 1) != 0,
                random -> texts[random.nextInt(texts.length)]);
    }

    private static void check(
            ParsedColumn.Parser parser,
            int valueBytes,
            Function<String, Object> oracle,
            java.util.function.BiFunction<ParsedColumn, Integer, Object> value,
            Function<Random, String> generator) {
        for (long seed = 0; seed < 400; seed++) {
            Random random = Seeds.random(seed);
            int count = ParsedColumn.LENGTHS[random.nextInt(ParsedColumn.LENGTHS.length)];
            int nullsOfTen = random.nextInt(3) * 5;
            boolean quotes = random.nextInt(3) == 0;
            NullTokens tokens = random.nextInt(4) == 0 ? TOKENS : null;
            int wrongAt = random.nextInt(3) == 0 && count > 0 ? random.nextInt(count) : count;
            List<String> texts = new ArrayList<>();
            List<Object> expected = new ArrayList<>();
            int failure = -1;
            while (texts.size() < count) {
                boolean empty = random.nextInt(10) < nullsOfTen;
                String text = empty ? "" : generator.apply(random);
                if (tokens != null && random.nextInt(4) == 0) {
                    text = "-999";
                }
                Object result = text.isEmpty() ? null : oracle.apply(text);
                boolean isNull = text.isEmpty() || (tokens != null && text.equals("-999"));
                boolean wrong = !isNull && result == null;
                if (wrong && texts.size() < wrongAt) {
                    continue;
                }
                failure = wrong && failure < 0 ? texts.size() : failure;
                expected.add(isNull ? null : result);
                texts.add(quotes && random.nextBoolean() ? '"' + text + '"' : text);
            }
            try (ParsedColumn column = new ParsedColumn(texts, random, valueBytes)) {
                String about = "seed " + seed + " " + (failure >= 0 ? texts.get(failure) : "");
                assertThat(parser.parse(column.fields('"', tokens), column.state))
                        .as(about)
                        .isEqualTo(failure);
                assertThat(column.state.failedRow).as(about).isEqualTo(failure);
                if (failure < 0) {
                    assertThat(column.validityAfter()).isZero();
                    assertThat(column.state.nullCount).as(about).isEqualTo((int)
                            expected.stream().filter(e -> e == null).count());
                }
                for (int row = 0; row < (failure < 0 ? count : failure / 64 * 64); row++) {
                    assertThat(column.present(row)).as(about + texts.get(row)).isEqualTo(expected.get(row) != null);
                    if (expected.get(row) != null) {
                        assertThat(value.apply(column, row))
                                .as(about + texts.get(row))
                                .isEqualTo(expected.get(row));
                    }
                }
            }
        }
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static final String[] SIGNS = {"", "", "", "-", "-", "+"};

    private static String damaged(Random random, String text) {
        if (random.nextInt(4) != 0 || text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        String intruders = "-+.,eE :/ax\u0000\u00e9\u00ff'dfL_09";
        char intruder = intruders.charAt(random.nextInt(intruders.length()));
        return text.substring(0, at) + intruder + text.substring(at + (random.nextBoolean() ? 1 : 0));
    }

    private static String integer(Random random) {
        String[] edges = {
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999",
            "000000000000000000000012",
            "-0",
            "+",
            "-",
            "--1",
            "00000000"
        };
        return random.nextInt(8) == 0
                ? edges[random.nextInt(edges.length)]
                : damaged(
                        random,
                        SIGNS[random.nextInt(SIGNS.length)]
                                + digits(random, 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 9)));
    }

    private static String decimal(Random random) {
        String[] edges = {
            ".",
            "-.",
            "5.",
            ".5",
            "-.5",
            "0",
            "-0.00",
            "1.230000",
            "12345678.",
            "12345678.9",
            "1234567.89",
            "0000000000000000000.10",
            "999999999999999999",
            "9999999999999.99",
            "10000000000000.00",
            "1000000000000000000",
            "0.000000000000000001",
            "99.99",
            "100.00"
        };
        return random.nextInt(8) == 0
                ? edges[random.nextInt(edges.length)]
                : damaged(
                        random,
                        SIGNS[random.nextInt(SIGNS.length)]
                                + digits(random, random.nextInt(8))
                                + (random.nextInt(4) == 0
                                        ? ""
                                        : "." + digits(random, random.nextInt(random.nextInt(3) == 0 ? 12 : 4))));
    }

    private static String floating(Random random) {
        String[] edges = {
            "nan",
            "NaN",
            "-inf",
            "INFINITY",
            "+Infinity",
            "Infinit",
            "2.4f",
            "1d",
            "0x1p3",
            "1_0",
            "1e",
            "1e+",
            "e5",
            "-0",
            "-0.0",
            "1e400",
            "-1e-400",
            "4.9e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "9007199254740993",
            "9007199254740992",
            "16777217",
            "16777216",
            "1.00000017881393432617187499",
            "0.1",
            "123456789012345678901234567890",
            "1e999999999999",
            "0e999999999999",
            "8.5e22",
            "1e23"
        };
        int kind = random.nextInt(8);
        if (kind == 0) {
            return edges[random.nextInt(edges.length)];
        }
        if (kind == 1) {
            return Double.toString(Double.longBitsToDouble(random.nextLong()));
        }
        if (kind == 2) {
            return damaged(random, Float.toString(Float.intBitsToFloat(random.nextInt())));
        }
        if (kind == 3) {
            return decimal(random) + "e" + (random.nextInt(80) - 40);
        }
        return decimal(random);
    }

    private static String date(Random random) {
        return damaged(
                random,
                random.nextInt(3) == 0
                        ? String.format(
                                "%04d-%02d-%02d", random.nextInt(10_000), random.nextInt(14), random.nextInt(33))
                        : LocalDate.ofEpochDay(random.nextInt(40_000)).toString());
    }
}
