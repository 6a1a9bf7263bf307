package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleOrderTest {

    private static final long SEED = 9012;

    /** In order; what is in one line is equal. */
    private static final double[][] CLASSES = {
        {Double.NEGATIVE_INFINITY},
        {-Double.MAX_VALUE},
        {-1.5},
        {-Double.MIN_VALUE},
        {-0.0, 0.0},
        {Double.MIN_VALUE},
        {1.5},
        {Double.MAX_VALUE},
        {Double.POSITIVE_INFINITY},
        {Double.NaN, Double.longBitsToDouble(0xFFF8000000000001L), Double.longBitsToDouble(0x7FF0000000000001L)}
    };

    @Test
    void zerosAreEqualAndNanIsGreatest() {
        for (int left = 0; left < CLASSES.length; left++) {
            for (int right = 0; right < CLASSES.length; right++) {
                for (double first : CLASSES[left]) {
                    for (double second : CLASSES[right]) {
                        check(first, second, Integer.compare(left, right));
                    }
                }
            }
        }
    }

    @Test
    void randomNumbersAreInTheOrderOfJavaWhereItHasOne() {
        Random random = Seeds.random(SEED);
        for (int round = 0; round < 100_000; round++) {
            double first = Double.longBitsToDouble(random.nextLong());
            double second = random.nextInt(10) == 0 ? first : Double.longBitsToDouble(random.nextLong());
            check(first, second, Integer.signum(Double.compare(first + 0.0, second + 0.0)));
            float narrow = Float.intBitsToFloat(random.nextInt());
            float other = Float.intBitsToFloat(random.nextInt());
            assertThat(Integer.signum(DoubleOrder.compare(narrow, other)))
                    .as("seed %d: %s, %s", SEED, narrow, other)
                    .isEqualTo(Integer.signum(Float.compare(narrow + 0.0f, other + 0.0f)));
        }
    }

    private static void check(double first, double second, int order) {
        String pair = first + ", " + second;
        long firstBits = Double.doubleToRawLongBits(first);
        long secondBits = Double.doubleToRawLongBits(second);
        assertThat(Integer.signum(DoubleOrder.compare(first, second))).as(pair).isEqualTo(order);
        assertThat(DoubleOrder.isEqual(first, second)).as(pair).isEqualTo(order == 0);
        assertThat(DoubleOrder.isLess(first, second)).as(pair).isEqualTo(order < 0);
        assertThat(DoubleOrder.isLessOrEqual(first, second)).as(pair).isEqualTo(order <= 0);
        assertThat(DoubleOrder.key(firstBits) == DoubleOrder.key(secondBits))
                .as(pair)
                .isEqualTo(order == 0);
        assertThat(DoubleOrder.ofOrdered(DoubleOrder.ordered(firstBits)))
                .as(pair)
                .isEqualTo(DoubleOrder.key(firstBits));
    }

    @Test
    void floatsHaveTheSameOrder() {
        for (float number : new float[] {-0.0f, 0.0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.NaN}) {
            int bits = Float.floatToRawIntBits(number);
            assertThat(DoubleOrder.ofOrdered(DoubleOrder.ordered(bits))).isEqualTo(DoubleOrder.key(bits));
        }
        assertThat(DoubleOrder.compare(-0.0f, 0.0f)).isZero();
        assertThat(DoubleOrder.compare(Float.NaN, Float.POSITIVE_INFINITY)).isPositive();
    }
}
