package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.ground.Calendar;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** A date of year, month and day, and a time of hour, minute and second. */
public final class FromParts extends ScalarFunction {

    public static final ScalarFunction DATE = new FromParts("date", DataType.DATE);
    public static final ScalarFunction TIME = new FromParts("time", DataType.time(Resolution.SECONDS));

    private final DataType result;

    private FromParts(String symbol, DataType result) {
        super(symbol);
        this.result = result;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        List<Bound> parts = new ArrayList<>();
        for (Bound argument : arguments) {
            parts.add(Conversions.implicit(Integers.of(argument, node), DataType.LONG, node));
        }
        return Folding.apply(new Apply(this, result, parts));
    }

    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new PartsStep(apply, operands, scope.mask());
    }

    private static boolean isDate(long year, long month, long day) {
        // year 5,881,580 is the first that a date does not reach to its end
        return year >= -5_877_640
                && year <= 5_881_579
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && Calendar.dayOfMonth(Calendar.civil(Calendar.day(year, (int) month, (int) day))) == day;
    }

    private static boolean isTime(long hour, long minute, long second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    private static final class PartsStep extends Step {

        private final Apply apply;
        private final Vector mask;
        private final boolean dates;

        PartsStep(Apply apply, Vector[] operands, Vector mask) {
            super(new Vector(apply.type()), operands);
            this.apply = apply;
            this.mask = mask;
            this.dates = apply.function() == DATE;
        }

        @Override
        public void run(int rows) {
            Vector result = result();
            result.begin(rows);
            result.nullsOf(input(0), input(1));
            result.nullsOf(result, input(2));
            WordAccess access = WordAccess.of(result.layout());
            for (int row = 0; row < rows; row++) {
                long first = UnsafeApi.getLong(input(0).values() + 8L * row);
                long second = UnsafeApi.getLong(input(1).values() + 8L * row);
                long third = UnsafeApi.getLong(input(2).values() + 8L * row);
                long value = 0;
                if (dates ? isDate(first, second, third) : isTime(first, second, third)) {
                    value = dates ? Calendar.day(first, (int) second, (int) third) : (first * 60 + second) * 60 + third;
                } else if (result.isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row))) {
                    throw new RowFailure(
                            row,
                            apply + ": there is no " + apply.function() + " of " + first + ", " + second + " and "
                                    + third + "; leave such values out with a filter or when()");
                }
                access.store(result.values() + (long) row * access.bytes(), value);
            }
        }
    }
}
