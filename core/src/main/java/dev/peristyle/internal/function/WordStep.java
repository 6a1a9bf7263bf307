package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.internal.loop.WordPairOperation;
import org.agrona.UnsafeApi;

/** The step of a {@link WordFunction}: a loop, and a second look at each row where some outcome is impossible. */
final class WordStep extends Step {

    private final Apply apply;
    private final WordFunction function;
    private final WordPairOperation operation;
    private final Vector mask;
    private final Scratch impossible;
    private final RowLoop loop;

    WordStep(
            Apply apply,
            WordFunction function,
            WordPairOperation operation,
            Vector[] operands,
            Vector mask,
            Scratch impossible) {
        super(new Vector(apply.type()), operands);
        this.apply = apply;
        this.function = function;
        this.operation = operation;
        this.mask = mask;
        this.impossible = impossible;
        this.loop = Loops.pairs(
                first().layout(), second().layout(), operation, apply.type().layout());
    }

    private Vector first() {
        return input(0);
    }

    private Vector second() {
        return input(inputCount() - 1);
    }

    @Override
    public void run(int rows) {
        Vector result = result();
        result.begin(rows);
        result.nullsOf(first(), second());
        if (loop.run(first().values(), second().values(), result.values(), 0, rows) != 0) {
            check(rows);
        }
    }

    private void check(int rows) {
        long bits = impossible.reserve(Bitmaps.bytes(rows));
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                word |= (isImpossible(each) ? 1L : 0L) << each;
            }
            UnsafeApi.putLong(bits + (row >>> 3), word);
        }
        result().addNulls(bits);
    }

    /** Rows that nobody looks at may have any outcome. */
    private boolean isImpossible(int row) {
        boolean matters = result().isPresent(row) && (mask == null || Bitmaps.isSet(mask.values(), row));
        if (!matters || !operation.isImpossible(first().longAt(row), second().longAt(row))) {
            return false;
        }
        String complaint = function.complaint(apply, first(), second(), row);
        if (complaint != null) {
            throw new RowFailure(row, apply + ": " + complaint);
        }
        return true;
    }
}
