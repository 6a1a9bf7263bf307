package dev.peristyle.internal.aggregate;

import dev.peristyle.column.ColumnBuffer;
import org.agrona.UnsafeApi;

/** Writes variances or standard deviations of samples; null below two values. */
final class VarianceWriter implements ResultWriter {

    private final VarianceState state;
    private final double unit;
    private final boolean root;

    VarianceWriter(VarianceState state, int scale, boolean root) {
        this.state = state;
        this.unit = Math.pow(10, scale);
        this.root = root;
    }

    @Override
    public boolean write(int group, ColumnBuffer out, int row) {
        if (state.count(group) < 2) {
            return false;
        }
        double variance = state.variance(group);
        double result = root ? Math.sqrt(variance) / unit : variance / unit / unit;
        UnsafeApi.putDouble(out.valuesAddress() + 8L * row, result);
        return true;
    }
}
