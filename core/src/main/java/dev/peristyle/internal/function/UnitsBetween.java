package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Whole units from one date or timestamp to another; the third argument is the name of the unit. */
public final class UnitsBetween extends WordFunction {

    public static final ScalarFunction UNTIL = new UnitsBetween();

    private UnitsBetween() {
        super("until");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        ChronoUnit unit = TimeUnits.unit(arguments.get(2));
        if (Constants.isUntyped(arguments.get(0)) && Constants.isUntyped(arguments.get(1))) {
            return new Constant(DataType.LONG, null);
        }
        List<Bound> times = CommonType.convert(arguments.subList(0, 2), node);
        Timed.require(times.get(0), false, node);
        TimeUnits.requireUnit(times.get(0), unit, node);
        DataType type = TimeUnits.counting(times.get(0).type(), unit);
        return Folding.apply(
                this,
                DataType.LONG,
                Conversions.implicit(times.get(0), type, node),
                Conversions.implicit(times.get(1), type, node),
                arguments.get(2));
    }

    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position == 2;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        ChronoUnit unit = TimeUnits.unit(apply.argument(2));
        DataType type = apply.first().type();
        int months = TimeUnits.months(unit);
        return months != 0 ? new Months(months, Timed.perDay(type)) : new Fixed(TimeUnits.fixed(type, unit));
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return "from " + first.describe(row) + " to " + second.describe(row)
                + " is more than a long holds; cast both to a coarser unit";
    }

    private record Fixed(long length) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Fixed.class, length);
        }

        @Override
        public long apply(long from, long to) {
            return (to - from) / length;
        }

        @Override
        public boolean isImpossible(long from, long to) {
            return ((from ^ to) & (to ^ (to - from))) < 0;
        }
    }

    private record Months(int months, long perDay) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Months.class, months, perDay);
        }

        /** A last day that is not over by the time of day does not count. */
        @Override
        public long apply(long from, long to) {
            long first = Math.floorDiv(from, perDay);
            long last = Math.floorDiv(to, perDay);
            long timeLeft = Math.floorMod(to, perDay) - Math.floorMod(from, perDay);
            long back = last > first & timeLeft < 0 ? -1 : last < first & timeLeft > 0 ? 1 : 0;
            return TimeUnits.monthsBetween(first, last + back) / months;
        }
    }
}
