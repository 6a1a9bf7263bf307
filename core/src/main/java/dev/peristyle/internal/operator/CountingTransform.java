package dev.peristyle.internal.operator;

import dev.peristyle.memory.MemoryPool;

/** A transform that runs in order and remembers of the rows before no more than a number, so that another one can go on from it. */
public interface CountingTransform extends ChunkTransform {

    /**
     * Returns what it remembers.
     *
     * @return the number that {@link Step#open(MemoryPool, long)} takes
     */
    long position();

    /** How to make one. */
    interface Step extends ChunkTransform.Step {

        /**
         * Returns what there is to remember before the first row.
         *
         * @return a number
         */
        long start();

        /**
         * Makes a transform.
         *
         * @param pool where its memory comes from
         * @param position what the one before has remembered, or {@link #start()}
         * @return the transform, to be closed by the caller
         */
        CountingTransform open(MemoryPool pool, long position);

        @Override
        default ChunkTransform open(MemoryPool pool) {
            return open(pool, start());
        }
    }
}
