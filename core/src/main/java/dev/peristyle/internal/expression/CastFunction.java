package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Converts a column to another type; what cannot be converted becomes null or ends the run. */
final class CastFunction extends ScalarFunction {

    static final CastFunction CAST = new CastFunction("cast", false, null);
    static final CastFunction TRY_CAST = new CastFunction("tryCast", true, null);

    /** For what never fails. */
    static final CastFunction WIDEN = new CastFunction("cast", false, null);

    private static final Map<RoundingMode, CastFunction> ROUNDED_CASTS = rounded("cast", false);
    private static final Map<RoundingMode, CastFunction> ROUNDED_TRY_CASTS = rounded("tryCast", true);

    private final boolean orNull;
    private final RoundingMode rounding;

    private CastFunction(String symbol, boolean orNull, RoundingMode rounding) {
        super(symbol);
        this.orNull = orNull;
        this.rounding = rounding;
    }

    private static Map<RoundingMode, CastFunction> rounded(String symbol, boolean orNull) {
        Map<RoundingMode, CastFunction> casts = new EnumMap<>(RoundingMode.class);
        for (RoundingMode mode : RoundingMode.values()) {
            casts.put(mode, new CastFunction(symbol, orNull, mode));
        }
        return casts;
    }

    /** The cast of a kind; {@code rounding} is null for what the types have. */
    static CastFunction of(boolean orNull, RoundingMode rounding) {
        if (rounding == null) {
            return orNull ? TRY_CAST : CAST;
        }
        return (orNull ? ROUNDED_TRY_CASTS : ROUNDED_CASTS).get(rounding);
    }

    /** What becomes of digits that the type has no room for; null for what the types have. */
    RoundingMode rounding() {
        return rounding;
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
        return this != WIDEN && !orNull;
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        Conversion conversion = ConversionFactory.of(compiler, apply.first().type(), apply.type(), rounding);
        return new CastStep(apply, operands[0], conversion, this, scope.mask(), compiler.newScratch());
    }

    /** Why a value could not be converted, where that is not plain to see. */
    private static String reason(Vector source, Vector result, int row, RoundingMode rounding) {
        if (source.type().kind() == DataType.Kind.STRING) {
            return TextParsing.reason(source, result, row);
        }
        if (rounding == RoundingMode.UNNECESSARY) {
            return " without rounding";
        }
        return range(result.type());
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
        private final RoundingMode rounding;
        private final Vector mask;
        private final Scratch impossible;

        CastStep(
                Apply apply, Vector source, Conversion conversion, CastFunction cast, Vector mask, Scratch impossible) {
            super(new Vector(apply.type()), source);
            this.apply = apply;
            this.conversion = conversion;
            this.orNull = cast.orNull;
            this.rounding = cast.rounding;
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
                                + reason(source, result, row, rounding) + "; use tryCast to get null instead");
            }
        }
    }
}
