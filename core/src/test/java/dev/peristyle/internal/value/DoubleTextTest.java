package dev.peristyle.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleTextTest {

    private static final long SEED = 9021;

    /** {@code -Dperistyle.test.doubles=10000000} reads as many texts. */
    private static final int TEXTS = Integer.getInteger("peristyle.test.doubles", 100_000);

    private final Texts texts = new Texts();
    private final FloatingReader reader = new FloatingReader();

    @Test
    void everyShapeOfTextIsTheDoubleAndTheFloatThatJavaReads() {
        Random random = Seeds.random(SEED);
        for (int round = 0; round < TEXTS; round++) {
            check(text(random, round % 12));
        }
    }

    @Test
    void edgesAreReadAsJavaReadsThem() {
        String[] edges = {
            "0",
            "-0",
            "0.0e999999999",
            "00000000000000000000000000000000000000001",
            "1e-400",
            "1e400",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.47032822920623272e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1.797693134862315807e308",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "2.2250738585072012e-308",
            "9007199254740993",
            "9007199254740993.0000000000000000000000000000000000001",
            "9007199254740992.99999999999999999999999",
            "4503599627370497.5",
            "4503599627370496.5",
            "450359962737049.75",
            "1e23",
            "8.5e22",
            "1e22",
            "1e-22",
            "3.4028235677973366e38",
            "3.4028235677973367e38",
            "3.4028235e38",
            "1.4e-45",
            "7.0064923216240853e-46",
            "7.0064923216240854e-46",
            "16777217",
            "16777219",
            "1.00000017881393432617187499",
            "1.00000017881393432617187500",
            "1.00000017881393432617187501",
            "0.000000000000000000000000000001e30",
            "1e-324",
            "3e-324",
            "5e-324",
            "18446744073709551615",
            "18446744073709551616",
            "9999999999999999999e289",
            "9999999999999999999e290",
            "1" + "0".repeat(400),
            "0." + "0".repeat(400) + "1e401",
            "123." + "4".repeat(2000)
        };
        for (String edge : edges) {
            check(edge);
            check(edge.startsWith("-") ? edge.substring(1) : "-" + edge);
        }
        // halfway points of the smallest numbers, and a little more and less
        for (long bits : new long[] {0, 1, 2, 3, 1L << 52, (1L << 52) - 1, 0x7FEFFFFFFFFFFFFFL}) {
            BigDecimal half = half(bits);
            check(half.toString());
            check(half.toPlainString());
            check(half.toPlainString() + (half.scale() > 0 ? "" : ".") + "0".repeat(50) + "1");
            check(half.subtract(half.ulp()).toString());
        }
    }

    /** Halfway between a double and the next one. */
    private static BigDecimal half(long bits) {
        BigDecimal low = new BigDecimal(Double.longBitsToDouble(bits));
        BigDecimal step = bits == 0x7FEFFFFFFFFFFFFFL
                ? new BigDecimal(Math.ulp(Double.MAX_VALUE))
                : new BigDecimal(Double.longBitsToDouble(bits + 1)).subtract(low);
        return low.add(step.divide(BigDecimal.valueOf(2)));
    }

    private static String text(Random random, int shape) {
        double any = Double.longBitsToDouble(random.nextLong());
        double number = Double.isFinite(any) ? any : random.nextDouble();
        float single = Float.intBitsToFloat(random.nextInt());
        return switch (shape) {
            case 0 -> Double.toString(number);
            case 1 -> new BigDecimal(number).toString();
            case 2 ->
                half(Math.abs(Double.doubleToRawLongBits(number)) % 0x7FEFFFFFFFFFFFFFL)
                        .toString();
            case 3 -> half(random.nextInt(1000)).toPlainString();
            case 4 -> digits(random, 1 + random.nextInt(40)) + "e" + (random.nextInt(800) - 400);
            case 5 -> digits(random, 1 + random.nextInt(20)) + "." + digits(random, random.nextInt(30));
            case 6 -> "0." + "0".repeat(random.nextInt(330)) + digits(random, 1 + random.nextInt(25));
            case 7 -> digits(random, 1 + random.nextInt(1000)) + "E" + (random.nextInt(50) - 500);
            case 8 -> Float.isFinite(single) ? new BigDecimal(single).toString() : "1";
            case 9 ->
                Float.isFinite(single)
                        ? new BigDecimal(single)
                                .add(new BigDecimal(Math.ulp(single)).divide(BigDecimal.valueOf(2)))
                                .toString()
                        : "2";
            case 10 -> random.nextLong() + "e" + (random.nextInt(60) - 30);
            default -> (random.nextBoolean() ? "-" : "+") + random.nextInt(1_000_000) + "." + random.nextInt(1000);
        };
    }

    private static String digits(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int digit = 0; digit < count; digit++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    private void check(String text) {
        long address = texts.of(text);
        boolean read = reader.readDouble(address, texts.length());
        if (!read
                || Double.doubleToRawLongBits(reader.value()) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
            assertThat(read ? reader.value() : null).as(text).isEqualTo(Double.parseDouble(text));
        }
        read = reader.readFloat(address, texts.length());
        if (!read
                || Float.floatToRawIntBits((float) reader.value()) != Float.floatToRawIntBits(Float.parseFloat(text))) {
            assertThat(read ? (float) reader.value() : null).as(text).isEqualTo(Float.parseFloat(text));
        }
    }

    @Test
    void whatIsWrittenIsPlainFromAMillionthToBelowATrillionBillions() {
        Object[][] cases = {
            {1998999999.9999998, "1998999999.9999998"},
            {1e9, "1000000000.0"},
            {1e-6, "0.000001"},
            {9.99999999999999e-7, "9.99999999999999e-7"},
            {1.5e-7, "1.5e-7"},
            {1e21, "1e21"},
            {999999999999999900000.0, "999999999999999900000.0"},
            {1.2345e20, "123450000000000000000.0"},
            {-0.0, "-0.0"},
            {0.0, "0.0"},
            {-123.456, "-123.456"},
            {0.1 + 0.2, "0.30000000000000004"},
            {1.2345678901234567e-5, "0.000012345678901234568"},
            {Double.NaN, "NaN"},
            {Double.NEGATIVE_INFINITY, "-Infinity"},
            {Double.POSITIVE_INFINITY, "Infinity"},
            {Double.MAX_VALUE, "1.7976931348623157e308"},
            {Double.MIN_VALUE, "4.9e-324"},
            {-1e-300, "-1e-300"}
        };
        for (Object[] pair : cases) {
            double value = (Double) pair[0];
            assertThat(written(value)).isEqualTo(pair[1]);
        }
        assertThat(written(0.1f)).isEqualTo("0.1");
        assertThat(written(3.4028235e38f)).isEqualTo("3.4028235e38");
        assertThat(written(1e-6f)).isEqualTo("0.000001");
        assertThat(written(33078.94f)).isEqualTo("33078.94");
        assertThat(written(-16777216f)).isEqualTo("-16777216.0");
        assertThat(written(1.6777218e7f)).isEqualTo("16777218.0");
    }

    @Test
    void whatIsWrittenReadsBackAndHasNoDigitTooMany() {
        Random random = Seeds.random(SEED + 1);
        for (int round = 0; round < 100_000; round++) {
            double value = round % 3 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : round % 3 == 1
                            ? random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(15))
                            : random.nextDouble() * Math.pow(10, random.nextInt(40) - 15);
            checkWritten(written(value), value, Double.toString(value));
            float single = round % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) value;
            checkWritten(written(single), single, Float.toString(single));
        }
    }

    private void checkWritten(String text, double value, String java) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            assertThat(text).isEqualTo(java);
            return;
        }
        assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)) == Double.doubleToRawLongBits(value)
                        || Float.parseFloat(text) == value && (float) value == value)
                .as(text)
                .isTrue();
        double magnitude = Math.abs(value);
        boolean plain = magnitude == 0 || magnitude >= 1e-6 && magnitude < 1e21;
        assertThat(text.indexOf('e') < 0).as(text).isEqualTo(plain);
        assertThat(!plain || text.matches("-?[0-9]+\\.[0-9]+")).as(text).isTrue();
        BigDecimal written = new BigDecimal(text).stripTrailingZeros();
        BigDecimal ofJava = new BigDecimal(java).stripTrailingZeros();
        // older JDKs write a digit too many here and there
        assertThat(written.precision()).as(text).isLessThanOrEqualTo(ofJava.precision());
        if (Runtime.version().feature() >= 19) {
            assertThat(written).as(text).isEqualByComparingTo(ofJava);
        }
    }

    private String written(double value) {
        return texts.formatted(DoubleFormatter.MAX_BYTES, out -> DoubleFormatter.format(value, out));
    }

    private String written(float value) {
        return texts.formatted(DoubleFormatter.MAX_BYTES, out -> DoubleFormatter.format(value, out));
    }

    @Test
    void wordsAreReadInEitherCaseAndNothingElse() {
        Object[][] cases = {
            {"nan", Double.NaN},
            {"-NaN", Double.NaN},
            {"INF", Double.POSITIVE_INFINITY},
            {"-infinity", Double.NEGATIVE_INFINITY},
            {"+Infinity", Double.POSITIVE_INFINITY}
        };
        for (Object[] pair : cases) {
            assertThat(reader.readDouble(texts.of((String) pair[0]), texts.length()))
                    .isTrue();
            assertThat(reader.value()).isEqualTo(pair[1]);
        }
        for (String text : new String[] {
            "", "-", "+", ".", "e5", "1e", "1e+", "1d", "2.4f", "0x1p3", "1_0", "1..5", "1.5.2", "--1", "infinit", "na",
            "1e5x"
        }) {
            assertThat(reader.readDouble(texts.of(text), texts.length()))
                    .as(text)
                    .isFalse();
            assertThat(reader.readFloat(texts.of(text), texts.length()))
                    .as(text)
                    .isFalse();
        }
    }
}
