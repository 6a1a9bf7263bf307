package dev.peristyle.internal.expression;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes several expressions over the same chunks; what they have in common is computed once. Not thread-safe. */
public final class Projection implements AutoCloseable {

    private final Program program;
    private final Column[] columns;

    private Projection(Program program, int size) {
        this.program = program;
        this.columns = new Column[size];
    }

    /**
     * Makes a projection for one thread.
     *
     * @param pool where its scratch memory comes from
     * @param schema the schema of the chunks to come; has the columns that the expressions were bound against
     * @return the projection, to be closed by the caller
     */
    public static Projection open(MemoryPool pool, Schema schema, List<BoundExpression> expressions) {
        List<Bound> bounds = new ArrayList<>(expressions.size());
        for (BoundExpression expression : expressions) {
            bounds.add(expression.bound());
        }
        return new Projection(Program.compile(pool, schema, bounds), bounds.size());
    }

    /**
     * Computes all expressions for every row.
     *
     * @param chunk rows of the schema given to {@link #open}
     * @return one column per expression, valid until the next call or {@link #close}; always the same array; a column
     *     of the chunk itself where an expression is nothing but a column
     */
    public Column[] evaluate(Chunk chunk) {
        program.run(chunk);
        for (int position = 0; position < columns.length; position++) {
            columns[position] = program.result(position).column();
        }
        return columns;
    }

    /** What the report of the run has to tell of it beside rows, before it is closed. */
    public Map<String, Long> counts() {
        return program.counts();
    }

    /** Frees the scratch memory. Closing again does nothing. */
    @Override
    public void close() {
        program.close();
    }
}
