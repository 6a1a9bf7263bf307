package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.List;
import java.util.Map;

/** Computes one expression chunk by chunk; its scratch memory is used again for each. Not thread-safe. */
public final class Evaluator implements Predicate.Evaluator {

    private final Program program;

    Evaluator(MemoryPool pool, Schema schema, Bound bound) {
        this.program = Program.compile(pool, schema, List.of(bound));
    }

    /**
     * Computes the value of every row.
     *
     * @param chunk rows of the schema that the expression was bound against
     * @return the values, valid until the next call or {@link #close}; a column of the chunk itself when the expression is
     *     nothing but a column
     */
    public Column evaluate(Chunk chunk) {
        program.run(chunk);
        return program.result(0).column();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the expression is not boolean
     */
    @Override
    public int evaluate(Chunk chunk, long bitmap) {
        if (!program.result(0).type().equals(DataType.BOOLEAN)) {
            throw new IllegalStateException(
                    "not a condition but a " + program.result(0).type());
        }
        program.run(chunk);
        return program.result(0).copyTrue(bitmap);
    }

    @Override
    public Map<String, Long> counts() {
        return program.counts();
    }

    /** Frees the scratch memory. Closing again does nothing. */
    @Override
    public void close() {
        program.close();
    }
}
