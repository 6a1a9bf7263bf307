package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.TextConstant;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.expression.kernel.TextCompare;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.ScalarComparison;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Compares a column with a constant that is not null: "greater" is the opposite of "less or equal". */
final class CompareScalarStep extends Step {

    private final Relation relation;
    private final long invert;
    private final Constant constant;
    private final ScalarComparison comparison;
    private final long text;
    private final int textLength;

    CompareScalarStep(Comparison comparison, Vector left, Constant constant, Scratch scratch) {
        super(new Vector(DataType.BOOLEAN), left);
        this.relation = comparison.relation();
        this.invert = comparison.invert();
        this.constant = constant;
        boolean isText = left.layout() == Layout.VIEW;
        byte[] bytes = isText ? TextConstant.bytes(constant) : new byte[0];
        this.text = isText ? TextConstant.copy(bytes, scratch) : 0;
        this.textLength = bytes.length;
        this.comparison = isText || left.layout() == Layout.BIT
                ? null
                : ScalarComparison.of(left.layout(), relation, invert, Constants.bits(constant));
    }

    @Override
    public void run(int rows) {
        Vector left = input(0);
        result().begin(rows);
        long bits = result().values();
        if (comparison != null) {
            comparison.run(left.values(), bits, rows);
        } else if (left.layout() == Layout.BIT) {
            booleans(left, bits, rows);
        } else {
            texts(left, bits, rows);
        }
        result().nullsOf(left);
    }

    private void booleans(Vector left, long bits, int rows) {
        boolean value = (Boolean) constant.value();
        if (relation == Relation.LE && value || relation == Relation.LT && !value) {
            boolean all = relation == Relation.LE ^ invert != 0;
            UnsafeApi.setMemory(bits, Bitmaps.bytes(rows), (byte) (all ? -1 : 0));
        } else if ((relation == Relation.EQ && value) ^ invert != 0) {
            Bitmaps.copy(left.values(), bits, rows);
        } else {
            Bitmaps.not(left.values(), bits, rows);
        }
    }

    private void texts(Vector left, long bits, int rows) {
        if (relation == Relation.EQ) {
            TextCompare.equalScalar(
                    left.values(), left.lengths(), text, textLength, bits, rows, left.validity(), invert);
        } else {
            TextCompare.lessScalar(
                    left.values(),
                    left.lengths(),
                    text,
                    textLength,
                    relation == Relation.LE ? 1 : 0,
                    bits,
                    rows,
                    left.validity(),
                    invert);
        }
    }
}
