package dev.peristyle.internal.aggregate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One pass gives the same bits as a pass for each of sum, count, smallest and largest. */
class DoubleStatisticsKernelTest {

    private static final int ROWS = 1001;
    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    @ParameterizedTest
    @CsvSource({"1, 2, false", "2, 7, false", "3, 7, true", "4, 300, false", "5, 300, true", "6, 2, true"})
    void agreesWithSeparatePasses(long seed, int groups, boolean withNulls) {
        Random random = Seeds.random(seed);
        long sumBytes = (long) DoubleSumKernel.SUM * groups;
        long recordBytes = (long) DoubleStatisticsKernel.RECORD * groups;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer values = pool.allocate(8L * ROWS, "values");
                OffHeapBuffer withoutNulls = pool.allocate(8L * ROWS, "without nulls");
                OffHeapBuffer groupOf = pool.allocate(4L * ROWS, "groups");
                OffHeapBuffer bits = pool.allocate(ROWS / 8 + 8, "validity");
                OffHeapBuffer sums = pool.allocate(4 * sumBytes, "sums");
                OffHeapBuffer counts = pool.allocate(8L * groups, "counts");
                OffHeapBuffer extremes = pool.allocate(16L * groups, "extremes");
                OffHeapBuffer records = pool.allocate(4 * recordBytes, "records")) {
            for (int round = 0; round < 50; round++) {
                boolean special = round % 2 == 1;
                bits.clear();
                for (int row = 0; row < ROWS; row++) {
                    double value = special && random.nextInt(50) == 0
                            ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30));
                    boolean present = !withNulls || random.nextInt(5) > 0;
                    UnsafeApi.putDouble(values.address() + 8L * row, value);
                    UnsafeApi.putDouble(withoutNulls.address() + 8L * row, present ? value : 0);
                    UnsafeApi.putInt(groupOf.address() + 4L * row, random.nextInt(groups));
                    if (present) {
                        long address = bits.address() + (row >> 3);
                        UnsafeApi.putByte(address, (byte) (UnsafeApi.getByte(address) | 1 << (row & 7)));
                    }
                }
                long validity = withNulls ? bits.address() : 0;
                counts.clear();
                CountKernel.countRows(ROWS, groupOf.address(), counts.address());
                extremes(groups, values.address(), validity, groupOf.address(), extremes.address());
                for (boolean lanes : new boolean[] {false, true}) {
                    sums.clear();
                    DoubleStatisticsKernel.clear(records.address(), 4 * groups);
                    if (lanes) {
                        DoubleSumKernel.addInLanes(
                                ROWS, groupOf.address(), withoutNulls.address(), sums.address(), sumBytes);
                        DoubleStatisticsKernel.addInLanes(
                                ROWS, groupOf.address(), values.address(), validity, records.address(), recordBytes);
                    } else {
                        DoubleSumKernel.addByGroup(ROWS, groupOf.address(), withoutNulls.address(), sums.address());
                        DoubleStatisticsKernel.addByGroup(
                                ROWS, groupOf.address(), values.address(), validity, records.address());
                    }
                    for (int group = 0; group < 4 * groups; group++) {
                        long record = records.address() + (long) DoubleStatisticsKernel.RECORD * group;
                        long sum = sums.address() + (long) DoubleSumKernel.SUM * group;
                        assertThat(Double.doubleToLongBits(UnsafeApi.getDouble(record)))
                                .isEqualTo(Double.doubleToLongBits(UnsafeApi.getDouble(sum)));
                        assertThat(Double.doubleToLongBits(UnsafeApi.getDouble(record + 8)))
                                .isEqualTo(Double.doubleToLongBits(UnsafeApi.getDouble(sum + 8)));
                    }
                    for (int group = 0; group < groups; group++) {
                        long record = records.address() + (long) DoubleStatisticsKernel.RECORD * group;
                        for (int lane = 1; lane < 4; lane++) {
                            DoubleStatisticsKernel.merge(record, record + lane * recordBytes);
                        }
                        assertThat(UnsafeApi.getLong(record + DoubleStatisticsKernel.COUNT))
                                .isEqualTo(UnsafeApi.getLong(counts.address() + 8L * group));
                        assertThat(UnsafeApi.getLong(record + DoubleStatisticsKernel.MIN))
                                .isEqualTo(UnsafeApi.getLong(extremes.address() + 16L * group));
                        assertThat(UnsafeApi.getLong(record + DoubleStatisticsKernel.MAX))
                                .isEqualTo(UnsafeApi.getLong(extremes.address() + 16L * group + 8));
                    }
                }
            }
        }
    }

    private static void extremes(int groups, long values, long validity, long groupOf, long extremes) {
        for (int group = 0; group < groups; group++) {
            UnsafeApi.putLong(extremes + 16L * group, Long.MAX_VALUE);
            UnsafeApi.putLong(extremes + 16L * group + 8, Long.MIN_VALUE);
        }
        for (int row = 0; row < ROWS; row++) {
            if (validity == 0 || (UnsafeApi.getByte(validity + (row >> 3)) >>> (row & 7) & 1) != 0) {
                long order = DoubleOrder.ordered(UnsafeApi.getLong(values + 8L * row));
                long extreme = extremes + 16L * UnsafeApi.getInt(groupOf + 4L * row);
                UnsafeApi.putLong(extreme, Math.min(UnsafeApi.getLong(extreme), order));
                UnsafeApi.putLong(extreme + 8, Math.max(UnsafeApi.getLong(extreme + 8), order));
            }
        }
    }
}
