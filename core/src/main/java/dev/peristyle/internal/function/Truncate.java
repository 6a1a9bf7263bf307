package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.DateParts;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.util.List;

/** The start of the unit that a date, timestamp or time of day lies in, as the same type. */
public final class Truncate extends ScalarFunction {

    public static final ScalarFunction YEAR = new Truncate("truncateToYear", false, DateParts::truncateToYear);
    public static final ScalarFunction QUARTER = new Truncate("truncateToQuarter", false, DateParts::truncateToQuarter);
    public static final ScalarFunction MONTH = new Truncate("truncateToMonth", false, DateParts::truncateToMonth);
    public static final ScalarFunction WEEK = new Truncate("truncateToWeek", false, DateParts::truncateToWeek);
    public static final ScalarFunction DAY = new Truncate("truncateToDay", false, DateParts::truncateToDay);
    public static final ScalarFunction HOUR = new Truncate("truncateToHour", true, DateParts::truncateToHour);
    public static final ScalarFunction MINUTE = new Truncate("truncateToMinute", true, DateParts::truncateToMinute);
    public static final ScalarFunction SECOND = new Truncate("truncateToSecond", true, DateParts::truncateToSecond);

    private static final long DAYS_OF_A_YEAR = 366;

    private final boolean ofTime;
    private final Loop loop;

    private Truncate(String symbol, boolean ofTime, Loop loop) {
        super(symbol);
        this.ofTime = ofTime;
        this.loop = loop;
    }

    private interface Loop {

        void run(long source, long perDay, long result, int rows);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        if (Constants.isUntyped(argument)) {
            return argument;
        }
        Timed.require(argument, ofTime, node);
        if (this == DAY && argument.type().kind() == Kind.DATE) {
            return argument;
        }
        return Folding.apply(this, argument.type(), argument);
    }

    /** What lies in the first year of those that a type reaches may begin before it. */
    @Override
    public boolean isFallible(DataType type) {
        return type.kind() != Kind.TIME;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new TruncateStep(apply, loop, operands[0], scope.mask());
    }

    private static final class TruncateStep extends Step {

        private final Loop loop;
        private final Apply apply;
        private final Vector mask;
        private final long perDay;
        private final boolean ints;
        private final long safe;

        TruncateStep(Apply apply, Loop loop, Vector operand, Vector mask) {
            super(new Vector(operand.type()), operand);
            this.apply = apply;
            this.loop = loop;
            this.mask = mask;
            this.perDay = Timed.perDay(operand.type());
            this.ints = operand.layout() == Layout.INT32;
            long first = ints ? Integer.MIN_VALUE : Long.MIN_VALUE;
            this.safe = operand.type().kind() == Kind.TIME ? first : first + DAYS_OF_A_YEAR * perDay;
        }

        @Override
        public void run(int rows) {
            result().begin(rows);
            result().nullsOf(input(0));
            loop.run(input(0).values(), perDay, result().values(), rows);
            if (DateParts.anyBelow(input(0).values(), ints, safe, rows)) {
                for (int row = 0; row < rows; row++) {
                    check(row);
                }
            }
        }

        /** What became later has left the range of the type. */
        private void check(int row) {
            boolean matters = result().isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
            if (matters && result().longAt(row) > input(0).longAt(row)) {
                throw new RowFailure(
                        row,
                        apply + ": the start for " + input(0).describe(row)
                                + " lies before the first " + input(0).type()
                                + "; cast to a coarser unit, or leave such values out with a filter or when()");
            }
        }
    }
}
