package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Converts a column to another type; what cannot be converted becomes null or ends the run. */
final class CastFunction extends ScalarFunction {

    static final CastFunction CAST = new CastFunction("cast", false);
    static final CastFunction TRY_CAST = new CastFunction("tryCast", true);

    /** For what never fails. */
    static final CastFunction WIDEN = new CastFunction("cast", false);

    private final boolean orNull;

    private CastFunction(String symbol, boolean orNull) {
        super(symbol);
        this.orNull = orNull;
    }

    boolean isOrNull() {
        return orNull;
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        throw new IllegalStateException("a cast is a node of its own");
    }

    @Override
    public boolean isFallible(DataType type) {
        return this == CAST;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        Conversion conversion = ConversionFactory.of(compiler, apply.first().type(), apply.type());
        return new CastStep(apply, operands[0], conversion, orNull, scope.mask(), compiler.newScratch());
    }

    /** How far times reach that end within living memory. */
    private static String range(DataType type) {
        if (type.kind() != DataType.Kind.TIMESTAMP && type.kind() != DataType.Kind.DURATION) {
            return "";
        }
        return ", which reaches from " + ValueText.of(new Constant(type, Long.MIN_VALUE)) + " to "
                + ValueText.of(new Constant(type, Long.MAX_VALUE));
    }

    private static final class CastStep extends Step {

        private final Apply apply;
        private final Conversion conversion;
        private final boolean orNull;
        private final Vector mask;
        private final Scratch impossible;

        CastStep(Apply apply, Vector source, Conversion conversion, boolean orNull, Vector mask, Scratch impossible) {
            super(new Vector(apply.type()), source);
            this.apply = apply;
            this.conversion = conversion;
            this.orNull = orNull;
            this.mask = mask;
            this.impossible = impossible;
        }

        @Override
        public void run(int rows) {
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
                throw new RowFailure(
                        row,
                        BoundText.of(apply) + ": the " + source.type() + " "
                                + source.describe(row) + " cannot be converted to " + result.type()
                                + range(result.type()) + "; use tryCast to get null instead");
            }
        }
    }
}
