package dev.peristyle.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.error.ComputationException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed of integers, beside plain arrays and exact numbers. */
class IntegerArrayTest {

    private final MemoryPool pool =
            MemoryPool.builder("test").fillWith((byte) 0xAB).build();

    static ArrayKind<?>[] kinds() {
        return new ArrayKind<?>[] {ArrayKind.LONG, ArrayKind.INT, ArrayKind.SHORT, ArrayKind.BYTE};
    }

    @AfterEach
    void givesAllMemoryBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static <A extends IntegerArray<A>> long[] longs(ArrayKind<A> kind, A array) {
        return Arrays.stream(kind.values(array))
                .mapToLong(value -> ((Number) value).longValue())
                .toArray();
    }

    /** Small numbers, so that most operations fit, or any. */
    private static <A extends IntegerArray<A>> ArrayShape<A> shape(
            MemoryPool pool, ArrayKind<A> kind, Random random, int length, boolean small) {
        int bound = kind.bits() == 8 ? 8 : 100;
        return new ArrayShape<>(
                random,
                length,
                count -> kind.allocate(pool, count),
                kind,
                from -> small ? (Object) (from.nextInt(2 * bound) - bound) : kind.random(from));
    }

    private static boolean fits(BigInteger value, int bits) {
        return value.bitLength() < bits;
    }

    /** Runs an operation and compares, up to the first result that does not fit. */
    private <A extends IntegerArray<A>> void check(
            ArrayKind<A> kind, ArrayShape<A> array, BigInteger[] expected, Runnable operation) {
        long[] before = longs(kind, array.view);
        int wrong = 0;
        while (wrong < expected.length && fits(expected[wrong], kind.bits())) {
            wrong++;
        }
        if (wrong == expected.length) {
            operation.run();
        } else {
            assertThatThrownBy(operation::run)
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("index " + wrong);
        }
        long[] after = longs(kind, array.view);
        for (int index = 0; index < after.length; index++) {
            long should = index < wrong ? expected[index].longValue() : before[index];
            assertThat(after[index]).as("index %d", index).isEqualTo(should);
        }
        assertThat(array.damaged(kind)).isEqualTo(-1);
    }

    private static BigInteger[] combined(long[] left, long[] right, BinaryOperator<BigInteger> operation) {
        BigInteger[] results = new BigInteger[left.length];
        for (int index = 0; index < results.length; index++) {
            results[index] = operation.apply(
                    BigInteger.valueOf(left[index]), BigInteger.valueOf(right[index % Math.max(1, right.length)]));
        }
        return results;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends IntegerArray<A>> void computesExactlyInPlace(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            for (int round = 0; round < 3; round++) {
                boolean small = round > 0;
                try (ArrayShape<A> array = shape(pool, kind, random, length, small);
                        ArrayShape<A> separate = shape(pool, kind, random, length, small)) {
                    A other = round == 2 ? array.shifted(random) : random.nextInt(8) == 0 ? array.view : separate.view;
                    long[] left = longs(kind, array.view);
                    long[] right = longs(kind, other);
                    long scalar = small ? random.nextInt(7) - 3L : random.nextLong() >> random.nextInt(64);
                    long[] number = {scalar};
                    BigInteger big = BigInteger.valueOf(scalar);
                    A view = array.view;
                    switch (random.nextInt(7)) {
                        case 0 -> check(kind, array, combined(left, right, BigInteger::add), () -> view.add(other));
                        case 1 ->
                            check(kind, array, combined(left, right, BigInteger::subtract), () -> view.subtract(other));
                        case 2 ->
                            check(
                                    kind,
                                    array,
                                    combined(left, right, BigInteger::multiply),
                                    () -> view.multiplyBy(other));
                        case 3 -> check(kind, array, combined(left, number, BigInteger::add), () -> view.add(scalar));
                        case 4 ->
                            check(
                                    kind,
                                    array,
                                    combined(left, number, BigInteger::multiply),
                                    () -> view.multiplyBy(scalar));
                        case 5 ->
                            check(
                                    kind,
                                    array,
                                    combined(left, right, (one, two) -> {
                                        BigInteger product = two.multiply(big);
                                        // that no product is a long is an error too
                                        return fits(product, 64) ? one.add(product) : product;
                                    }),
                                    () -> view.addScaled(other, scalar));
                        default -> {
                            BigInteger[] sums = new BigInteger[length];
                            BigInteger sum = BigInteger.ZERO;
                            for (int index = 0; index < length; index++) {
                                sum = sum.add(BigInteger.valueOf(left[index]));
                                sums[index] = sum;
                            }
                            check(kind, array, sums, view::cumulativeSum);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends IntegerArray<A>> void appliesFunctionsOfUsers(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = shape(pool, kind, random, length, random.nextBoolean())) {
                long factor = random.nextInt(3) + 1L;
                long[] values = longs(kind, array.view);
                BigInteger[] expected = combined(
                        values,
                        new long[] {factor},
                        (value, unused) -> BigInteger.valueOf(value.longValue() * factor + 1));
                check(kind, array, expected, () -> array.view.map(value -> value * factor + 1));
                for (int again = 0; again < 3; again++) {
                    array.view.map(value -> ~value);
                    array.view.map(value -> -1 - value);
                }
                values = longs(kind, array.view);
                long bound = values.length == 0 ? 0 : values[0];
                long expectedCount =
                        Arrays.stream(values).filter(value -> value <= bound).count();
                for (int again = 0; again < 3; again++) {
                    assertThat(array.view.countWhere(value -> value <= bound)).isEqualTo(expectedCount);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends IntegerArray<A>> void reducesExactly(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            boolean small = random.nextBoolean();
            try (ArrayShape<A> array = shape(pool, kind, random, length, small);
                    ArrayShape<A> other = shape(pool, kind, random, length, small)) {
                long[] values = longs(kind, array.view);
                long[] factors = longs(kind, other.view);
                BigInteger sum = Arrays.stream(combined(values, factors, (value, unused) -> value))
                        .reduce(BigInteger.ZERO, BigInteger::add);
                if (fits(sum, 64)) {
                    assertThat(array.view.sum()).isEqualTo(sum.longValue());
                } else {
                    assertThatThrownBy(array.view::sum)
                            .isInstanceOf(ComputationException.class)
                            .hasMessageContaining(sum.toString());
                }
                BigInteger[] products = combined(values, factors, BigInteger::multiply);
                BigInteger dot = Arrays.stream(products).reduce(BigInteger.ZERO, BigInteger::add);
                if (fits(dot, 64) && Arrays.stream(products).allMatch(product -> fits(product, 64))) {
                    assertThat(array.view.dot(other.view)).isEqualTo(dot.longValue());
                } else {
                    assertThatThrownBy(() -> array.view.dot(other.view)).isInstanceOf(ComputationException.class);
                }
                statistics(array.view, values, sum);
            }
        }
    }

    private static <A extends IntegerArray<A>> void statistics(A array, long[] values, BigInteger sum) {
        if (values.length == 0) {
            assertThat(array.mean()).isNaN();
            assertThatIllegalStateException().isThrownBy(array::min).withMessageContaining("empty");
            assertThatIllegalStateException().isThrownBy(array::max).withMessageContaining("empty");
        } else {
            assertThat(array.min()).isEqualTo(Arrays.stream(values).min().getAsLong());
            assertThat(array.max()).isEqualTo(Arrays.stream(values).max().getAsLong());
            assertThat(array.mean())
                    .isEqualTo(new BigDecimal(sum)
                            .divide(BigDecimal.valueOf(values.length), new MathContext(100))
                            .doubleValue());
            long sought = values[values.length / 2];
            int first = 0;
            while (values[first] != sought) {
                first++;
            }
            assertThat(array.indexOf(sought)).isEqualTo(first);
            if (Arrays.stream(values).noneMatch(value -> value == sought + 1)) {
                assertThat(array.indexOf(sought + 1)).isEqualTo(-1);
            }
        }
        if (values.length < 2) {
            assertThat(array.variance()).isNaN();
            return;
        }
        BigDecimal mean = new BigDecimal(sum).divide(BigDecimal.valueOf(values.length), new MathContext(100));
        BigDecimal squares = BigDecimal.ZERO;
        for (long value : values) {
            squares = squares.add(BigDecimal.valueOf(value).subtract(mean).pow(2));
        }
        double variance = squares.divide(BigDecimal.valueOf(values.length - 1), new MathContext(100))
                .doubleValue();
        assertThat(array.variance()).isCloseTo(variance, within(4 * Math.ulp(variance)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <A extends IntegerArray<A>> void fillsClampsSearchesAndCounts(ArrayKind<A> kind) {
        Random random = Seeds.fresh();
        for (int length : ArrayShape.LENGTHS) {
            try (ArrayShape<A> array = shape(pool, kind, random, length, false);
                    LongArray counts = LongArray.allocate(pool, 17)) {
                long[] values = longs(kind, array.view);
                LongArray counters = counts.slice(1, 17).every(2);
                array.view.histogram(-64, 64, counters);
                for (int part = 0; part < 8; part++) {
                    long from = -64 + 16L * part;
                    long to = part == 7 ? 64 : from + 15;
                    assertThat(counters.get(part))
                            .isEqualTo(Arrays.stream(values)
                                    .filter(value -> value >= from && value <= to)
                                    .count());
                    assertThat(counts.get(2L * part)).isZero();
                }
                long one = ((Number) kind.random(random)).longValue();
                long two = ((Number) kind.random(random)).longValue();
                array.view.clamp(Math.min(one, two), Math.max(one, two));
                values = Arrays.stream(values)
                        .map(value -> Math.max(Math.min(one, two), Math.min(Math.max(one, two), value)))
                        .toArray();
                assertThat(longs(kind, array.view)).containsExactly(values);
                array.view.sort();
                Arrays.sort(values);
                for (long sought : new long[] {one, two, one / 2 + two / 2, Long.MIN_VALUE, Long.MAX_VALUE}) {
                    long found = array.view.binarySearch(sought);
                    int expected = Arrays.binarySearch(values, sought);
                    if (expected < 0) {
                        assertThat(found).isEqualTo(expected);
                    } else {
                        assertThat(values[(int) found]).isEqualTo(sought);
                    }
                }
                array.view.fill(one);
                assertThat(longs(kind, array.view)).containsOnly(length == 0 ? new long[0] : new long[] {one});
                assertThat(array.damaged(kind)).isEqualTo(-1);
            }
        }
    }

    @Test
    void saysWhatIsNoValueOfItsType() {
        try (ByteArray bytes = ByteArray.of(pool, (byte) 100, (byte) 27, (byte) -5);
                ByteArray other = ByteArray.allocate(pool, 2);
                LongArray none = LongArray.allocate(pool, 0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bytes.fill(128))
                    .withMessage("value is 128, which is no value of a ByteArray");
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.clamp(-129, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.clamp(3, 2));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bytes.add(other))
                    .withMessage("other has 2 values, but this array has 3");
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.histogram(0, 1, none));
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.histogram(1, 1, none));
            assertThatThrownBy(() -> bytes.add(28))
                    .isInstanceOf(ComputationException.class)
                    .hasMessage("ByteArray of 3 values: overflow at index 0: 100 + 28 does not fit. Copy it to an"
                            + " array of a wider type, or of doubles");
            assertThat(bytes.sum()).isEqualTo(122);
            // computed in longs
            bytes.multiplyBy(0);
            assertThat(bytes.toArray()).containsExactly(0, 0, 0);
        }
        try (IntArray ints = IntArray.of(pool, 0, 0, 7)) {
            assertThatThrownBy(() -> ints.multiplyBy(1L << 40))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("index 2");
        }
    }
}
