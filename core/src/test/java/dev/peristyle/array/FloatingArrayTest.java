package dev.peristyle.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed of numbers with a fraction, beside plain arrays and exact numbers. */
class FloatingArrayTest {

    private final MemoryPool pool =
            MemoryPool.builder("test").fillWith((byte) 0xAB).build();

    static ArrayKind<?>[] kinds() {
        return new ArrayKind<?>[] {ArrayKind.DOUBLE, ArrayKind.FLOAT};
    }

    @AfterEach
    void givesAllMemoryBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static <A extends FloatingArray<A>> double[] doubles(ArrayKind<A> kind, A array) {
        return Arrays.stream(kind.values(array))
                .mapToDouble(value -> ((Number) value).doubleValue())
                .toArray();
    }

    private <A extends FloatingArray<A>> void check(
            ArrayKind<A> kind, ArrayShape<A> array, double[] right, DoubleBinaryOperator operation, Runnable run) {
        double[] expected = doubles(kind, array.view);
        for (int index = 0; index < expected.length; index++) {
            double second = right[right.length == 1 ? 0 : index];
            expected[index] = rounded(kind, operation.applyAsDouble(expected[index], second));
        }
        run.run();
        assertThat(doubles(kind, array.view)).containsExactly(expected);
        assertThat(array.damaged(kind)).isEqualTo(-1);
    }

    /** A double that a float would be rounded to has enough digits, so that to round twice is to round once. */
    private static double rounded(ArrayKind<?> kind, double value) {
        return kind.bits() == 32 ? (float) value : value;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends FloatingArray<A>> void computesInPlace(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            for (int operation = 0; operation < 8; operation++) {
                try (ArrayShape<A> array = kind.shape(pool, random, length);
                        ArrayShape<A> separate = kind.shape(pool, random, length)) {
                    int choice = random.nextInt(4);
                    A other = choice == 0 ? array.shifted(random) : choice == 1 ? array.view : separate.view;
                    double[] right = doubles(kind, other);
                    double scalar = rounded(kind, random.nextGaussian() * 100);
                    double[] number = {scalar};
                    A view = array.view;
                    switch (operation) {
                        case 0 -> check(kind, array, right, (one, two) -> one + two, () -> view.add(other));
                        case 1 -> check(kind, array, right, (one, two) -> one - two, () -> view.subtract(other));
                        case 2 -> check(kind, array, right, (one, two) -> one * two, () -> view.multiplyBy(other));
                        case 3 -> check(kind, array, number, (one, two) -> one + two, () -> view.add(scalar));
                        case 4 -> check(kind, array, number, (one, two) -> one * two, () -> view.multiplyBy(scalar));
                        case 5 ->
                            check(
                                    kind,
                                    array,
                                    right,
                                    (one, two) -> one + rounded(kind, two * scalar),
                                    () -> view.addScaled(other, scalar));
                        case 6 ->
                            check(
                                    kind,
                                    array,
                                    number,
                                    (one, two) -> Double.isNaN(one) || one > 50 ? 50 : one < -1 ? -1 : one,
                                    () -> view.clamp(-1, 50));
                        default -> check(kind, array, number, (one, two) -> two, () -> view.fill(scalar));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends FloatingArray<A>> void appliesFunctionsOfUsers(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = kind.shape(pool, random, length)) {
                double factor = random.nextGaussian();
                A view = array.view;
                check(
                        kind,
                        array,
                        new double[] {factor},
                        (one, two) -> one * two,
                        () -> view.map(value -> value * factor));
                for (int again = 0; again < 3; again++) {
                    check(kind, array, new double[] {0}, (one, two) -> Math.sqrt(one), () -> view.map(Math::sqrt));
                    long expected = Arrays.stream(doubles(kind, view))
                            .filter(value -> value > 1)
                            .count();
                    assertThat(view.countWhere(value -> value > 1)).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends FloatingArray<A>> void findsLeastAndGreatestInTheOrderOfTheLibrary(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = kind.shape(pool, random, length)) {
                double[] values = doubles(kind, array.view);
                if (length == 0) {
                    assertThatIllegalStateException().isThrownBy(array.view::min);
                    assertThatIllegalStateException().isThrownBy(array.view::max);
                    continue;
                }
                double least = values[0];
                double greatest = values[0];
                for (double value : values) {
                    least = DoubleOrder.compare(value, least) < 0 ? value : least;
                    greatest = DoubleOrder.compare(value, greatest) > 0 ? value : greatest;
                }
                // -0.0 comes out as 0.0
                assertThat((Object) array.view.min()).isEqualTo(least + 0.0);
                assertThat((Object) array.view.max()).isEqualTo(greatest + 0.0);
                double sought = values[length / 2];
                int first = 0;
                while (!DoubleOrder.isEqual(values[first], sought)) {
                    first++;
                }
                assertThat(array.view.indexOf(sought)).isEqualTo(first);
                assertThat(array.view.indexOf(Math.PI)).isEqualTo(-1);
                array.view.sort();
                double[] sorted = doubles(kind, array.view);
                for (double each : new double[] {sought, -0.0, 0.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
                    long found = array.view.binarySearch(each);
                    long less = Arrays.stream(sorted)
                            .filter(value -> DoubleOrder.isLess(value, each))
                            .count();
                    boolean there = Arrays.stream(sorted).anyMatch(value -> DoubleOrder.isEqual(value, each));
                    if (there) {
                        assertThat(DoubleOrder.isEqual(sorted[(int) found], each))
                                .isTrue();
                    } else {
                        assertThat(found).isEqualTo(-less - 1);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends FloatingArray<A>> void sumsAsIfWithTwiceTheDigits(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            ArrayShape.Values values = from -> from.nextGaussian() * Math.pow(2, from.nextInt(60) - 30);
            try (ArrayShape<A> array =
                            new ArrayShape<>(random, length, count -> kind.allocate(pool, count), kind, values);
                    ArrayShape<A> other =
                            new ArrayShape<>(random, length, count -> kind.allocate(pool, count), kind, values)) {
                double[] left = doubles(kind, array.view);
                double[] right = doubles(kind, other.view);
                double[] products = new double[length];
                for (int index = 0; index < length; index++) {
                    products[index] = left[index] * right[index];
                }
                assertThat(array.view.sum()).isCloseTo(exact(left, length), within(Math.ulp(exact(left, length))));
                double dot = exact(products, length);
                assertThat(array.view.dot(other.view)).isCloseTo(dot, within(Math.ulp(dot)));
                statistics(array.view, left);
                array.view.cumulativeSum();
                double[] sums = doubles(kind, array.view);
                BigDecimal exact = BigDecimal.ZERO;
                for (int index = 0; index < length; index++) {
                    exact = exact.add(new BigDecimal(left[index]));
                    double sum = rounded(kind, exact.doubleValue());
                    double step = kind.bits() == 32 ? Math.ulp((float) sum) : Math.ulp(sum);
                    assertThat(sums[index]).isCloseTo(sum, within(step));
                }
                assertThat(array.damaged(kind)).isEqualTo(-1);
            }
        }
    }

    private static double exact(double[] values, int count) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int index = 0; index < count; index++) {
            sum = sum.add(new BigDecimal(values[index]));
        }
        return sum.doubleValue();
    }

    private static <A extends FloatingArray<A>> void statistics(A array, double[] values) {
        if (values.length == 0) {
            assertThat(array.mean()).isNaN();
        } else {
            double mean = exact(values, values.length) / values.length;
            assertThat(array.mean()).isCloseTo(mean, within(2 * Math.ulp(mean)));
        }
        if (values.length < 2) {
            assertThat(array.variance()).isNaN();
            return;
        }
        MathContext digits = new MathContext(80);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(values.length), digits);
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            squares = squares.add(new BigDecimal(value).subtract(mean).pow(2));
        }
        double variance =
                squares.divide(BigDecimal.valueOf(values.length - 1), digits).doubleValue();
        assertThat(array.variance()).isCloseTo(variance, within(8 * Math.ulp(variance)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends FloatingArray<A>> void countsByEqualParts(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = kind.shape(pool, random, length);
                    LongArray counts = LongArray.allocate(pool, 64)) {
                array.view.histogram(-8, 8, counts);
                double[] values = doubles(kind, array.view);
                for (int part = 0; part < 64; part++) {
                    double from = -8 + part / 4.0;
                    double to = from + 0.25;
                    boolean last = part == 63;
                    assertThat(counts.get(part))
                            .isEqualTo(Arrays.stream(values)
                                    .filter(value -> value >= from && (value < to || last && value == to))
                                    .count());
                }
            }
        }
    }

    @Test
    void refusesRangesThatAreNone() {
        try (DoubleArray array = DoubleArray.of(pool, 1, 2, 3);
                LongArray counts = LongArray.allocate(pool, 2)) {
            assertThatIllegalArgumentException().isThrownBy(() -> array.clamp(Double.NaN, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> array.clamp(2, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> array.histogram(2, 1, counts));
            assertThatIllegalArgumentException().isThrownBy(() -> array.histogram(0, Double.POSITIVE_INFINITY, counts));
            assertThatIllegalArgumentException().isThrownBy(() -> array.histogram(Double.NaN, 1, counts));
        }
    }
}
