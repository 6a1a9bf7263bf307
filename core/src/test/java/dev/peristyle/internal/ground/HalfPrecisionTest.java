package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    private static final long SEED = 9100;

    /** {@code -Dperistyle.test.doubles=10000000} rounds as many numbers. */
    private static final int NUMBERS = Integer.getInteger("peristyle.test.doubles", 200_000);

    private static final int INFINITY = 0x7C00;

    /** As the standard defines it. */
    private static double defined(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * Math.pow(2, -24) : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
        return (bits & 0x8000) == 0 ? size : -size;
    }

    @Test
    void everyNumberIsWhatTheStandardSaysAndComesBack() {
        DoubleAccess access = DoubleAccess.of(Layout.FLOAT16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = defined(bits);
            float number = HalfPrecision.toFloat((short) bits);
            assertThat(Double.doubleToLongBits(number)).as("%x", bits).isEqualTo(Double.doubleToLongBits(value));
            assertThat(access.ofWord(bits)).isEqualTo(Double.valueOf(number));
            if (Double.isNaN(value)) {
                assertThat(HalfPrecision.toFloat(HalfPrecision.nearest(value))).isNaN();
            } else {
                assertThat(HalfPrecision.nearest(value)).as("%x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void whatIsHalfwayGoesToTheEvenNumberAndWhatIsBesideItToTheNearer() {
        for (int bits = 0; bits < INFINITY; bits++) {
            double low = defined(bits);
            double high = bits + 1 == INFINITY ? 65_536 : defined(bits + 1);
            double half = (low + high) / 2;
            assertRounded(half, bits % 2 == 0 ? bits : bits + 1);
            assertRounded(Math.nextDown(half), bits);
            assertRounded(Math.nextUp(half), bits + 1);
        }
        assertRounded(Double.MAX_VALUE, INFINITY);
        assertRounded(Double.MIN_VALUE, 0);
    }

    private static void assertRounded(double value, int bits) {
        assertThat(HalfPrecision.nearest(value)).as("%s", value).isEqualTo((short) bits);
        assertThat(HalfPrecision.nearest(-value)).as("%s", -value).isEqualTo((short) (bits | 0x8000));
    }

    @Test
    void randomFloatsGoToTheNearest() {
        Random random = Seeds.random(SEED);
        for (int round = 0; round < NUMBERS; round++) {
            float value = round % 2 == 0
                    ? Float.intBitsToFloat(random.nextInt())
                    : Math.scalb(random.nextFloat(), random.nextInt(44) - 26);
            if (Float.isNaN(value)) {
                continue;
            }
            int bits = HalfPrecision.nearest(value) & 0xFFFF;
            assertThat(bits >> 15).isEqualTo(Float.floatToRawIntBits(value) >>> 31);
            assertNearest(Math.abs(value), bits & 0x7FFF);
        }
    }

    /** Of the numbers, with 65,536 in the place of infinity, none is nearer. */
    private static void assertNearest(float size, int bits) {
        if (size >= 65_536) {
            assertThat(bits).as("%s", size).isEqualTo(INFINITY);
            return;
        }
        BigDecimal distance = distance(size, bits);
        for (int other : new int[] {bits - 1, bits + 1}) {
            if (other >= 0 && other <= INFINITY) {
                int order = distance.compareTo(distance(size, other));
                assertThat(order < 0 || order == 0 && bits % 2 == 0)
                        .as("%s to %x", size, bits)
                        .isTrue();
            }
        }
    }

    private static BigDecimal distance(float size, int bits) {
        double number = bits == INFINITY ? 65_536 : defined(bits);
        return new BigDecimal(size).subtract(new BigDecimal(number)).abs();
    }

    @Test
    void theOrderIsThatOfDoubles() {
        WordAccess access = WordAccess.of(Layout.FLOAT16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            long place = access.toOrder((short) bits);
            long back = access.ofOrder(place);
            assertThat(access.toOrder(back)).isEqualTo(place);
            assertThat(place).isBetween(access.leastPlace(), (long) Short.MAX_VALUE);
            for (int other : new int[] {0, 0x8000, INFINITY, 0x7E01, 0xFE00, 1, 0x8001, bits ^ 1, bits ^ 0x8000}) {
                assertThat(Integer.signum(Long.compare(place, access.toOrder((short) other))))
                        .as("%x and %x", bits, other)
                        .isEqualTo(Integer.signum(DoubleOrder.compare(defined(bits), defined(other))));
            }
        }
    }
}
