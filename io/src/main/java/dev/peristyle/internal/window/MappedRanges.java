package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.chronicle.ChronicleStartup;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.GrowingBuffer;
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
 * Maps the file in chunks that overlap, read-only; a stretch is shown where it lies in the chunk that it begins in. What is longer than
 * the overlap, or so near to the last page of the file that nothing can be read after it, is copied. Ranges in one chunk share it.
 */
final class MappedRanges extends FileRanges {
    static {
        ChronicleStartup.open();
    }

    /** Stretches up to this length are shown where they are: the values of a chunk of rows. */
    private static final int MAX_MAPPED = 128 << 10;

    private final int step;
    private final MappedFile mapped;
    private final RandomAccessFile handle;

    MappedRanges(InputFile file, int step) {
        super(file);
        this.step = step;
        try {
            this.mapped = MappedFile.of(
                    file.path().toFile(), OS.mapAlign(step), OS.mapAlign(MAX_MAPPED + Window.READABLE_AFTER_END), true);
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

    @Override
    public FileRanges share() {
        return new MappedRanges(file, step);
    }

    @Override
    FileChannel channel() {
        return handle.getChannel();
    }

    @Override
    public FileRange range(MemoryPool pool, String owner) {
        return new Mapping(pool, owner);
    }

    @Override
    public void check() {
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

    @Override
    public DataAccessException lost(InternalError fault) {
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

    /** A stretch. */
    private final class Mapping extends FileRange {
        private final MemoryPool pool;
        private final String owner;
        private final ReferenceOwner holder = ReferenceOwner.temporary("range");
        private final GrowingBuffer copy;
        private MappedBytesStore store;
        private Allocation charge;
        private long start;

        Mapping(MemoryPool pool, String owner) {
            this.pool = pool;
            this.owner = owner;
            this.copy = new GrowingBuffer(pool, owner);
        }

        @Override
        public long show(long offset, long length) {
            long readableEnd = OS.pageAlign(file.size());
            if (length > MAX_MAPPED || readableEnd - (offset + length) < Window.READABLE_AFTER_END) {
                long address = copy.ensure(length);
                read(offset, address, Math.toIntExact(length));
                return address;
            }
            if (store == null || offset < start || offset >= start + mapped.chunkSize()) {
                check();
                map(offset, readableEnd);
            }
            return store.addressForRead(offset);
        }

        private void map(long offset, long readableEnd) {
            release();
            start = offset / mapped.chunkSize() * mapped.chunkSize();
            charge = pool.charge(Math.min(mapped.chunkSize() + mapped.overlapSize(), readableEnd - start), owner);
            try {
                store = mapped.acquireByteStore(holder, offset, null, MappedStore::new);
            } catch (IOException failure) {
                release();
                throw FileErrors.reading(file.path(), failure);
            } catch (OutOfMemoryError failure) {
                release();
                throw new DataAccessException(
                        "cannot map " + file.path() + ": the system has no address space or no mappings left."
                                + " Run with -Dperistyle.windows=read",
                        failure);
            }
        }

        private void release() {
            if (store != null) {
                store.release(holder);
                store = null;
            }
            if (charge != null) {
                charge.close();
                charge = null;
            }
        }

        @Override
        public void close() {
            release();
            copy.close();
        }
    }
}
