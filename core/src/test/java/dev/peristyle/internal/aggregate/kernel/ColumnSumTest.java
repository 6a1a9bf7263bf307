package dev.peristyle.internal.aggregate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.math.BigInteger;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** Sums of whole columns: those of longs are exact, those of doubles have the bits of four sums, value by value. */
class ColumnSumTest {

    private static final int MAX_ROWS = 200;
    private static final int MAX_PAGES = 1600;

    @Test
    void sumsOfLongsAreExact() {
        Random random = Seeds.random(1);
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer values = pool.allocate(8L * MAX_PAGES, "values");
                OffHeapBuffer sum = pool.allocate(SumKernel.SUM, "sum")) {
            for (int rows = 0; rows <= MAX_PAGES; rows += rows < MAX_ROWS ? 1 : 1 + random.nextInt(3)) {
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
    void sumsOfDoublesAreThoseOfFourSums() {
        Random random = Seeds.random(2);
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MAX_VALUE};
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer values = pool.allocate(8L * MAX_ROWS, "values");
                OffHeapBuffer sum = pool.allocate(DoubleSumKernel.SUM, "sum");
                OffHeapBuffer plain = pool.allocate(4 * DoubleSumKernel.SUM, "plain")) {
            for (int round = 0; round < 4000; round++) {
                int rows = round % (MAX_ROWS + 1);
                int powers = 1 + random.nextInt(40);
                double centre = random.nextInt(3) / 2.0;
                sum.clear();
                plain.clear();
                for (int batch = 0; batch < 3; batch++) {
                    for (int row = 0; row < rows; row++) {
                        double value = (random.nextDouble() - centre) * Math.pow(10, random.nextInt(powers));
                        boolean isSpecial = round % 5 == 0 && random.nextInt(40) == 0;
                        UnsafeApi.putDouble(
                                values.address() + 8L * row,
                                isSpecial ? special[random.nextInt(special.length)] : value);
                    }
                    DoubleSumKernel.addAll(rows, values.address(), sum.address());
                    addOneByOne(rows, values.address(), plain.address());
                }
                double expected = UnsafeApi.getDouble(plain.address());
                assertThat(bits(UnsafeApi.getDouble(sum.address())))
                        .as("round %s, sum", round)
                        .isEqualTo(bits(expected));
                if (Double.isFinite(expected)) {
                    assertThat(bits(UnsafeApi.getDouble(sum.address() + 8)))
                            .as("round %s, lost", round)
                            .isEqualTo(bits(UnsafeApi.getDouble(plain.address() + 8)));
                }
            }
        }
    }

    /** Each of four sums gets every fourth value; they are added up after the last four values. */
    private static void addOneByOne(int rows, long values, long sums) {
        UnsafeApi.setMemory(sums + DoubleSumKernel.SUM, 3 * DoubleSumKernel.SUM, (byte) 0);
        int fours = rows & -4;
        for (int row = 0; row < fours; row++) {
            DoubleSumKernel.add(
                    sums + (long) DoubleSumKernel.SUM * (row & 3), UnsafeApi.getDouble(values + 8L * row), 0);
        }
        for (int lane = 1; lane < 4; lane++) {
            long other = sums + (long) DoubleSumKernel.SUM * lane;
            DoubleSumKernel.add(sums, UnsafeApi.getDouble(other), UnsafeApi.getDouble(other + 8));
        }
        for (int row = fours; row < rows; row++) {
            DoubleSumKernel.add(sums, UnsafeApi.getDouble(values + 8L * row), 0);
        }
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
