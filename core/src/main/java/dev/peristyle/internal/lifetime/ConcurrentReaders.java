package dev.peristyle.internal.lifetime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets many threads read memory that any of them may free. Each read is a short section between {@link #enter} and
 * {@link Reader#exit}; whoever closes waits until the sections that began before are over.
 *
 * <p>A section may not cost more than the read itself, so a reader marks itself with a plain store and no barrier: on x86
 * some twenty cycles less. The price is paid by who closes: it makes each other reader pass a handshake of the JVM, by asking
 * for its stack. A thread that has passed it either has made its mark visible, or finds out in its next section that it is closed.
 *
 * <pre>
 *   reader:  reading = true;  if (closed) leave;  read;  reading = false
 *   closer:  closed = true;  handshake with every reader;  wait while one is reading;  free
 * </pre>
 *
 * <p>Inside of a section nothing may wait and no code of the user's may run.
 */
public final class ConcurrentReaders {

    private static final VarHandle CLOSED;
    private static final VarHandle READING;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLOSED = lookup.findVarHandle(ConcurrentReaders.class, "closed", boolean.class);
            READING = lookup.findVarHandle(Reader.class, "reading", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Runnable free;
    private boolean closed;

    /** The first thread that read, most often the only one. Set once, read without a barrier. */
    private Reader first;

    /** Every thread that has read, by its number, with gaps. Replaced under the lock. */
    private volatile Reader[] readers = new Reader[4];

    private int readerCount;

    /**
     * Something that nobody has read yet.
     *
     * @param free frees it; called once, by the thread that closes
     */
    public ConcurrentReaders(Runnable free) {
        this.free = free;
    }

    /**
     * Begins to read.
     *
     * @return to be told when the read is over, in a finally block; null when it is closed
     */
    public Reader enter() {
        Thread current = Thread.currentThread();
        Reader reader = first;
        if (reader == null || reader.thread != current) {
            reader = find(current);
            if (reader == null) {
                return null;
            }
        }
        READING.setOpaque(reader, true);
        if ((boolean) CLOSED.getOpaque(this)) {
            reader.exit();
            return null;
        }
        return reader;
    }

    private Reader find(Thread current) {
        Reader[] table = readers;
        int mask = table.length - 1;
        int at = (int) current.getId() & mask;
        while (table[at] != null) {
            if (table[at].thread == current) {
                return table[at];
            }
            at = at + 1 & mask;
        }
        return register(current);
    }

    private synchronized Reader register(Thread current) {
        if (closed) {
            return null;
        }
        Reader reader = new Reader(current, this);
        readers = with(reader);
        if (first == null) {
            first = reader;
        }
        return reader;
    }

    /** A new table that is at least half empty; where the old one is full the threads that have ended are left out. */
    private Reader[] with(Reader added) {
        List<Reader> kept = new ArrayList<>();
        boolean full = 2 * (readerCount + 1) > readers.length;
        for (Reader reader : readers) {
            if (reader != null && (!full || reader.thread.isAlive())) {
                kept.add(reader);
            }
        }
        kept.add(added);
        readerCount = kept.size();
        Reader[] table = new Reader[full ? 4 * Integer.highestOneBit(readerCount) : readers.length];
        kept.forEach(reader -> put(table, reader));
        return table;
    }

    private static void put(Reader[] table, Reader reader) {
        int mask = table.length - 1;
        int at = (int) reader.thread.getId() & mask;
        while (table[at] != null) {
            at = at + 1 & mask;
        }
        table[at] = reader;
    }

    /**
     * Says whether it is closed.
     *
     * @return true once no read can begin any more
     */
    public boolean isClosed() {
        return (boolean) CLOSED.getOpaque(this);
    }

    /** Closes it: no read begins any more, and once the last one is over it is freed. Closing again does nothing. */
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            CLOSED.setVolatile(this, true);
        }
        // no thread is added from here on
        for (Reader reader : readers) {
            if (reader != null && reader.thread != Thread.currentThread()) {
                reader.await();
            }
        }
        free.run();
    }

    /** What keeps the mark of a thread on a line of the cache of its own. */
    @SuppressWarnings("UnusedVariable")
    private static class Padded {
        long before1;
        long before2;
        long before3;
        long before4;
        long before5;
        long before6;
        long before7;
    }

    /** One thread that reads. */
    public static final class Reader extends Padded {

        private final Thread thread;

        /** Held, so that what is read stays reachable until the read is over: a caller may have nothing left but this. */
        @SuppressWarnings("UnusedVariable")
        private final ConcurrentReaders of;

        // read through READING
        @SuppressWarnings("UnusedVariable")
        private boolean reading;

        private Reader(Thread thread, ConcurrentReaders of) {
            this.thread = thread;
            this.of = of;
        }

        /** Ends the read. */
        public void exit() {
            READING.setRelease(this, false);
        }

        /** Waits until what the thread is in the middle of is over. */
        // a read takes nanoseconds, and a reader must not pay for a wake-up
        @SuppressWarnings("ThreadPriorityCheck")
        private void await() {
            // the JVM looks at the thread at a point where all that it has stored is visible
            StackTraceElement[] unused = thread.getStackTrace();
            while ((boolean) READING.getAcquire(this) && thread.isAlive() && unused != null) {
                Thread.yield();
            }
        }
    }
}
