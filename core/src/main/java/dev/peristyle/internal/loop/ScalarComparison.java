package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Compares the values of a column with one value. */
public final class ScalarComparison {

    private final RowLoop loop;
    private final long scalar;
    private final byte constant;

    private ScalarComparison(RowLoop loop, long scalar, long constant) {
        this.loop = loop;
        this.scalar = scalar;
        this.constant = (byte) constant;
    }

    /**
     * The comparison of a layout, which is neither bits nor views nor wider than 64 bits.
     *
     * @param invert -1 for the opposite of the relation, else 0
     * @param scalar the word of an integer of the layout, or the bits of a double
     */
    public static ScalarComparison of(Layout layout, Relation relation, long invert, long scalar) {
        if (layout.lane() == Lane.F64) {
            return ofDouble(layout, relation, invert, scalar);
        }
        if (layout == Layout.INT32 && relation != Relation.EQ) {
            long bound = relation == Relation.LE ? (int) scalar + 1L : (int) scalar;
            return new ScalarComparison(new ScalarLoops.LessInts(bound, invert), scalar, 0);
        }
        WordAccess access = WordAccess.of(layout);
        if (access.isInt()) {
            return with(new ScalarTests.Ints(access, relation), layout, relation, invert, scalar);
        }
        if (relation == Relation.EQ) {
            return with(new ScalarTests.EqualWords(access), layout, relation, invert, scalar);
        }
        if (relation == Relation.LE && scalar == Long.MAX_VALUE) {
            return new ScalarComparison(null, scalar, ~invert);
        }
        long limit = relation == Relation.LE ? scalar + 1 : scalar;
        if (layout == Layout.INT64) {
            return new ScalarComparison(ScalarLoops.LessLongs.than(limit, invert), limit, 0);
        }
        return with(new ScalarTests.LessWords(access), layout, relation, invert, limit);
    }

    /** NaN is the greatest number: everything is less or equal, and less is what is no NaN. */
    private static ScalarComparison ofDouble(Layout layout, Relation relation, long invert, long scalar) {
        DoubleAccess access = DoubleAccess.of(layout);
        double value = Double.longBitsToDouble(scalar);
        if (layout == Layout.FLOAT64 && relation != Relation.EQ && value > Double.NEGATIVE_INFINITY) {
            double max = relation == Relation.LT ? Math.nextDown(value) : value;
            return new ScalarComparison(new ScalarLoops.DoublesUpTo(max, invert), scalar, 0);
        }
        if (!Double.isNaN(value)) {
            return with(new ScalarTests.Doubles(access, relation), layout, relation, invert, scalar);
        }
        return relation == Relation.LE
                ? new ScalarComparison(null, scalar, ~invert)
                : with(
                        new ScalarTests.NotANumber(access),
                        layout,
                        relation,
                        relation == Relation.EQ ? invert : ~invert,
                        scalar);
    }

    private static ScalarComparison with(ScalarTest test, Layout layout, Relation relation, long invert, long scalar) {
        CompareScalarLoop.Form form = new CompareScalarLoop.Form(test, layout.bytes(), invert);
        return new ScalarComparison(
                LoopTemplate.shared(CompareScalarLoop.class, form, test.getClass(), layout, relation, invert),
                scalar,
                0);
    }

    /** Compares the first rows and writes the outcomes as whole bytes of bits. */
    public void run(long values, long result, int rows) {
        if (loop == null) {
            UnsafeApi.setMemory(result, rows + 7L >>> 3, constant);
        } else {
            loop.run(values, scalar, result, 0, rows);
        }
    }
}
