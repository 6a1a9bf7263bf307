package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Compiler;
import dev.peristyle.internal.expression.Compiler.Scope;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.IntegerConversions;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.Scratch;
import dev.peristyle.internal.expression.Step;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Whole numbers near a number. Decimals lose their fraction digits, integers stay. */
public final class Rounded extends ScalarFunction {

    public static final ScalarFunction ROUND = new Rounded("round", RoundingMode.HALF_UP);
    public static final ScalarFunction FLOOR = new Rounded("floor", RoundingMode.FLOOR);
    public static final ScalarFunction CEIL = new Rounded("ceil", RoundingMode.CEILING);

    private final RoundingMode mode;

    private Rounded(String symbol, RoundingMode mode) {
        super(symbol);
        this.mode = mode;
    }

    private static double halfAway(double value) {
        double magnitude = Math.abs(value);
        double whole = Math.floor(magnitude);
        return Math.copySign(magnitude - whole >= 0.5 ? whole + 1 : whole, value);
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        Bound operand = Arithmetic.number(arguments.get(0), node);
        if (Constants.isUntyped(operand)
                || operand.type().kind() == Kind.INT
                || operand.type().kind() == Kind.LONG) {
            return operand;
        }
        DataType type = operand.type();
        if (type.kind() == Kind.DECIMAL) {
            int max = CommonType.maxPrecision(type, type);
            int least = max > DataType.MAX_LONG_PRECISION ? DataType.MAX_LONG_PRECISION + 1 : 1;
            int digits = Math.max(least, Math.min(max, CommonType.integerDigits(type) + 1));
            return Folding.apply(this, DataType.decimal(digits, 0), operand);
        }
        return Folding.apply(this, type, operand);
    }

    private RowLoop loop(DataType source, Layout target) {
        if (source instanceof DataType.Floating) {
            DoubleUnaryOperator operation =
                    this == ROUND ? Rounded::halfAway : this == FLOOR ? Math::floor : Math::ceil;
            return Loops.doubles(target, operation, target);
        }
        long divisor = PowersOfTen.asLong(source.scale());
        return Loops.converting(source.layout(), new IntegerConversions.Quotient(divisor, mode), target);
    }

    @Override
    public Step step(Apply apply, Vector[] operands, Compiler compiler, Scope scope) {
        return new RoundStep(this, apply.type(), operands[0], compiler.newScratch());
    }

    private static final class RoundStep extends Step {

        private final Rounded function;
        private final Scratch unused;
        private final RowLoop loop;

        RoundStep(Rounded function, DataType type, Vector operand, Scratch unused) {
            super(new Vector(type), operand);
            this.function = function;
            this.unused = unused;
            this.loop = type.layout() == Layout.INT128 ? null : function.loop(operand.type(), type.layout());
        }

        @Override
        public void run(int rows) {
            Vector source = input(0);
            Vector result = result();
            result.begin(rows);
            result.nullsOf(source);
            if (loop == null) {
                wides(source, result, rows);
                return;
            }
            loop.run(source.values(), unused.reserve(Bitmaps.bytes(rows)), result.values(), 0, rows);
        }

        private void wides(Vector source, Vector result, int rows) {
            for (int row = 0; row < rows; row++) {
                BigInteger value = source.isPresent(row) ? source.wideAt(row) : BigInteger.ZERO;
                BigDecimal decimal = new BigDecimal(value, source.type().scale());
                WideInteger.put(
                        result.values() + ((long) row << 4),
                        decimal.setScale(0, function.mode).toBigInteger());
            }
        }
    }
}
