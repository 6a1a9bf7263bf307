package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.Bound.Constant;
import dev.peristyle.internal.expression.Bound.Input;
import java.util.ArrayList;
import java.util.List;

/** Names a typed expression in a message: its outermost parts, in a line of limited length. */
public final class BoundText {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_PARTS = 8;
    private static final int MAX_CHARACTERS = 200;

    private BoundText() {}

    /** The expression as text. */
    public static String of(Bound bound) {
        String text = node(bound, 0).describe();
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
    }

    private static Node node(Bound bound, int depth) {
        if (bound instanceof Input input) {
            return new Node.ColumnReference(input.name());
        }
        if (bound instanceof Constant constant) {
            return new Node.Literal(ValueText.written(constant));
        }
        Apply apply = (Apply) bound;
        if (depth == MAX_DEPTH) {
            return new Node.ColumnReference("…");
        }
        if (apply.function() instanceof CastFunction cast) {
            return new Node.Cast(node(apply.first(), depth + 1), apply.type(), cast.isOrNull(), cast.rounding());
        }
        List<Node> parts = new ArrayList<>();
        for (Bound part : apply.arguments()) {
            if (parts.size() == MAX_PARTS) {
                parts.add(new Node.ColumnReference("…"));
                break;
            }
            parts.add(node(part, depth + 1));
        }
        return new Node.Call(apply.function(), parts);
    }
}
