package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/** Applies a step to every chunk of its input. */
public final class TransformOperator implements Operator {

    private final Operator input;
    private final Schema schema;
    private final ChunkTransform transform;

    /**
     * Takes over the input: it is closed with this operator, and at once if this constructor fails.
     *
     * @param input the chunks to transform
     * @param step what to do with them
     * @param pool where memory comes from
     */
    public TransformOperator(Operator input, ChunkTransform.Step step, MemoryPool pool) {
        this.input = input;
        this.schema = step.schema();
        try {
            this.transform = step.open(pool);
        } catch (RuntimeException | Error failure) {
            input.close();
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        Chunk chunk = input.next();
        return chunk == null ? null : transform.apply(chunk);
    }

    @Override
    public void close() {
        try {
            transform.close();
        } finally {
            input.close();
        }
    }
}
