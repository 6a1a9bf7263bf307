package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.DataType;
import java.util.List;

/** Bytes as characters that can be written anywhere, or back. */
abstract class ByteCode extends TextFunction {

    final boolean encodes;

    ByteCode(String symbol, boolean encodes) {
        super(symbol);
        this.encodes = encodes;
    }

    @Override
    public final Bound bind(List<Bound> arguments, Node node) {
        Bound argument = arguments.get(0);
        return encodes
                ? Folding.apply(this, DataType.STRING, TextArguments.bytes(argument, node))
                : Folding.apply(this, DataType.BINARY, TextArguments.text(argument, node));
    }

    /** Not every text is a code, and a code may be too long for a text. */
    @Override
    public final boolean isFallible(DataType type) {
        return true;
    }
}
