package dev.peristyle.internal.expression;

import dev.peristyle.internal.expression.Bound.Input;
import dev.peristyle.internal.expression.Node.Call;
import dev.peristyle.internal.expression.Node.Cast;
import dev.peristyle.internal.expression.Node.ColumnReference;
import dev.peristyle.internal.expression.Node.Literal;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Resolves the names and checks the types of an expression. */
public final class Binder {

    private final Schema schema;

    private Binder(Schema schema) {
        this.schema = schema;
    }

    /**
     * Binds an expression to a schema.
     *
     * @param node the expression as written
     * @param schema the columns it may read
     * @return the expression with types, simplified
     * @throws IllegalArgumentException when a column does not exist (suggests the nearest name) or types do not fit (shows
     *     the expression and the types of its operands and says what to do)
     */
    public static BoundExpression bind(Node node, Schema schema) {
        Bound bound = PostOrder.compute(node, new Binder(schema)::bound);
        if (Constants.isUntyped(bound)) {
            throw new IllegalArgumentException(node.describe() + " has no type; write lit(null).cast(type)");
        }
        return new BoundExpression(node, schema, bound);
    }

    private Bound bound(Node node, List<Bound> parts) {
        if (node instanceof ColumnReference reference) {
            Field field = schema.field(reference.name());
            return new Input(field.name(), field.type());
        }
        if (node instanceof Literal literal) {
            return Constants.of(literal.value());
        }
        if (node instanceof Cast cast) {
            return Conversions.cast(parts.get(0), cast.type(), CastFunction.of(cast.orNull(), cast.rounding()), node);
        }
        return ((Call) node).function().bind(parts, node);
    }
}
