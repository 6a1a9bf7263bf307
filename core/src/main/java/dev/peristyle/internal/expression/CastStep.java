package dev.peristyle.internal.expression;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;

/** Converts a column to another type; what cannot be converted becomes null or ends the run. */
final class CastStep extends Step {

    private final Conversion conversion;
    private final boolean orNull;
    private final Vector mask;
    private final Scratch impossible;

    CastStep(DataType type, Vector source, Conversion conversion, boolean orNull, Vector mask, Scratch impossible) {
        super(new Vector(type), source);
        this.conversion = conversion;
        this.orNull = orNull;
        this.mask = mask;
        this.impossible = impossible;
    }

    @Override
    void run(int rows) {
        Vector source = input(0);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(source);
        long bits = impossible.reserve(Bitmaps.bytes(rows));
        if (!conversion.convert(source, result, bits, rows)) {
            return;
        }
        if (orNull) {
            result.addNulls(bits);
            return;
        }
        int row = Bitmaps.firstSet(bits, result.validity(), mask == null ? 0 : mask.values(), rows);
        if (row >= 0) {
            throw new ComputationException("the " + source.type() + " " + source.describe(row)
                    + " cannot be converted to " + result.type() + "; use tryCast to get null instead");
        }
    }
}
