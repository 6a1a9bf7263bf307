package dev.peristyle.checkpoint;

import dev.peristyle.internal.file.CheckpointFile;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.spi.CheckpointStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A file that says how far a run has come, for {@code Pipeline.write(Sink, Checkpoint)}. A process that was killed is started again
 * with the same pipeline, output and checkpoint, and goes on from there. Immutable.
 *
 * <p>The file is replaced as a whole once what it says of the output is on the disk, and deleted when the output is whole. While a run
 * has it, a file of the same name with {@code .lock} after it is locked, so that a second run is refused. What is written of the output
 * lies beside it under a name that ends in {@code .kept.tmp}, and stays there after a failure or a kill. To begin anew, delete both.
 */
public final class Checkpoint implements CheckpointStore {

    private final Path file;
    private final long everyRows;

    private Checkpoint(Path file, long everyRows) {
        this.file = file;
        this.everyRows = everyRows;
    }

    /**
     * Keeps checkpoints in a file, made after each 32 MB of input.
     *
     * @param file in a directory that is there; on a disk that keeps what is synced
     * @return the checkpoint
     */
    public static Checkpoint at(Path file) {
        return new Checkpoint(Objects.requireNonNull(file, "file"), 0);
    }

    /**
     * Makes checkpoints after so many rows of the input. What is read at a time is whole, so that it may be a megabyte more for each thread.
     * Each costs two syncs of the disk; after a kill, what was read since the last one is read again.
     *
     * @param rows 1 or more
     * @return another checkpoint at the same place
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Checkpoint everyRows(long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a checkpoint is made after 1 row or more, not after " + rows);
        }
        return new Checkpoint(file, rows);
    }

    @Override
    public String describe() {
        return file.toString();
    }

    @Override
    public long everyRows() {
        return everyRows;
    }

    @Override
    public Set<Object> replaces() {
        return InputFile.targets(List.of(file));
    }

    @Override
    public Session open() {
        return CheckpointFile.open(file);
    }

    @Override
    public String toString() {
        return "checkpoint at " + file + (everyRows == 0 ? "" : " every " + everyRows + " rows");
    }
}
