package dev.peristyle.internal.expression;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.Condition;
import dev.peristyle.spi.Predicate;
import java.util.List;

/** A boolean expression as a filter that a source applies. Its chunks have just the columns that it reads. */
public final class PredicateFilter implements Predicate {

    private final BoundExpression condition;
    private final Condition inspectable;

    /**
     * A filter of a condition.
     *
     * @param condition a bound boolean expression
     * @throws IllegalArgumentException when it is not boolean
     */
    public PredicateFilter(BoundExpression condition) {
        if (!condition.type().equals(DataType.BOOLEAN)) {
            throw new IllegalArgumentException("a filter needs a condition, but " + condition.describe()
                    + " is of type " + condition.type() + "; compare it with something");
        }
        this.condition = condition;
        this.inspectable = Conditions.of(condition.bound());
    }

    @Override
    public List<String> columns() {
        return condition.columns();
    }

    @Override
    public String describe() {
        return condition.describe();
    }

    @Override
    public Condition condition() {
        return inspectable;
    }

    /**
     * Says whether it is an error for some values.
     *
     * @return true if rows that another condition would have left out must not be shown to it
     */
    public boolean isFallible() {
        return condition.bound().isFallible();
    }

    @Override
    public Predicate.Evaluator open(MemoryPool pool) {
        return new dev.peristyle.internal.expression.Evaluator(pool, condition.inputSchema(), condition.bound());
    }

    @Override
    public String toString() {
        return describe();
    }
}
