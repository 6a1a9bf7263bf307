package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
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
import dev.peristyle.internal.ground.Calendar;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.List;

/** A part of a date, timestamp or time of day as an int: months from 1, days of the week from Monday = 1. */
public final class DatePart extends ScalarFunction {

    public static final ScalarFunction YEAR = new DatePart(
            "year", false, DateParts::year, new DatePart("year", false, DateParts::year, null, true), false);
    public static final ScalarFunction MONTH = new DatePart("month", false, DateParts::month);
    public static final ScalarFunction DAY = new DatePart("day", false, DateParts::day);
    public static final ScalarFunction DAY_OF_WEEK = new DatePart("dayOfWeek", false, DateParts::dayOfWeek);
    public static final ScalarFunction HOUR = new DatePart("hour", true, DateParts::hour);
    public static final ScalarFunction MINUTE = new DatePart("minute", true, DateParts::minute);
    public static final ScalarFunction SECOND = new DatePart("second", true, DateParts::second);

    private static final long FIRST_DAY = Calendar.day(Integer.MIN_VALUE, 1, 1);
    private static final long LAST_DAY = Calendar.day(Integer.MAX_VALUE, 12, 31);

    private final boolean ofTime;
    private final Loop loop;

    private final DatePart ofSeconds;
    private final boolean checked;

    private DatePart(String symbol, boolean ofTime, Loop loop) {
        this(symbol, ofTime, loop, null, false);
    }

    /**
     * A part of some types.
     *
     * @param ofSeconds the same part where times that are counted in seconds reach values that no int has; else null
     * @param checked whether it is such a part
     */
    private DatePart(String symbol, boolean ofTime, Loop loop, DatePart ofSeconds, boolean checked) {
        super(symbol);
        this.ofTime = ofTime;
        this.loop = loop;
        this.ofSeconds = ofSeconds;
        this.checked = checked;
    }

    private interface Loop {

        void run(long source, long perDay, long result, int rows);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.INT, null);
        }
        Timed.require(argument, ofTime, node);
        boolean large = ofSeconds != null
                && argument.type() instanceof DataType.Timestamp timestamp
                && timestamp.resolution() == Resolution.SECONDS;
        return Folding.apply(large ? ofSeconds : this, DataType.INT, argument);
    }

    @Override
    public boolean isFallible(DataType type) {
        return checked;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new DatePartStep(loop, operands[0], checked, scope.mask());
    }

    private static final class DatePartStep extends Step {

        private final Loop loop;
        private final boolean checked;
        private final Vector mask;
        private final long perDay;

        DatePartStep(Loop loop, Vector operand, boolean checked, Vector mask) {
            super(new Vector(DataType.INT), operand);
            this.loop = loop;
            this.checked = checked;
            this.mask = mask;
            this.perDay = Timed.perDay(operand.type());
        }

        @Override
        public void run(int rows) {
            result().begin(rows);
            result().nullsOf(input(0));
            loop.run(input(0).values(), perDay, result().values(), rows);
            for (int row = 0; checked && row < rows; row++) {
                check(row);
            }
        }

        private void check(int row) {
            long day = Math.floorDiv(input(0).longAt(row), perDay);
            boolean fits = day >= FIRST_DAY && day <= LAST_DAY;
            if (!fits && result().isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row))) {
                throw new RowFailure(
                        row,
                        "the year of " + input(0).describe(row)
                                + " is larger than an int; leave such values out with a filter or when()");
            }
        }
    }
}
