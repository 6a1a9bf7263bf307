package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.Layout;
import java.util.Arrays;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** The step of a {@link TextFunction}. */
final class TextStep extends Step {

    private final TextRows function;
    private final Vector[] operands;
    private final Vector mask;
    private final Scratch nulls;
    private final TextOutput out;

    TextStep(Apply apply, TextRows function, Vector[] operands, Compiler compiler, Scope scope) {
        super(
                new Vector(apply.type()),
                Arrays.stream(operands).filter(Objects::nonNull).toArray(Vector[]::new));
        this.function = function;
        this.operands = operands.clone();
        this.mask = apply.isFallible() ? scope.mask() : null;
        this.nulls = compiler.newScratch();
        this.out = new TextOutput(apply, result(), compiler.newArena());
    }

    @Override
    public void run(int rows) {
        Vector result = result();
        result.begin(rows);
        result.nullsOf(input(0));
        for (int operand = 1; operand < inputCount(); operand++) {
            result.nullsOf(result, input(operand));
        }
        out.clear();
        if (rows == 0) {
            return;
        }
        function.begin(operands);
        try {
            compute(rows);
        } finally {
            function.end();
        }
    }

    private void compute(int rows) {
        Vector result = result();
        boolean anyNull = false;
        long nullBits = nulls.reserve(Bitmaps.bytes(rows));
        for (int row = 0; row < rows; row += 64) {
            long none = 0;
            long flags = 0;
            int end = Math.min(rows, row + 64);
            for (int each = row; each < end; each++) {
                out.begin(each);
                if (result.isPresent(each) && (mask == null || Bitmaps.isSet(mask.values(), each))) {
                    function.row(each, operands, out);
                } else {
                    nothing(each);
                }
                if (out.isNull()) {
                    nothing(each);
                    none |= 1L << each;
                }
                flags |= (out.flag() ? 1L : 0L) << each;
            }
            UnsafeApi.putLong(nullBits + (row >>> 3), none);
            anyNull |= none != 0;
            if (result.layout() == Layout.BIT) {
                UnsafeApi.putLong(result.values() + (row >>> 3), flags);
            }
        }
        if (anyNull) {
            result.addNulls(nullBits);
        }
    }

    /** What lies under a null must be a text too. */
    private void nothing(int row) {
        if (result().layout() == Layout.VIEW) {
            result().putText(row, 0, 0);
        } else if (result().layout() == Layout.INT32) {
            out.number(0);
        } else if (result().layout() == Layout.INT64 || result().layout() == Layout.FLOAT64) {
            out.number(0L);
        }
    }
}
