package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/**
 * The value below which a share of all values lies: one of them, or a double between the two that are nearest. Its name has the share:
 * {@code quantile(0.9)}.
 */
final class Quantile implements HeldAggregate {

    private static final String BETWEEN = "quantile(";
    private static final String ONE_OF_THEM = "quantileDiscrete(";

    private final String name;
    private final boolean between;
    private final double share;

    private Quantile(String name, boolean between, double share) {
        this.name = name;
        this.between = between;
        this.share = share;
    }

    /** The quantile of a name; null if it is not the name of one. */
    static AggregateFunction named(String name) {
        String prefix = name.startsWith(BETWEEN) ? BETWEEN : name.startsWith(ONE_OF_THEM) ? ONE_OF_THEM : null;
        if (prefix == null || !name.endsWith(")")) {
            return null;
        }
        double share = Double.parseDouble(name.substring(prefix.length(), name.length() - 1));
        return new Quantile(name, prefix.equals(BETWEEN), share);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DataType outputType(DataType argument) {
        if (between) {
            return argument != null && argument.isNumeric() ? DataType.DOUBLE : null;
        }
        return Mode.isHeld(argument) ? argument : null;
    }

    @Override
    public String domain() {
        return between ? "numbers" : Mode.DOMAIN;
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
