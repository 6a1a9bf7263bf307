package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.value.BooleanFormatter;
import dev.peristyle.internal.value.DateFormatter;
import dev.peristyle.internal.value.DecimalFormatter;
import dev.peristyle.internal.value.DoubleFormatter;
import dev.peristyle.internal.value.IntegerFormatter;
import dev.peristyle.internal.value.TimestampFormatter;
import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the formatters write, against the JDK, within their bounds. */
class FormatterTest {
    private final TestMemory memory = new TestMemory();
    private final Random random = Seeds.random(7);

    @AfterEach
    void release() {
        memory.close();
    }

    @Test
    void writesWholeNumbers() {
        long out = memory.allocate(IntegerFormatter.MAX_BYTES);
        long[] edges = {
            0, 1, -1, 9, 10, 99, 100, 999, 1000, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, Integer.MIN_VALUE
        };
        for (long edge : edges) {
            assertThat(text(out, o -> IntegerFormatter.format(edge, o))).isEqualTo(Long.toString(edge));
        }
        for (int bit = 0; bit < 63; bit++) {
            for (int i = 0; i < 1000; i++) {
                long value = random.nextLong() >> bit;
                assertThat(text(out, o -> IntegerFormatter.format(value, o))).isEqualTo(Long.toString(value));
            }
        }
        for (int power = 1; power < 19; power++) {
            long value = PowersOfTen.asLong(power);
            assertThat(text(out, o -> IntegerFormatter.format(value, o))).isEqualTo(Long.toString(value));
            assertThat(text(out, o -> IntegerFormatter.format(value - 1, o))).isEqualTo(Long.toString(value - 1));
        }
    }

    @Test
    void writesDecimalsWithAllTheirFractionDigits() {
        long out = memory.allocate(DecimalFormatter.MAX_BYTES);
        for (int scale = 0; scale <= 18; scale++) {
            int digits = scale;
            for (int i = 0; i < 2000; i++) {
                long value = i == 0 ? 0 : i == 1 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
                assertThat(text(out, o -> DecimalFormatter.format(value, digits, o)))
                        .isEqualTo(BigDecimal.valueOf(value, scale).toPlainString());
            }
        }
    }

    @Test
    void writesDoublesThatReadBackAsTheSameBits() {
        long out = memory.allocate(DoubleFormatter.MAX_BYTES);
        boolean shortestJdk = Runtime.version().feature() >= 19;
        double[] edges = {
            0.0,
            -0.0,
            1,
            -1,
            0.1,
            1e7,
            9999999,
            1.0e-3,
            9.999e-4,
            2e-3,
            2e23,
            1e23,
            8.41e21,
            4.9e-324,
            9.9e-324,
            1.5e-323,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            0.3,
            0.1 + 0.2,
            1e9,
            123456789.123456,
            5e-324,
            0.0012345678901234567,
            1e15,
            1e22,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            9007199254740993.0,
            0.001,
            9.007199254740992e15
        };
        for (int i = 0; i < 400_000; i++) {
            double value = i < edges.length ? edges[i] : randomDouble(i);
            String text = text(out, o -> DoubleFormatter.format(value, o));
            boolean same = Double.doubleToLongBits(Double.parseDouble(text)) == Double.doubleToLongBits(value);
            if (!same || (shortestJdk && !decimal(text).equals(decimal(Double.toString(value))))) {
                assertThat(text).isEqualTo(Double.toString(value));
            }
        }
    }

    private static int digitsOf(String text) {
        String decimal = decimal(text);
        return decimal.equals(text) && !Character.isDigit(text.charAt(text.length() - 1))
                ? 0
                : new BigDecimal(text).stripTrailingZeros().precision();
    }

    /** The digits and the power of ten, whatever the notation; a word is itself. */
    private static String decimal(String text) {
        return text.endsWith("N") || text.endsWith("y")
                ? text
                : new BigDecimal(text).stripTrailingZeros().toString();
    }

    private double randomDouble(int i) {
        return switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(10_000_000) / 100.0 * (random.nextBoolean() ? 1 : -1);
            case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(20) - 8);
            default ->
                (double) random.nextInt(1_000_000)
                        * random.nextInt(1_000_000)
                        / PowersOfTen.asDouble(random.nextInt(9));
        };
    }

    @Test
    void writesTheShortestFormsThatPeopleExpect() {
        long out = memory.allocate(DoubleFormatter.MAX_BYTES);
        Object[][] cases = {
            {2.0e-3, "0.002"},
            {1.1, "1.1"},
            {100.0, "100.0"},
            {2.0e23, "2e23"},
            {-0.0, "-0.0"},
            {1e-7, "1e-7"},
            {33078.94, "33078.94"},
            {0.0012345678901234567, "0.0012345678901234567"},
            {1e22, "1e22"},
            {123456789012.5, "123456789012.5"}
        };
        for (Object[] pair : cases) {
            assertThat(text(out, o -> DoubleFormatter.format((Double) pair[0], o)))
                    .isEqualTo(pair[1]);
        }
    }

    @Test
    void writesFloatsThatReadBackAsTheSameBits() {
        long out = memory.allocate(DoubleFormatter.MAX_BYTES);
        for (int i = 0; i < 300_000; i++) {
            float value = i % 2 == 0
                    ? Float.intBitsToFloat(random.nextInt())
                    : random.nextInt(100_000_000) / PowersOfTen.asFloat(random.nextInt(9));
            String text = text(out, o -> DoubleFormatter.format(value, o));
            if (Float.floatToIntBits(Float.parseFloat(text)) != Float.floatToIntBits(value)
                    || digitsOf(text) > digitsOf(Float.toString(value))) {
                assertThat(text).isEqualTo(Float.toString(value));
            }
        }
        assertThat(text(out, o -> DoubleFormatter.format(-0.0f, o))).isEqualTo("-0.0");
        assertThat(text(out, o -> DoubleFormatter.format(0.1f, o))).isEqualTo("0.1");
    }

    @Test
    void writesDates() {
        long out = memory.allocate(DateFormatter.MAX_BYTES);
        for (int i = 0; i < 200_000; i++) {
            long day = i < 2
                    ? (i == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE)
                    : i % 2 == 0 ? random.nextInt() : random.nextInt(100_000) - 30_000;
            String expected = LocalDate.ofEpochDay(day).toString();
            if (!text(out, o -> DateFormatter.format(day, o)).equals(expected)) {
                assertThat(text(out, o -> DateFormatter.format(day, o))).isEqualTo(expected);
            }
        }
    }

    @Test
    void writesEveryKindOfDay() {
        long out = memory.allocate(DateFormatter.MAX_BYTES);
        LocalDate first = LocalDate.of(-401, 1, 1);
        LocalDate recent = LocalDate.of(1896, 1, 1);
        for (LocalDate date = first; date.getYear() < 10_401; date = date.plusDays(11)) {
            long day = date.toEpochDay();
            assertThat(text(out, o -> DateFormatter.format(day, o)).equals(date.toString()))
                    .as(date.toString())
                    .isTrue();
        }
        for (LocalDate date = recent; date.getYear() < 2105; date = date.plusDays(1)) {
            long day = date.toEpochDay();
            assertThat(text(out, o -> DateFormatter.format(day, o)).equals(date.toString()))
                    .as(date.toString())
                    .isTrue();
        }
    }

    @Test
    void writesTimestamps() {
        long out = memory.allocate(TimestampFormatter.MAX_BYTES);
        DateTimeFormatter seconds = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
        DateTimeFormatter fraction = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        for (int i = 0; i < 100_000; i++) {
            long value = (long) (random.nextDouble() * 4e15) - 1_000_000_000_000_000L;
            value = i % 3 == 0 ? Math.floorDiv(value, 1_000_000L) * 1_000_000L : value;
            long micro = value;
            boolean utc = i % 2 == 0;
            LocalDateTime time = LocalDateTime.of(1970, 1, 1, 0, 0).plus(micro, ChronoUnit.MICROS);
            String expected = time.format(time.getNano() == 0 ? seconds : fraction) + (utc ? ZoneOffset.UTC : "");
            assertThat(text(out, o -> TimestampFormatter.format(micro, 6, utc, o)))
                    .isEqualTo(expected);
        }
        text(out, o -> TimestampFormatter.format(Long.MIN_VALUE, 6, true, o));
        text(out, o -> TimestampFormatter.format(Long.MAX_VALUE, 6, true, o));
    }

    @Test
    void writesTruthValues() {
        long out = memory.allocate(BooleanFormatter.MAX_BYTES);
        assertThat(text(out, o -> BooleanFormatter.format(true, o))).isEqualTo("true");
        assertThat(text(out, o -> BooleanFormatter.format(false, o))).isEqualTo("false");
    }

    @Test
    void quotesTextsOnlyWhereNeeded() {
        for (int i = 0; i < 20_000; i++) {
            StringBuilder content = new StringBuilder();
            int length = random.nextInt(70);
            for (int c = 0; c < length; c++) {
                content.append(
                        random.nextInt(80) == 0
                                ? "\",\r\n".charAt(random.nextInt(4))
                                : "abc \u00e4;-".charAt(random.nextInt(7)));
            }
            String text = content.toString();
            boolean quotes = text.isEmpty() || text.matches("(?s).*[\",\r\n].*");
            String expected = quotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try (TestMemory block = new TestMemory()) {
                long address = block.input(bytes, "\"", random.nextInt(8));
                long out = block.allocate(StringFormatter.maxBytes(bytes.length));
                assertThat(text(out, o -> StringFormatter.format(address, bytes.length, (byte) ',', (byte) '"', o)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void writesShortTextsAtTheEndOfAPage() {
        long block = memory.allocate(2 * 4096);
        long out = memory.allocate(StringFormatter.maxBytes(7));
        long pageEnd = (block + 4096) & -4096;
        for (int length = 1; length < 8; length++) {
            for (int i = 0; i < 500; i++) {
                StringBuilder content = new StringBuilder();
                for (int c = 0; c < length; c++) {
                    content.append("abcdefgh\t\n,\"".charAt(random.nextInt(12)));
                }
                String text = content.toString();
                int bytes = length;
                long address = pageEnd - length + random.nextInt(9) - 8;
                for (int position = -8; position < length + 8; position++) {
                    boolean inside = position >= 0 && position < length;
                    UnsafeApi.putByte(address + position, (byte) (inside ? text.charAt(position) : '\n'));
                }
                String expected = text.matches("(?s).*[\",\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
                assertThat(text(out, o -> StringFormatter.format(address, bytes, (byte) ',', (byte) '"', o)))
                        .isEqualTo(expected);
            }
        }
    }

    private static String text(long out, LongUnaryOperator format) {
        return TestMemory.string(out, (int) (format.applyAsLong(out) - out));
    }
}
