package dev.peristyle.internal.mapped;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.memory.Allocation;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.core.OS;

/**
 * An open file and where it is mapped. Apart from the {@link MappedStorage} that users hold, which it does not know, so that it can be
 * given back when nobody holds that one any more.
 */
final class FileMapping {

    private final Path path;
    private final RandomAccessFile file;
    private final MapMode mode;
    private final MemoryPool pool;
    private final String owner;
    private final List<Allocation> charges = new ArrayList<>();
    private long address;
    private long mapped;

    /**
     * A file of which nothing is mapped yet.
     *
     * @param file closed with this
     * @param owner in reports of the pool
     */
    FileMapping(Path path, RandomAccessFile file, boolean writable, MemoryPool pool, String owner) {
        this.path = path;
        this.file = file;
        this.mode = writable ? MapMode.READ_WRITE : MapMode.READ_ONLY;
        this.pool = pool;
        this.owner = owner;
    }

    /** Where the first byte is; 0 when nothing is mapped. */
    long address() {
        return address;
    }

    /** Maps so many bytes anew; what was mapped stays until {@link Former#unmap}. */
    Former map(long bytes) {
        // an empty file cannot be mapped, but the page after its end can, as long as nobody touches it
        long wanted = OS.pageAlign(Math.max(1, bytes));
        Allocation charge = pool.charge(wanted - mapped, owner);
        long other;
        try {
            other = OS.map(file.getChannel(), mode, 0, wanted);
        } catch (IOException failure) {
            charge.close();
            throw new DataAccessException("cannot map " + path + ": " + failure.getMessage(), failure);
        } catch (OutOfMemoryError failure) {
            charge.close();
            throw new DataAccessException(
                    "cannot map " + path + ": the system has no address space or no mappings left", failure);
        }
        charges.add(charge);
        Former former = new Former(address, mapped);
        address = other;
        mapped = wanted;
        return former;
    }

    private void unmap(long former, long bytes) {
        if (former != 0) {
            try {
                OS.unmap(former, bytes);
            } catch (IOException failure) {
                throw new DataAccessException("cannot unmap " + path, failure);
            }
        }
    }

    /** Unmaps what is mapped; the file stays open. */
    void release() {
        long former = address;
        address = 0;
        try {
            unmap(former, mapped);
        } finally {
            charges.forEach(Allocation::close);
        }
    }

    void closeFile() {
        try {
            file.close();
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
    }

    /** Gives back all: when nobody can reach the array any more, what was written stays in the file as it is. */
    void giveBack() {
        try {
            release();
        } finally {
            closeFile();
        }
    }

    /** What was mapped before. */
    final class Former {

        private final long address;
        private final long bytes;

        private Former(long address, long bytes) {
            this.address = address;
            this.bytes = bytes;
        }

        void unmap() {
            FileMapping.this.unmap(address, bytes);
        }
    }
}
