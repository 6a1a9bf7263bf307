package dev.peristyle.internal.cache;

import dev.peristyle.column.Table;
import dev.peristyle.execution.MemoryBudget;

/**
 * A table that is there or not. While somebody reads it, it stays; else the budget may release it. What was read when it was released or
 * closed is freed when the last reader closes. Thread-safe; nothing waits inside of its lock.
 */
final class KeptTable implements MemoryBudget.Spare, AutoCloseable {

    private Table table;
    private long bytes;
    private long lastUsed = System.nanoTime();
    private int readers;
    private long releases;
    private boolean closed;

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

    /** The table; null if it is not there. */
    synchronized Lease lease() {
        if (table == null) {
            return null;
        }
        Table rows = table.slice(0, table.rowCount());
        readers++;
        lastUsed = System.nanoTime();
        return new Lease(rows);
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

    /** What is kept, whether it is being read or not. */
    synchronized long held() {
        return table == null ? 0 : bytes;
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
    public synchronized void release() {
        if (table != null && readers == 0) {
            releases++;
            drop();
        }
    }

    private void drop() {
        Table dropped = table;
        table = null;
        dropped.close();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (table != null) {
            drop();
        }
    }
}
