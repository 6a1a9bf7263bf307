package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.TextCompare;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;

/**
 * Compares two columns. Three loops are enough: the order is total (NaN is the greatest number), so that "greater" is the
 * opposite of "less or equal", and "not equal" the opposite of "equal".
 */
final class CompareStep extends Step {

    private final Relation relation;
    private final long invert;
    private final RowLoop loop;

    CompareStep(Comparison comparison, Vector left, Vector right) {
        super(new Vector(DataType.BOOLEAN), left, right);
        this.relation = comparison.relation();
        this.invert = comparison.invert();
        this.loop = loop(left.type(), right.type());
    }

    /** The loop over numbers, which may differ in layout and scale; null for other values. */
    private RowLoop loop(DataType left, DataType right) {
        Layout first = left.layout();
        Layout second = right.layout();
        if (first.lane() == Lane.BIT || first.lane() == Lane.BYTES) {
            return null;
        }
        if (first.lane() == Lane.F64 || second.lane() == Lane.F64) {
            return Loops.comparing(first, second, relation, invert);
        }
        if (first.lane() == Lane.I64 && second.lane() == Lane.I64) {
            return Loops.comparing(first, factor(left, right), second, factor(right, left), relation, invert);
        }
        int digits = right.scale() - left.scale();
        return Loops.comparingWide(first, Math.max(0, digits), second, Math.max(0, -digits), relation, invert);
    }

    /** What values of a type are multiplied by to be compared with those of another one; 128 bits take other ways. */
    static long factor(DataType type, DataType other) {
        if (type instanceof DataType.Decimal || other instanceof DataType.Decimal) {
            int digits = other.scale() - type.scale();
            return digits <= 0 || digits > PowersOfTen.MAX_LONG ? 1 : PowersOfTen.asLong(digits);
        }
        return Timed.hasUnit(type) && Timed.hasUnit(other)
                ? Math.max(1, type.resolution().nanos() / other.resolution().nanos())
                : 1;
    }

    @Override
    public void run(int rows) {
        Vector left = input(0);
        Vector right = input(1);
        result().begin(rows);
        long bits = result().values();
        if (loop != null) {
            loop.run(left.values(), right.values(), bits, 0, rows);
        } else if (left.layout() == Layout.BIT) {
            booleans(left.values(), right.values(), bits, rows);
        } else if (relation == Relation.LE) {
            less(right, left, bits, rows, ~invert);
        } else if (relation == Relation.LT) {
            less(left, right, bits, rows, invert);
        } else {
            equal(left, right, bits, rows);
        }
        result().nullsOf(left, right);
    }

    private void booleans(long left, long right, long bits, int rows) {
        switch (relation) {
            case LT -> Bitmaps.less(left, right, bits, rows, invert);
            case LE -> Bitmaps.less(right, left, bits, rows, ~invert);
            default -> Bitmaps.same(left, right, bits, rows, invert);
        }
    }

    private static void less(Vector left, Vector right, long bits, int rows, long invert) {
        TextCompare.less(
                left.values(),
                left.lengths(),
                right.values(),
                right.lengths(),
                bits,
                rows,
                left.validity(),
                right.validity(),
                invert);
    }

    private void equal(Vector left, Vector right, long bits, int rows) {
        TextCompare.equal(
                left.values(),
                left.lengths(),
                right.values(),
                right.lengths(),
                bits,
                rows,
                left.validity(),
                right.validity(),
                invert);
    }
}
