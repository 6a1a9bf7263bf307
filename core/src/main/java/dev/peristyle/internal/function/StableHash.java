package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.kernel.XxHash64;
import dev.peristyle.schema.DataType;
import java.util.List;

/** The XXH64 of a text or of bytes, with seed 0: the same everywhere and always. */
public final class StableHash extends TextFunction {

    public static final ScalarFunction XX_HASH_64 = new StableHash();

    private StableHash() {
        super("xxHash64");
    }

    @Override
    public Bound bind(List<Bound> arguments, Node node) {
        return Folding.apply(this, DataType.LONG, TextArguments.bytes(arguments.get(0), node));
    }

    @Override
    TextRows rows(Apply apply) {
        return (row, operands, out) -> out.number(XxHash64.hash(address(operands[0], row), length(operands[0], row)));
    }
}
