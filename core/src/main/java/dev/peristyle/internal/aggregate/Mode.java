package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;

/** The value that occurs most often; the least of those that occur as often. */
final class Mode implements HeldAggregate {

    @Override
    public String name() {
        return "mode";
    }

    @Override
    public DataType outputType(DataType argument) {
        return argument;
    }

    @Override
    public ResultWriter writer(BoundAggregate aggregate, ArgumentStates states) {
        HeldValues values = states.get(HeldValues.KEY);
        return (group, out, row) -> {
            long count = values.count(group);
            if (count > 0) {
                values.write(group, place(values, group, count), out, row);
            }
            return count > 0;
        };
    }

    /** Equal values follow each other: where the longest row of them begins. */
    private static long place(HeldValues values, int group, long count) {
        long best = 0;
        long most = 0;
        long start = 0;
        for (long place = 1; place <= count; place++) {
            if (place == count || !values.same(group, start, place)) {
                if (place - start > most) {
                    most = place - start;
                    best = start;
                }
                start = place;
            }
        }
        return best;
    }
}
