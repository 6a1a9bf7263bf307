package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** What the plain parsers do in blocks: columns of one form, of all lengths that blocks can have, with and without a stranger among them. */
class BlockParserTest {
    private static final String WRONG = "wrong";

    @Test
    void parsesLongs() {
        String[] strangers = {
            "",
            "\"\"",
            "\"7\"",
            "+15",
            "123456789",
            "-12345678",
            "12345678901234567890",
            "-",
            "1x",
            "1.5",
            "--1",
            "1-",
            "/",
            ":",
            "00000000000000001",
            "\u00b01"
        };
        check(Int64Parser::parseScalar, 8, BlockParserTest::integer, strangers, text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException wrong) {
                return WRONG;
            }
        });
    }

    @Test
    void parsesInts() {
        String[] strangers = {"", "\"\"", "\"7\"", "+15", "123456789", "2147483648", "-", "1x", "--1", "/1", "1:", "-x"
        };
        check(Int32Parser::parseScalar, 4, BlockParserTest::integer, strangers, text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException wrong) {
                return WRONG;
            }
        });
    }

    @Test
    void parsesDecimals() {
        String[] strangers = {
            "",
            "\"\"",
            "\"7.25\"",
            "7.",
            "7",
            "+1.50",
            "-.05",
            ".05",
            "123456789.50",
            "0.001",
            "-",
            ".",
            "-.",
            "1.5x",
            "-x05",
            "-\u00ae5",
            "1..5",
            "1.-5",
            "5-.25",
            ".5",
            "1.500",
            "1234567890123.25",
            "12345678901234.25"
        };
        for (int written = 0; written < 4; written++) {
            int scale = written;
            check(DecimalParser::parseScalar, 8, random -> fixedPoint(random, scale), strangers, text -> {
                try {
                    BigDecimal value = new BigDecimal(text).setScale(2);
                    return value.precision() > 15
                            ? WRONG
                            : value.unscaledValue().longValueExact();
                } catch (ArithmeticException | NumberFormatException wrong) {
                    return WRONG;
                }
            });
        }
    }

    @Test
    void parsesDoubles() {
        String[] strangers = {
            "",
            "\"\"",
            "\"7.25\"",
            "7.",
            "7",
            "+1.50",
            "-.05",
            ".05",
            "123456789.50",
            "1e3",
            "-",
            ".",
            "-.",
            "1.5x",
            "-x5",
            "-\u00ae5",
            "1..5",
            "1.-5",
            "5-.25",
            ".5",
            "-123456.78",
            "-0",
            "-0.00"
        };
        for (int written = 0; written < 9; written++) {
            int scale = written;
            check(DoubleParser::parseScalar, 8, random -> fixedPoint(random, scale), strangers, text -> {
                try {
                    return Double.doubleToRawLongBits(Double.parseDouble(text));
                } catch (NumberFormatException wrong) {
                    return WRONG;
                }
            });
        }
    }

    @Test
    void parsesDates() {
        String[] strangers = {
            "", "\"\"", "\"1999-12-31\"", "1999-02-29", "1999-00-10", "1999-13-01", "1999-16-01", "9999-99-01",
            "1999-04-31", "1999-04-00", "0000-01-01", "1999-1-01", "1999-01-1", "01999-01-01", "1999/01/01",
                    "1999-01-0x",
            "x999-01-01", "1999-01-:1", "9999-12-31", "0001-01-01", "\u00b11999-1-1"
        };
        check(
                DateParser::parseScalar,
                4,
                random -> LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000).toString(),
                strangers,
                text -> {
                    try {
                        // a date of the year 0 is written so, and what is written is read back
                        return (int) LocalDate.parse(text).toEpochDay();
                    } catch (java.time.DateTimeException wrong) {
                        return WRONG;
                    }
                });
    }

    private static void check(
            ParsedColumn.Parser parser,
            int valueBytes,
            Function<Random, String> generator,
            String[] strangers,
            Function<String, Object> oracle) {
        for (long seed = 0; seed < 250; seed++) {
            Random random = Seeds.random(seed);
            int count = random.nextInt(4) == 0 ? 64 * random.nextInt(12) : random.nextInt(700);
            int oneIn = random.nextInt(3) == 0 ? 100 + random.nextInt(400) : Integer.MAX_VALUE;
            boolean quoted = random.nextInt(6) == 0;
            int quote = quoted || oneIn < Integer.MAX_VALUE || random.nextBoolean() ? '"' : StructureScanner.NO_QUOTE;
            List<String> texts = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                String text = random.nextInt(oneIn) == 0
                        ? strangers[random.nextInt(strangers.length)]
                        : generator.apply(random);
                texts.add(quoted && !text.startsWith("\"") ? '"' + text + '"' : text);
            }
            try (ParsedColumn c = new ParsedColumn(texts, random, valueBytes)) {
                check(parser.parse(c.fields(quote, null), c.state), c, "seed " + seed, texts, valueBytes, oracle);
            }
        }
    }

    private static void check(
            int failed,
            ParsedColumn c,
            String about,
            List<String> texts,
            int valueBytes,
            Function<String, Object> oracle) {
        int nulls = 0;
        for (int row = 0; row < c.count; row++) {
            String text = texts.get(row).replace("\"", "");
            Object expected = text.isEmpty() ? (Object) 0L : oracle.apply(text);
            if (expected.equals(WRONG)) {
                assertThat(failed).as("%s row %d %s", about, row, text).isEqualTo(row);
                return;
            }
            nulls += text.isEmpty() ? 1 : 0;
            assertThat(failed < 0 || row < failed)
                    .as("%s row %d %s", about, row, text)
                    .isTrue();
            long value =
                    valueBytes == 8 ? UnsafeApi.getLong(c.values + 8L * row) : UnsafeApi.getInt(c.values + 4L * row);
            assertThat(value).as("%s row %d %s", about, row, text).isEqualTo(((Number) expected).longValue());
            if (failed < 0) {
                assertThat(c.present(row)).as("%s row %d", about, row).isEqualTo(!text.isEmpty());
            }
        }
        assertThat(failed).as(about).isEqualTo(-1);
        assertThat(c.state.nullCount).as(about).isEqualTo(nulls);
        assertThat(c.validityAfter()).as(about).isZero();
    }

    /** One to eight bytes, a minus being one of them. */
    private static String integer(Random random) {
        return fixedPoint(random, 0);
    }

    /** At most eight bytes without the point, of which {@code scale} come after it; rarely one more. */
    private static String fixedPoint(Random random, int scale) {
        boolean minus = random.nextInt(4) == 0 && scale < 8;
        int most = (minus && random.nextInt(200) != 0 ? 7 : 8) - scale;
        int digits = scale + random.nextInt(most + 1);
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < Math.max(1, digits); digit++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        if (scale > 0) {
            text.insert(text.length() - scale, '.');
        }
        return minus ? "-" + text : text.toString();
    }
}
