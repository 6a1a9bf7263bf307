package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound;
import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Constants;
import dev.peristyle.internal.expression.Folding;
import dev.peristyle.internal.expression.Node;
import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.expression.TypeErrors;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.ArrayList;
import java.util.List;

/** The types of functions of text. */
final class TextArguments {

    private TextArguments() {}

    /** A function of texts only. */
    static Bound bind(ScalarFunction function, DataType result, List<Bound> arguments, Node node) {
        List<Bound> texts = new ArrayList<>(arguments.size());
        for (Bound argument : arguments) {
            texts.add(text(argument, node));
        }
        return Folding.apply(new Apply(function, result, texts));
    }

    /** A text or bytes. */
    static Bound bytes(Bound argument, Node node) {
        return argument.type() instanceof DataType.Binary ? argument : text(argument, node);
    }

    static Bound text(Bound argument, Node node) {
        if (Constants.isUntyped(argument)) {
            return new Constant(DataType.STRING, null);
        }
        if (argument.type().kind() != Kind.STRING) {
            throw TypeErrors.mismatch(node, "needs text", "cast the operand to string", argument);
        }
        return argument;
    }
}
