package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.chronicle.ChronicleStartup;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.Allocation;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * A file that is mapped read-only in chunks of whole pages, each with an overlap. A page past the last one of the file cannot be
 * touched, and the last one is readable to its end. Not thread-safe.
 */
final class MappedInput implements AutoCloseable {
    static {
        ChronicleStartup.open();
    }

    private final InputFile file;
    private final MappedFile mapped;
    private final RandomAccessFile handle;

    /**
     * Opens a file and checks that it is the version that was looked at.
     *
     * @param chunkSize bytes, rounded up to pages
     * @param overlap bytes of the next chunk that are mapped as well, rounded up to pages
     */
    MappedInput(InputFile file, long chunkSize, long overlap) {
        this.file = file;
        try {
            this.mapped = MappedFile.of(file.path().toFile(), OS.mapAlign(chunkSize), OS.mapAlign(overlap), true);
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        this.mapped.syncMode(SyncMode.NONE);
        this.handle = mapped.raf();
        try {
            file.checkSame();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    FileChannel channel() {
        return handle.getChannel();
    }

    /** Whether so many bytes can be read at once through a mapping, and {@link Window#READABLE_AFTER_END} after them. */
    boolean isReadable(long offset, long length) {
        return readableEnd() - (offset + length) >= Window.READABLE_AFTER_END;
    }

    private long readableEnd() {
        return OS.pageAlign(file.size());
    }

    /** Fails if the file has become shorter. */
    void check() {
        try {
            // not through the channel, which an interrupt would close
            long size = handle.length();
            if (size < file.size()) {
                throw FileErrors.shrunk(file.path(), file.size(), size);
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /** What a page that could not be loaded means. */
    DataAccessException lost(InternalError fault) {
        check();
        return new DataAccessException(
                "cannot read " + file.path() + ": a mapped page could not be loaded; the device or the network failed",
                fault);
    }

    @Override
    public void close() {
        if (mapped.isClosed()) {
            return;
        }
        try {
            // here and now: Chronicle would do it on a thread of its own, some time later
            handle.close();
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        } finally {
            mapped.close();
        }
    }

    /** One chunk at a time, counted against a pool. */
    final class MappedChunk implements AutoCloseable {
        private final MemoryPool pool;
        private final String owner;
        private final ReferenceOwner holder = ReferenceOwner.temporary("chunk");
        private MappedBytesStore store;
        private Allocation charge;
        private long start;

        MappedChunk(MemoryPool pool, String owner) {
            this.pool = pool;
            this.owner = owner;
        }

        /** Whether the chunk that is mapped is that of a position. */
        boolean isAt(long offset) {
            return store != null && offset >= start && offset < start + mapped.chunkSize();
        }

        /** Maps the chunk of a position in the place of another. */
        void map(long offset) {
            close();
            start = offset / mapped.chunkSize() * mapped.chunkSize();
            charge = pool.charge(Math.min(mapped.chunkSize() + mapped.overlapSize(), readableEnd() - start), owner);
            try {
                store = mapped.acquireByteStore(holder, offset, null, MappedStore::new);
            } catch (IOException failure) {
                close();
                throw FileErrors.reading(file.path(), failure);
            } catch (OutOfMemoryError failure) {
                close();
                throw new DataAccessException(
                        "cannot map " + file.path() + ": the system has no address space or no mappings left."
                                + " Run with -Dperistyle.windows=read",
                        failure);
            }
        }

        /** Where a position of the chunk is in memory. */
        long address(long offset) {
            return store.addressForRead(offset);
        }

        @Override
        public void close() {
            if (store != null) {
                store.release(holder);
                store = null;
            }
            if (charge != null) {
                charge.close();
                charge = null;
            }
        }
    }
}
