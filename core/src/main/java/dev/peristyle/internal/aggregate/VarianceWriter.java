package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;

/** Writes variances or standard deviations of samples; null below two values. */
final class VarianceWriter implements ResultWriter {

    private final VarianceState state;
    private final double unit;
    private final boolean root;
    private final IntToLongFunction present;

    VarianceWriter(VarianceState state, int scale, boolean root, IntToLongFunction present) {
        this.state = state;
        this.unit = Math.pow(10, scale);
        this.root = root;
        this.present = present;
    }

    @Override
    public boolean write(int group, ColumnBuffer out, int row) {
        long count = present.applyAsLong(group);
        if (count < 2) {
            return false;
        }
        double variance = state.variance(group, count);
        double result = root ? Math.sqrt(variance) / unit : variance / unit / unit;
        UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result);
        return true;
    }
}
