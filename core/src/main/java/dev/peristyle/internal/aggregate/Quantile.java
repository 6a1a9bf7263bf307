package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/**
 * The value below which a share of all values lies: one of them, or a double between the two that are nearest. Its name has the share:
 * {@code quantile(0.9)}.
 */
final class Quantile implements HeldAggregate {

    private final boolean between;
    private final double share;

    /** {@code between} says that it may lie between two values. */
    Quantile(boolean between, double share) {
        this.between = between;
        this.share = share;
    }

    @Override
    public String name() {
        return (between ? "quantile(" : "quantileDiscrete(") + share + ")";
    }

    @Override
    public DataType outputType(DataType argument) {
        if (between) {
            return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
        }
        return argument;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        HeldValues values = states.get(HeldValues.KEY);
        return (group, out, row) -> {
            long count = values.count(group);
            if (count == 0) {
                return false;
            }
            if (between) {
                UnsafeApi.putDouble(out.valuesAddress() + 8L * row, between(values, group, count));
            } else {
                // the first value that as large a share is not greater than
                long rank = Math.max(1, count - (long) Math.floor(count - share * count));
                values.write(group, rank - 1, out, row);
            }
            return true;
        };
    }

    private double between(HeldValues values, int group, long count) {
        double place = share * (count - 1);
        long lower = (long) Math.floor(place);
        double first = values.number(group, lower);
        double second = values.number(group, Math.min(count - 1, lower + 1));
        double part = place - lower;
        // also where both are infinite; halves, as the difference of two numbers may be infinite
        return part == 0 || first == second ? first : first * (1 - part) + second * part;
    }
}
