package dev.peristyle.internal.engine;

import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * A join as a step over chunks of its left. When a stage with it is opened, the right is read first and a
 * {@link dev.peristyle.internal.join.ProbeStep} takes its place.
 *
 * @param right what is held
 * @param scanKeys the columns of the source of the left that are its keys; none where its rows are not left out by them
 * @param users how many stages, and operators, use what is held
 */
public record JoinStep(Joining joining, Rows right, List<Field> scanKeys, int users) implements ChunkTransform.Step {

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
        throw new IllegalStateException("the right side has not been read");
    }
}
