package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.CommonType;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Conversions;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.schema.DataType;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Numbers as people write them: with so many digits after a decimal sign, and a sign between groups of three before it. The further
 * arguments are how many digits, the decimal sign and the sign of groups.
 */
public final class NumberText extends TextFunction {

    public static final ScalarFunction FORMAT = new NumberText();

    private NumberText() {
        super("formatNumber");
    }

    /** As a decimal first, whose text is what gets the signs. */
    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        int digits = (Integer) constant(arguments.get(1));
        if (digits < 0 || digits > DataType.MAX_LONG_PRECISION) {
            throw new IllegalArgumentException(node.describe() + ": needs 0 to " + DataType.MAX_LONG_PRECISION
                    + " digits after the decimal sign, but has " + digits);
        }
        Bound number = Arithmetic.number(arguments.get(0), node);
        if (!Constants.isUntyped(number)) {
            DataType type = number.type();
            int whole = type instanceof DataType.Floating
                    ? DataType.MAX_DECIMAL_PRECISION - digits
                    : CommonType.integerDigits(type) + 1;
            int precision = Math.min(DataType.MAX_DECIMAL_PRECISION, whole + digits);
            number = Conversions.rounded(
                    number, DataType.decimal(Math.max(1, precision), digits), RoundingMode.HALF_UP, node);
        }
        Bound text = Conversions.implicit(number, DataType.STRING, node);
        return Folding.apply(this, DataType.STRING, text, arguments.get(1), arguments.get(2), arguments.get(3));
    }

    @Override
    public boolean takesConstant(Apply apply, int position) {
        return position > 0;
    }

    @Override
    TextRows rows(Apply apply) {
        byte[] point = ((String) constant(apply.argument(2))).getBytes(StandardCharsets.UTF_8);
        byte[] group = ((String) constant(apply.argument(3))).getBytes(StandardCharsets.UTF_8);
        return (row, operands, out) -> write(address(operands[0], row), length(operands[0], row), point, group, out);
    }

    private static void write(long text, int length, byte[] point, byte[] group, TextOutput out) {
        int whole = 0;
        while (whole < length && UnsafeApi.getByte(text + whole) != '.') {
            whole++;
        }
        long start = out.reserve(length + (long) point.length + (long) (length / 3) * group.length);
        long target = start;
        int first = UnsafeApi.getByte(text) == '-' ? 1 : 0;
        for (int position = 0; position < length; position++) {
            byte symbol = UnsafeApi.getByte(text + position);
            if (position > first && position < whole && (whole - position) % 3 == 0) {
                target = put(group, target);
            }
            if (symbol == '.') {
                target = put(point, target);
            } else {
                UnsafeApi.putByte(target++, symbol);
            }
        }
        out.written(target - start);
    }

    private static long put(byte[] bytes, long target) {
        for (int index = 0; index < bytes.length; index++) {
            UnsafeApi.putByte(target + index, bytes[index]);
        }
        return target + bytes.length;
    }
}
