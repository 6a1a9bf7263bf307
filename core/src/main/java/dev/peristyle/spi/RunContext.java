package dev.peristyle.spi;

import dev.peristyle.memory.MemoryPool;
import java.nio.file.Path;
import java.util.Objects;

/** What a run offers to sources and sinks. Thread-safe. */
public interface RunContext {

    /**
     * Returns the memory of the run.
     *
     * @return the pool with the run's limit
     */
    MemoryPool memory();

    /**
     * Returns the number of readers that will be open at the same time, so that a source can choose the size of its
     * windows.
     *
     * @return 1 or more
     */
    int threads();

    /**
     * Returns where temporary files go.
     *
     * @return a directory
     */
    Path temporaryDirectory();

    /**
     * Makes room on disk for what a source or a sink has to hold and has no room for in memory. What it holds counts as spilled.
     *
     * @param owner who writes there, for messages
     * @return a file without records, to be closed by the caller
     * @throws UnsupportedOperationException if the run has none, which no run of a pipeline is
     */
    default SpillFile spill(String owner) {
        throw new UnsupportedOperationException(Objects.requireNonNull(owner, "owner") + " has nowhere to spill to");
    }

    /**
     * Names the job of a run with a checkpoint. Files that are made so that another process can go on have it in their names: so it finds those too
     * that were made before it was noted how far they are.
     *
     * @return 16 hexadecimal digits, the same in each process that goes on with the job, and no other job's
     * @throws UnsupportedOperationException if the run has no checkpoint
     */
    default String job() {
        throw new UnsupportedOperationException("a run without a checkpoint has no job to go on with");
    }

    /**
     * To be called by readers for each chunk: counts progress, and ends the run when it was cancelled.
     *
     * @param bytes bytes of input consumed since the last call
     * @param rows rows read since the last call, before filters
     * @throws dev.peristyle.error.CancelledException if the run was cancelled
     */
    void advance(long bytes, long rows);

    /**
     * Says whether the run was cancelled, without telling anybody of progress: for a thread that watches over another one, which waits for
     * something and calls {@link #advance} once it has been woken up.
     *
     * @return true if so; false unless this is overridden
     */
    default boolean isCancelled() {
        return false;
    }
}
