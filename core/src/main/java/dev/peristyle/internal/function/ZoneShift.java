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
import java.time.ZoneId;
import java.util.List;

/** Instants as local times in a zone, and back; the second argument is the name of the zone. */
public final class ZoneShift extends WordFunction {

    public static final ScalarFunction TO_LOCAL = new ZoneShift("toLocal");
    public static final ScalarFunction TO_INSTANT = new ZoneShift("toInstant");

    private ZoneShift(String symbol) {
        super(symbol);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        if (Constants.isUntyped(argument)) {
            return new Constant(this == TO_LOCAL ? DataType.LOCAL_TIMESTAMP : DataType.TIMESTAMP, null);
        }
        if (!(argument.type() instanceof DataType.Timestamp timestamp) || timestamp.isUtc() != (this == TO_LOCAL)) {
            throw TypeErrors.mismatch(
                    node,
                    this == TO_LOCAL ? "needs a timestamp in UTC" : "needs a local timestamp",
                    "cast the operand to " + (this == TO_LOCAL ? "timestamp if it is one" : "a local timestamp"),
                    argument);
        }
        DataType result = new DataType.Timestamp(timestamp.resolution(), this == TO_INSTANT);
        return Folding.apply(this, result, argument, arguments.get(1));
    }

    @Override
    public boolean isFallible(DataType type) {
        return true;
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position == 1;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        String zone = (String) ((Constant) apply.second()).value();
        return new Shift(
                zone,
                ZoneOffsets.of(ZoneId.of(zone)),
                this == TO_LOCAL,
                apply.type().resolution().perSecond());
    }

    @Override
    String complaint(Apply apply, Vector first, Vector second, int row) {
        return first.describe(row) + " is so near to the end of a " + apply.type()
                + " that it has none in the zone; leave such values out with a filter or when()";
    }

    private record Shift(String zone, ZoneOffsets offsets, boolean toLocal, long perSecond)
            implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Shift.class, zone, toLocal, perSecond);
        }

        private long shift(long value) {
            long second = Math.floorDiv(value, perSecond);
            return perSecond * (toLocal ? offsets.ofInstant(second) : -offsets.ofLocal(second));
        }

        @Override
        public long apply(long value, long same) {
            return value + shift(value);
        }

        @Override
        public boolean isImpossible(long value, long same) {
            long shift = shift(value);
            long sum = value + shift;
            return ((value ^ sum) & (shift ^ sum)) < 0;
        }
    }
}
