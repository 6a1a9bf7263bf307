package dev.peristyle.internal.cache;

import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.MemoryBudget;
import dev.peristyle.spi.SpillArea;
import java.util.function.Supplier;

/**
 * A table that is in memory, on disk, both or neither. While somebody reads it in memory, it stays there; else the budget may release it, and
 * then it is written first if there is a place for that. What was read when it was released or closed is freed when the last reader closes.
 * Thread-safe; nothing waits inside of the lock of this, and what is written is written under another one.
 */
final class KeptTable implements MemoryBudget.Spare, AutoCloseable {

    private final String owner;
    private final Supplier<SpillArea> areas;
    /** One writes, and who comes meanwhile finds it done. */
    private final Object writing = new Object();

    private Table table;
    private Table beingWritten;
    private DiskCopy copy;
    private long bytes;
    private long lastUsed = System.nanoTime();
    private int readers;
    private long releases;
    private long failedWrites;
    private boolean closed;

    /**
     * Nothing yet.
     *
     * @param owner whose rows they are, for messages
     * @param areas opens places on disk; null if rows that are released are given up
     */
    KeptTable(String owner, Supplier<SpillArea> areas) {
        this.owner = owner;
        this.areas = areas;
    }

    /** Something that has to be closed when it was read. */
    final class Lease implements AutoCloseable {

        private final Table rows;
        private boolean given;

        private Lease(Table rows) {
            this.rows = rows;
        }

        Table rows() {
            return rows;
        }

        @Override
        public void close() {
            synchronized (KeptTable.this) {
                if (given) {
                    return;
                }
                given = true;
                readers--;
                lastUsed = System.nanoTime();
            }
            rows.close();
        }
    }

    /** The table; null if it is not in memory. */
    synchronized Lease lease() {
        if (table == null) {
            return null;
        }
        Table rows = table.slice(0, table.rowCount());
        readers++;
        lastUsed = System.nanoTime();
        return new Lease(rows);
    }

    /** What is on disk, to be given back with {@link DiskCopy#release}; null if there is nothing that can be read. */
    DiskCopy leaseCopy() {
        DiskCopy spoiled;
        synchronized (this) {
            if (copy == null) {
                return null;
            }
            if (!copy.isDamaged()) {
                return copy.retain() ? copy : null;
            }
            spoiled = copy;
            copy = null;
        }
        spoiled.release();
        return null;
    }

    /** Keeps a table and reads it; null if this is closed, and then the table is as well. */
    synchronized Lease keep(Table made) {
        if (closed) {
            made.close();
            return null;
        }
        table = made;
        bytes = made.memorySize().total();
        return lease();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized long releases() {
        return releases;
    }

    synchronized long failedWrites() {
        return failedWrites;
    }

    /** What is kept, whether it is being read or not. */
    synchronized long held() {
        return table == null ? 0 : bytes;
    }

    /** What is on disk. */
    synchronized long onDisk() {
        return copy == null ? 0 : copy.bytes();
    }

    @Override
    public synchronized long bytes() {
        return readers == 0 ? held() : 0;
    }

    @Override
    public synchronized long lastUsed() {
        return lastUsed;
    }

    @Override
    public void release() {
        synchronized (writing) {
            Table rows = rowsToWrite();
            if (rows == null) {
                return;
            }
            DiskCopy written = null;
            try {
                written = DiskCopy.write(rows, areas, owner);
            } catch (CancelledException interrupted) {
                // that is about the run of this thread, and others may use the rows: they stay
                keepInMemory();
                return;
            } catch (PeristyleException failure) {
                warn(failure);
            } finally {
                rows.close();
            }
            DiskCopy useless = settle(written);
            if (useless != null) {
                useless.release();
            }
        }
    }

    /** What has to be written before it goes; null if nothing has to: then it is gone, or in use. */
    private synchronized Table rowsToWrite() {
        if (table == null || readers > 0) {
            return null;
        }
        if (areas == null || copy != null && !copy.isDamaged()) {
            releases++;
            drop();
            return null;
        }
        beingWritten = table;
        return table.slice(0, table.rowCount());
    }

    /**
     * Lets the rows go that were written, unless somebody has begun to read them.
     *
     * @param written null if they could not be written, and are lost
     * @return a copy to be released, or null: what was written if the rows were given up meanwhile, else the damaged one before it
     */
    private synchronized DiskCopy settle(DiskCopy written) {
        boolean isSame = table == beingWritten;
        beingWritten = null;
        if (!isSame) {
            return written;
        }
        DiskCopy before = copy;
        copy = written;
        if (readers == 0) {
            releases++;
            drop();
        }
        return before;
    }

    private synchronized void keepInMemory() {
        beingWritten = null;
    }

    private void warn(PeristyleException failure) {
        boolean isFirst;
        synchronized (this) {
            isFirst = failedWrites++ == 0;
        }
        if (isFirst) {
            System.getLogger("dev.peristyle")
                    .log(
                            System.Logger.Level.WARNING,
                            "the rows of the " + owner
                                    + " gave way and could not be written, so that they are computed again when they are asked for: "
                                    + failure.getMessage());
        }
    }

    private void drop() {
        Table dropped = table;
        table = null;
        dropped.close();
    }

    /** Gives the rows up, on disk too, unless somebody reads them in memory. */
    void forget() {
        DiskCopy given;
        synchronized (this) {
            if (readers > 0) {
                return;
            }
            if (table != null) {
                releases++;
                drop();
            }
            given = copy;
            copy = null;
        }
        if (given != null) {
            given.release();
        }
    }

    @Override
    public void close() {
        DiskCopy given;
        synchronized (this) {
            closed = true;
            if (table != null) {
                drop();
            }
            given = copy;
            copy = null;
        }
        if (given != null) {
            given.release();
        }
    }
}
