package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.List;

/** A date and a time of day as a local timestamp, in the unit of the time. */
public final class DateWithTime extends WordFunction {

    public static final ScalarFunction AT_TIME = new DateWithTime();

    private DateWithTime() {
        super("atTime");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound date = Constants.isUntyped(arguments.get(0)) ? new Constant(DataType.DATE, null) : arguments.get(0);
        Bound time = arguments.get(1);
        if (Constants.isUntyped(time)) {
            return new Constant(DataType.LOCAL_TIMESTAMP, null);
        }
        if (date.type().kind() != Kind.DATE || time.type().kind() != Kind.TIME) {
            throw TypeErrors.mismatch(node, "needs a date and a time of day", "cast the operands to these", date, time);
        }
        return Folding.apply(this, DataType.localTimestamp(time.type().resolution()), date, time);
    }

    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return new Sum(apply.type().resolution().perDay());
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return first.describe(row) + " is beyond what a " + apply.type() + " reaches; cast the time to a coarser unit";
    }

    private record Sum(long perDay) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Sum.class, perDay);
        }

        @Override
        public long apply(long day, long time) {
            return day * perDay + time;
        }

        @Override
        public boolean isImpossible(long day, long time) {
            // the last days of all are left out, part of which fits
            return Math.abs(day) > Long.MAX_VALUE / perDay - 1;
        }
    }
}
