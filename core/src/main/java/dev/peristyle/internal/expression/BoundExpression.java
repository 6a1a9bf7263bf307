package dev.peristyle.internal.expression;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;

/** An expression whose names and types are resolved. Immutable and thread-safe; equal when it computes the same. */
public final class BoundExpression {

    private final Node node;
    private final Schema schema;
    private final Bound bound;
    private final List<String> columns;

    BoundExpression(Node node, Schema schema, Bound bound) {
        this.node = node;
        this.schema = schema;
        this.bound = bound;
        this.columns = List.copyOf(bound.columns());
    }

    Bound bound() {
        return bound;
    }

    /** The schema of just the columns it reads. */
    Schema inputSchema() {
        return schema.select(columns);
    }

    /**
     * Returns the type of its values.
     *
     * @return the type
     */
    public DataType type() {
        return bound.type();
    }

    /**
     * Returns the columns that it reads.
     *
     * @return distinct names in the order of first use
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Says whether it is nothing but the value of a column.
     *
     * @return true for a plain column
     */
    public boolean isColumn() {
        return bound instanceof Bound.Input;
    }

    /**
     * Says whether it is the same for every row.
     *
     * @return true for a literal and for what could be computed in advance
     */
    public boolean isConstant() {
        return bound instanceof Bound.Constant;
    }

    /**
     * The expression as infix text, for plans.
     *
     * @return one line
     */
    public String describe() {
        return node.describe();
    }

    /**
     * Makes an evaluator for one thread, for chunks of the schema that the expression was bound against.
     *
     * @param pool where its scratch memory comes from
     * @return the evaluator, to be closed by the caller
     */
    public Evaluator open(MemoryPool pool) {
        return new Evaluator(pool, schema, bound);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoundExpression that && bound.equals(that.bound);
    }

    @Override
    public int hashCode() {
        return bound.hashCode();
    }

    @Override
    public String toString() {
        return describe();
    }
}
