package dev.peristyle.internal.aggregate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.math.BigInteger;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** Sums of whole columns, on vectors or not: those of longs are exact, those of doubles the plain loop's bit for bit. */
class ColumnSumTest {

    private static final int MOST_ROWS = 200;

    @Test
    void sumsOfLongsAreExact() {
        Random random = new Random(1);
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer values = pool.allocate(8L * MOST_ROWS, "values");
                OffHeapBuffer sum = pool.allocate(SumKernel.SUM, "sum")) {
            for (int rows = 0; rows <= MOST_ROWS; rows++) {
                sum.clear();
                BigInteger expected = BigInteger.ZERO;
                for (int batch = 0; batch < 3; batch++) {
                    int shift = random.nextInt(64);
                    int sign = random.nextInt(3) - 1;
                    for (int row = 0; row < rows; row++) {
                        long value = random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong() >> shift;
                        // all of one sign, so that sums need more than 64 bits
                        long signed = sign == 0 ? value : value < 0 == sign < 0 ? value : ~value;
                        UnsafeApi.putLong(values.address() + 8L * row, signed);
                        expected = expected.add(BigInteger.valueOf(signed));
                    }
                    SumKernel.addAll(rows, values.address(), sum.address());
                }
                BigInteger high = BigInteger.valueOf(UnsafeApi.getLong(sum.address() + 8));
                BigInteger low = BigInteger.valueOf(UnsafeApi.getLong(sum.address()));
                assertThat(high.shiftLeft(64).add(low)).as("%s rows", rows).isEqualTo(expected);
            }
        }
    }

    @Test
    void sumsOfDoublesAreThoseOfThePlainLoop() {
        Random random = new Random(2);
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MAX_VALUE};
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer values = pool.allocate(8L * MOST_ROWS, "values");
                OffHeapBuffer sum = pool.allocate(DoubleSumKernel.SUM, "sum");
                OffHeapBuffer plain = pool.allocate(DoubleSumKernel.SUM, "plain")) {
            for (int round = 0; round < 2000; round++) {
                int rows = round % (MOST_ROWS + 1);
                sum.clear();
                plain.clear();
                for (int batch = 0; batch < 3; batch++) {
                    for (int row = 0; row < rows; row++) {
                        double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40));
                        boolean isSpecial = round % 5 == 0 && random.nextInt(40) == 0;
                        UnsafeApi.putDouble(
                                values.address() + 8L * row,
                                isSpecial ? special[random.nextInt(special.length)] : value);
                    }
                    DoubleSumKernel.addAll(rows, values.address(), sum.address());
                    int row = DoubleSumKernel.addFours(rows, values.address(), plain.address());
                    for (; row < rows; row++) {
                        DoubleSumKernel.add(plain.address(), UnsafeApi.getDouble(values.address() + 8L * row), 0);
                    }
                }
                for (int part = 0; part < DoubleSumKernel.SUM; part += 8) {
                    assertThat(Double.doubleToLongBits(UnsafeApi.getDouble(sum.address() + part)))
                            .as("round %s, byte %s", round, part)
                            .isEqualTo(Double.doubleToLongBits(UnsafeApi.getDouble(plain.address() + part)));
                }
            }
        }
    }
}
