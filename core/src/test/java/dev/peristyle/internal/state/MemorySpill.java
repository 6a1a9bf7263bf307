package dev.peristyle.internal.state;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.SpillFile;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;

/** Spills to the heap, counts what is open, and fails at the n-th write or read on request. */
public final class MemorySpill implements SpillSpace {

    private final AtomicInteger openFiles = new AtomicInteger();
    private final AtomicLong liveBytes = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger operations = new AtomicInteger();
    private final Set<HeapFile> files = ConcurrentHashMap.newKeySet();
    private final int failing;

    /** Never fails. */
    public MemorySpill() {
        this(Integer.MAX_VALUE);
    }

    /**
     * Fails once.
     *
     * @param failing the write or read that fails, counted from 1
     */
    public MemorySpill(int failing) {
        this.failing = failing;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public SpillFile create(String owner) {
        openFiles.incrementAndGet();
        HeapFile file = new HeapFile();
        files.add(file);
        return file;
    }

    /** Files that nobody has closed. */
    public int openFiles() {
        return openFiles.get();
    }

    /** Bytes that nobody has freed. */
    public long liveBytes() {
        return liveBytes.get();
    }

    /** Bytes written in all. */
    public long written() {
        return written.get();
    }

    /** What is on the disk, to be looked at only. */
    public Stream<byte[]> records() {
        return files.stream().flatMap(file -> file.records.values().stream());
    }

    /** Writes and reads so far. */
    public int operations() {
        return operations.get();
    }

    private void step() {
        if (operations.incrementAndGet() == failing) {
            throw new DataAccessException("spilling failed on request");
        }
    }

    private final class HeapFile implements SpillFile {

        private final Map<Long, byte[]> records = new ConcurrentHashMap<>();
        private long size;
        private boolean closed;

        @Override
        public long append(long address, long bytes) {
            step();
            byte[] record = new byte[Math.toIntExact(bytes)];
            for (int position = 0; position < record.length; position++) {
                record[position] = UnsafeApi.getByte(address + position);
            }
            long position = size;
            records.put(position, record);
            size += bytes;
            liveBytes.addAndGet(bytes);
            written.addAndGet(bytes);
            return position;
        }

        @Override
        public void read(long position, long address, long bytes) {
            step();
            byte[] record = records.get(position);
            if (record.length != bytes) {
                throw new AssertionError(bytes + " bytes wanted of a record of " + record.length);
            }
            for (int index = 0; index < record.length; index++) {
                UnsafeApi.putByte(address + index, record[index]);
            }
        }

        @Override
        public void free(long position, long bytes) {
            byte[] record = records.remove(position);
            if (record == null || record.length != bytes) {
                throw new AssertionError("no record of " + bytes + " bytes at " + position);
            }
            liveBytes.addAndGet(-bytes);
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                files.remove(this);
                records.values().forEach(record -> liveBytes.addAndGet(-record.length));
                openFiles.decrementAndGet();
            }
        }
    }
}
