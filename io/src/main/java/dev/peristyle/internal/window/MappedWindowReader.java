package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.chronicle.ChronicleStartup;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.Allocation;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Objects;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * Maps windows of a file, always read-only: a mapping opened for writing would make the file longer.
 *
 * <p>Chronicle cuts a file into chunks of whole pages and maps each with an overlap:
 *
 * <pre>
 *   window k          [k * step, k * step + step + overlap)
 *   chunk c           [c * C, c * C + C + V)       C = step rounded up to pages
 *
 *   step is whole pages (usual)   k = c       V = overlap + 64
 *   step is not (tests)           c &lt;= k      V = step + overlap + 64, because the window starts anywhere in the chunk
 * </pre>
 *
 * <p>A page past the last one of the file cannot be touched, and the last one is readable to its end. Where that leaves less
 * than 64 bytes after a window, the window is copied instead.
 */
final class MappedWindowReader implements WindowReader {
    static {
        ChronicleStartup.open();
    }

    private final InputFile file;
    private final WindowLayout layout;
    private final MemoryPool pool;
    private final String owner;
    private final ReferenceOwner holder = ReferenceOwner.temporary("window");
    private final MappedFile mapped;
    private final RandomAccessFile handle;
    private final WindowCopy copy;
    private final CurrentWindow current = new CurrentWindow();
    private MappedBytesStore store;
    private Allocation charge;

    MappedWindowReader(InputFile file, WindowLayout layout, MemoryPool pool) {
        this.file = file;
        this.layout = layout;
        this.pool = pool;
        this.owner = "window of " + file.path().getFileName();
        this.copy = new WindowCopy(pool, owner);
        boolean wholePages = OS.mapAlign(layout.step()) == layout.step();
        long after = (long) layout.overlap() + Window.READABLE_AFTER_END + (wholePages ? 0 : layout.step());
        try {
            this.mapped = MappedFile.of(file.path().toFile(), OS.mapAlign(layout.step()), OS.mapAlign(after), true);
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
    public WindowReader share(MemoryPool other) {
        return new MappedWindowReader(file, layout, other);
    }

    @Override
    public Window window(long number) {
        Objects.checkIndex(number, layout.count(file.size()));
        release();
        long offset = number * layout.step();
        int length = layout.lengthOf(number, file.size());
        check();
        long readableEnd = OS.pageAlign(file.size());
        if (readableEnd - (offset + length) < Window.READABLE_AFTER_END) {
            return current.show(copy.read(handle.getChannel(), file, offset, length), length, offset);
        }
        long chunkStart = offset / mapped.chunkSize() * mapped.chunkSize();
        charge = pool.charge(Math.min(mapped.chunkSize() + mapped.overlapSize(), readableEnd - chunkStart), owner);
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
        return current.show(store.addressForRead(offset), length, offset);
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
    public void release() {
        current.clear();
        copy.close();
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
    public DataAccessException lost(InternalError fault) {
        check();
        return new DataAccessException(
                "cannot read " + file.path() + ": a mapped page could not be loaded; the device or the network failed",
                fault);
    }

    @Override
    public void close() {
        release();
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
}
