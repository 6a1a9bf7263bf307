package dev.peristyle.management;

import dev.peristyle.execution.OpenRun;

/** An open run, as JMX wants it. */
public final class RunData {

    private final OpenRun run;

    RunData(OpenRun run) {
        this.run = run;
    }

    /**
     * Returns what it reads and what takes the rows.
     *
     * @return text
     */
    public String getWhat() {
        return run.what();
    }

    /**
     * Returns where in the program it was started.
     *
     * @return a class, a method, a file and a line; may be empty
     */
    public String getOpenedAt() {
        return run.openedAt();
    }

    /**
     * Returns how long ago that was.
     *
     * @return milliseconds
     */
    public long getAgeMillis() {
        return run.age().toMillis();
    }

    /**
     * Returns what it holds off the heap.
     *
     * @return bytes
     */
    public long getUsedBytes() {
        return run.memory();
    }

    /**
     * Returns the most that it has held.
     *
     * @return bytes
     */
    public long getPeakBytes() {
        return run.peakMemory();
    }

    /**
     * Returns what it has put on disk.
     *
     * @return bytes
     */
    public long getSpilledBytes() {
        return run.spilled();
    }

    /**
     * Returns what it has read.
     *
     * @return rows
     */
    public long getRowsRead() {
        return run.rows();
    }

    /**
     * Returns how many threads may work on it.
     *
     * @return 1 or more
     */
    public int getThreads() {
        return run.threads();
    }
}
