package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/**
 * Decimal texts of every shape give the bits of {@code Double.parseDouble}: {@code -Dtest=RandomDoublesTest -Dperistyle.test.doubles=10000000} tries ten
 * million.
 */
class RandomDoublesTest {
    private static final int DOUBLES = Integer.getInteger("peristyle.test.doubles", 200_000);
    private static final int PART = 10_000;
    private static final long EXPONENT = 0x7FFL << 52;

    @Test
    void everyShapeHasTheBitsOfTheJdk() {
        Random random = Seeds.random(42);
        for (int done = 0; done < DOUBLES; done += PART) {
            List<String> texts = new ArrayList<>(PART);
            long[] expected = new long[PART];
            while (texts.size() < PART) {
                String text = text(random);
                double value = Double.parseDouble(text);
                if (!Double.isInfinite(value)) {
                    expected[texts.size()] = Double.doubleToRawLongBits(value);
                    texts.add(text);
                }
            }
            try (ParsedColumn column = new ParsedColumn(texts, random, 8)) {
                int failed = DoubleParser.parse(column.fields('"', null), column.state);
                assertThat(failed).as(() -> "not taken: " + texts.get(failed)).isEqualTo(-1);
                for (int row = 0; row < PART; row++) {
                    long bits = UnsafeApi.getLong(column.values + 8L * row);
                    if (bits != expected[row]) {
                        assertThat(Double.longBitsToDouble(bits))
                                .as(texts.get(row))
                                .isEqualTo(Double.longBitsToDouble(expected[row]));
                    }
                }
            }
        }
    }

    private static String text(Random random) {
        String sign = random.nextInt(4) == 0 ? "-" : "";
        return sign
                + switch (random.nextInt(10)) {
                    case 0 -> Double.toString(Math.abs(finite(random)));
                    case 1 -> digits(random, 1 + random.nextInt(18));
                    case 2 -> digits(random, 1 + random.nextInt(9)) + "." + digits(random, 1 + random.nextInt(9));
                    case 3 -> digits(random, random.nextInt(25)) + "." + digits(random, 1 + random.nextInt(25));
                    case 4 -> scientific(random, random.nextInt(700) - 350);
                    case 5 -> scientific(random, random.nextInt(40) - 20);
                    case 6 -> "0".repeat(random.nextInt(30)) + digits(random, 17 + random.nextInt(6)) + ".0";
                    case 7 -> Double.toString(Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(50))));
                    case 8 -> between(random, 1 + random.nextInt(20));
                    default ->
                        random.nextInt(100) == 0
                                ? between(random, 800)
                                : "0." + "0".repeat(random.nextInt(30)) + digits(random, 1 + random.nextInt(20));
                };
    }

    private static double finite(Random random) {
        long bits = random.nextLong();
        return Double.longBitsToDouble((bits & EXPONENT) == EXPONENT ? bits & ~(1L << 62) : bits);
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int digit = 0; digit < count; digit++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String scientific(Random random, int exponent) {
        String mark = random.nextBoolean() ? "e" : "E";
        String plus = exponent >= 0 && random.nextBoolean() ? "+" : "";
        String point = random.nextInt(3) == 0 ? "" : "." + digits(random, random.nextInt(20));
        return digits(random, 1 + random.nextInt(20)) + point + mark + plus + exponent;
    }

    /** What lies exactly between two doubles, or a little beside it, cut to so many digits of its own more than 17. */
    private static String between(Random random, int more) {
        double value = Math.abs(finite(random));
        if (random.nextInt(3) == 0) {
            value = Double.longBitsToDouble(random.nextLong() >>> 12);
        }
        BigDecimal low = new BigDecimal(value);
        BigDecimal half = low.add(new BigDecimal(Math.ulp(value)).divide(BigDecimal.valueOf(2)));
        BigDecimal last = half.ulp();
        BigDecimal moved = switch (random.nextInt(3)) {
            case 0 -> half.add(last);
            case 1 -> half.subtract(last);
            default -> half;
        };
        if (random.nextInt(4) != 0) {
            moved = moved.round(new MathContext(17 + more));
        }
        return moved.toString();
    }
}
