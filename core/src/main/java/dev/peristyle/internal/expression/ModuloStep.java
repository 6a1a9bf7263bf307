package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.kernel.Remainder;
import dev.peristyle.schema.DataType;

/** The remainder of a division; null for integers and decimals where the divisor is zero. */
final class ModuloStep extends Step {

    private final Scratch zeros;

    ModuloStep(DataType type, Vector left, Vector right, Scratch zeros) {
        super(new Vector(type), left, right);
        this.zeros = zeros;
    }

    @Override
    void run(int rows) {
        Vector left = input(0);
        Vector right = input(1);
        Vector result = result();
        result.begin(rows);
        result.nullsOf(left, right);
        long zero = zeros.reserve(rows + 63L >>> 6 << 3);
        boolean anyZero = switch (result.layout()) {
            case INT32 -> Remainder.ints(left.values(), right.values(), result.values(), zero, rows);
            case INT64 -> Remainder.longs(left.values(), right.values(), result.values(), zero, rows);
            case FLOAT32 -> {
                Remainder.floats(left.values(), right.values(), result.values(), rows);
                yield false;
            }
            case FLOAT64 -> {
                Remainder.doubles(left.values(), right.values(), result.values(), rows);
                yield false;
            }
            case BIT, VIEW -> throw new IllegalStateException("no remainder of " + result.type());
        };
        if (anyZero) {
            result.addNulls(zero);
        }
    }
}
