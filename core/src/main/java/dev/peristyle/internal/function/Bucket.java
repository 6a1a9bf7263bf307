package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.loop.WordPairOperation;
import dev.peristyle.schema.DataType;
import java.util.List;

/**
 * In which of some parts of equal width a number lies, from 1; 0 below all of them, and one more than there are from their end on.
 */
public final class Bucket extends WordFunction {

    public static final ScalarFunction BUCKET = new Bucket();

    private Bucket() {
        super("bucket");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        double low = (Double) value(arguments.get(1));
        double high = (Double) value(arguments.get(2));
        int count = (Integer) value(arguments.get(3));
        if (!(low < high) || Double.isInfinite(high - low) || count < 1 || count == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(node.describe()
                    + ": needs a range from a number to a greater one and at least one bucket, but has " + count
                    + " from " + low + " to " + high);
        }
        Bound operand = Conversions.implicit(Arithmetic.number(arguments.get(0), node), DataType.DOUBLE, node);
        return Folding.apply(this, DataType.INT, operand, arguments.get(1), arguments.get(2), arguments.get(3));
    }

    private static Object value(Bound argument) {
        return ((Constant) argument).value();
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    WordPairOperation operation(Apply apply) {
        return new Place((Double) value(apply.argument(1)), (Double) value(apply.argument(2)), (Integer)
                value(apply.argument(3)));
    }

    private record Place(double low, double high, int count) implements WordPairOperation {

        @Override
        public Object key() {
            return List.of(Place.class, low, high, count);
        }

        @Override
        public long apply(long bits, long same) {
            double number = Double.longBitsToDouble(bits);
            if (number < low) {
                return 0;
            }
            // NaN is greater than all
            if (!(number < high)) {
                return count + 1L;
            }
            return Math.min(count, (long) ((number - low) / (high - low) * count) + 1);
        }
    }
}
