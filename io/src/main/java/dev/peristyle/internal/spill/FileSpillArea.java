package dev.peristyle.internal.spill;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One file for all that a run spills. Its name is taken away as soon as it is open, where the system can do that: then it is
 * gone with the process, however that ends. Places that are given up are used again, and with the last of them the file is
 * emptied. So it is never larger than the most that was held at a time, and what gaps in extents add to that.
 */
final class FileSpillArea implements SpillArea {

    private final Path directory;
    private final Path name;
    private final FileChannel channel;
    private final long maxBytes;
    private final SpillExtents extents = new SpillExtents();
    private final Supplier<RecordIo> records;
    private final AtomicLong files = new AtomicLong();
    private final ArrayDeque<RecordIo> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * An area in a file that is open.
     *
     * @param name if it has to be deleted at the end, else null
     */
    FileSpillArea(Path directory, Path name, FileChannel channel, long maxBytes, boolean encrypted) {
        this.directory = directory;
        this.name = name;
        this.channel = channel;
        this.maxBytes = maxBytes;
        SpillKey key = encrypted ? new SpillKey() : null;
        this.records = encrypted ? () -> new EncryptedRecordIo(key) : PlainRecordIo::new;
        // what cannot be had is said before there is a file to give back
        idle.push(records.get());
    }

    /**
     * Makes the file.
     *
     * @param unlink whether to take its name away at once
     */
    static FileSpillArea open(Path directory, long maxBytes, boolean encrypted, boolean unlink) {
        Path name = SpillDirectory.newName(directory);
        FileChannel channel = SpillDirectory.create(name);
        boolean unlinked = unlink && unlink(name);
        return new FileSpillArea(directory, unlinked ? null : name, channel, maxBytes, encrypted);
    }

    private static boolean unlink(Path name) {
        try {
            // another process that sweeps may have been faster
            Files.deleteIfExists(name);
            return true;
        } catch (IOException notWhileOpen) {
            return false;
        }
    }

    @Override
    public SpillFile create(String owner) {
        return new FileSpillFile(this, files.getAndIncrement(), owner);
    }

    @Override
    public synchronized long bytes() {
        return extents.written();
    }

    /** What a record of so many bytes takes in the file. */
    long recordBytes(long bytes) {
        RecordIo io = takeIo();
        try {
            return io.recordBytes(bytes);
        } finally {
            giveBackIo(io);
        }
    }

    synchronized SpillExtents.Extent take(long bytes) {
        return extents.take(bytes);
    }

    /** Uses more bytes of an extent, if the quota allows. */
    synchronized void use(SpillExtents.Extent extent, long bytes, String owner) {
        long growth = extents.growth(extent, bytes);
        if (growth > maxBytes - extents.written()) {
            throw SpillErrors.quota(directory, owner, extents.written(), growth, maxBytes);
        }
        extents.use(extent, bytes);
    }

    synchronized void giveBack(SpillExtents.Extent extent) {
        if (extents.giveBack(extent) && !closed) {
            try {
                channel.truncate(0);
            } catch (IOException unimportant) {
                // it is written over, and gone at the end of the run
            }
        }
    }

    void write(long place, RecordId id, long address, long bytes, String owner) {
        RecordIo io = takeIo();
        try {
            io.write(channel, place, id, address, bytes);
        } catch (IOException failure) {
            throw SpillErrors.writing(directory, owner, bytes(), failure);
        } finally {
            giveBackIo(io);
        }
    }

    void read(long place, RecordId id, long address, long bytes, String owner) {
        RecordIo io = takeIo();
        try {
            if (!io.read(channel, place, id, address, bytes)) {
                throw SpillErrors.damaged(directory, owner, place, bytes);
            }
        } catch (IOException failure) {
            throw SpillErrors.reading(directory, owner, bytes(), failure);
        } finally {
            giveBackIo(io);
        }
    }

    private synchronized RecordIo takeIo() {
        RecordIo io = idle.poll();
        return io == null ? records.get() : io;
    }

    private synchronized void giveBackIo(RecordIo io) {
        idle.push(io);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        idle.clear();
        IOException failure = null;
        try {
            channel.close();
        } catch (IOException thrown) {
            failure = thrown;
        }
        try {
            if (name != null) {
                Files.deleteIfExists(name);
            }
        } catch (IOException thrown) {
            failure = thrown;
        }
        if (failure != null) {
            throw new DataAccessException(
                    "cannot give back what was spilled to " + directory.toAbsolutePath() + ": " + failure.getMessage(),
                    failure);
        }
    }
}
