package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.schema.Schema;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The rows of several inputs, one after the other; an input is opened when its turn comes. */
public final class ConcatOperator implements Operator {

    private final Schema schema;
    private final Iterator<Supplier<Operator>> inputs;
    private Operator current;

    /**
     * Opens nothing yet.
     *
     * @param schema the columns of every input
     * @param inputs open the inputs, in order
     */
    public ConcatOperator(Schema schema, List<Supplier<Operator>> inputs) {
        this.schema = schema;
        this.inputs = inputs.iterator();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        while (true) {
            if (current != null) {
                Chunk chunk = current.next();
                if (chunk != null) {
                    return chunk;
                }
                current.close();
                current = null;
            }
            if (!inputs.hasNext()) {
                return null;
            }
            current = inputs.next().get();
        }
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
    }
}
