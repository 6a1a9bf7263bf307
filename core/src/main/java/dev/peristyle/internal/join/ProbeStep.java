package dev.peristyle.internal.join;

import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/**
 * Joins rows of the left, chunk by chunk, with those of an index.
 *
 * @param index stays the caller's
 */
public record ProbeStep(Joining joining, JoinIndex index) implements ChunkTransform.Step {

    @Override
    public Schema schema() {
        return joining.probed();
    }

    @Override
    public String describe() {
        return joining.text();
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new Probe(pool, joining, index);
    }
}
