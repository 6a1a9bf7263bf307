package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.OperatorId;

/**
 * A step that works chunk by chunk.
 *
 * @param step what happens to each chunk
 * @param isInside whether what comes out is not yet what the operator delivers
 */
public record StageStep(OperatorId id, ChunkTransform.Step step, boolean isInside) {

    /** A step of which what comes out is what the operator delivers. */
    public StageStep(OperatorId id, ChunkTransform.Step step) {
        this(id, step, false);
    }
}
