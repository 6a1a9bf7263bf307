package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A date or timestamp some units later or earlier. Months and years keep the day of the month, or take the last one that there is.
 * The third argument is the name of the unit.
 */
public final class PlusUnits extends WordFunction {

    public static final ScalarFunction PLUS = new PlusUnits("plusUnits", 1);
    public static final ScalarFunction MINUS = new PlusUnits("minusUnits", -1);

    private final int sign;

    private PlusUnits(String symbol, int sign) {
        super(symbol);
        this.sign = sign;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        ChronoUnit unit = TimeUnits.unit(arguments.get(2));
        Bound time = arguments.get(0);
        Bound amount = Integers.of(arguments.get(1), node);
        if (Constants.isUntyped(time)) {
            return time;
        }
        Timed.require(time, false, node);
        TimeUnits.requireUnit(time, unit, node);
        Bound fine = Conversions.implicit(time, TimeUnits.counting(time.type(), unit), node);
        return Folding.apply(this, fine.type(), fine, amount, arguments.get(2));
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
        DataType type = apply.type();
        boolean ints = type.kind() == Kind.DATE;
        int months = TimeUnits.months(unit);
        return months != 0
                ? new PlusMonths(sign * months, Timed.perDay(type), ints)
                : new PlusFixed(sign * TimeUnits.fixed(type, unit), ints);
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return first.describe(row) + " and " + second.describe(row) + " " + TimeUnits.unit(apply.argument(2))
                + " is beyond what a " + apply.type() + " reaches; "
                + (apply.type().kind() == Kind.DATE ? "use smaller amounts" : "cast to a coarser unit");
    }

    private record PlusFixed(long factor, boolean ints) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(PlusFixed.class, factor, ints);
        }

        @Override
        public long apply(long value, long amount) {
            return value + amount * factor;
        }

        @Override
        public boolean isImpossible(long value, long amount) {
            long added = amount * factor;
            long sum = value + added;
            return Math.multiplyHigh(amount, factor) != added >> 63
                    | ((value ^ sum) & (added ^ sum)) < 0
                    | (ints & sum != (int) sum);
        }
    }

    private record PlusMonths(int factor, long perDay, boolean ints) implements WordPairOperation {

        /** More than any type reaches, and so few that nothing below overflows before it is noticed. */
        private static final long MAX_AMOUNT = 1L << 40;

        @Override
        public Object key() {
            return List.of(PlusMonths.class, factor, perDay, ints);
        }

        private long laterDay(long value, long amount) {
            return TimeUnits.plusMonths(Math.floorDiv(value, perDay), amount * factor);
        }

        @Override
        public long apply(long value, long amount) {
            return laterDay(value, amount) * perDay + Math.floorMod(value, perDay);
        }

        @Override
        public boolean isImpossible(long value, long amount) {
            if (amount > MAX_AMOUNT | amount < -MAX_AMOUNT) {
                return true;
            }
            long day = laterDay(value, amount);
            long start = day * perDay;
            long sum = start + Math.floorMod(value, perDay);
            // the first day of all may begin before what the type reaches
            boolean fits =
                    Math.multiplyHigh(day, perDay) == start >> 63 ? start <= sum : day < 0 && start > 0 && sum < 0;
            return !fits | (ints & sum != (int) sum);
        }
    }
}
