package dev.peristyle.internal.mapped;

import dev.peristyle.array.ArrayStorage;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.chronicle.ChronicleStartup;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.UnsafeApi;

/**
 * A file that is mapped as a whole. What Chronicle maps in chunks is mapped at once here, because an array has to lie together.
 *
 * <p>A file that grows is made longer and mapped anew, then the former mapping goes. At the end it is cut where the array ends.
 */
public final class MappedStorage extends ArrayStorage {
    static {
        ChronicleStartup.open();
    }

    private final ArrayFile array;
    private final RandomAccessFile file;
    private final FileMapping mapping;
    private final boolean writable;

    /** Bytes that the file has as far as we know. */
    private long size;

    private MappedStorage(String name, ArrayFile array, RandomAccessFile file, boolean writable, MemoryPool pool) {
        super(name + " of " + array.path(), pool, writable);
        this.array = array;
        this.file = file;
        this.mapping = new FileMapping(array.path(), file, writable, pool, name());
        this.writable = writable;
        this.size = array.bytes();
    }

    /**
     * Maps a file that is there.
     *
     * @param name of the type of the array
     */
    public static MappedStorage open(
            String name, Path path, boolean npy, DataType type, boolean writable, MemoryPool pool) {
        InputFile input = InputFile.of(path);
        ArrayFile array = ArrayFile.of(input, npy, type);
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), writable ? "rw" : "r");
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
        MappedStorage storage = new MappedStorage(name, array, file, writable, pool);
        try {
            input.checkSame();
            storage.map(storage.size);
            storage.watch(storage.mapping::giveBack);
        } catch (RuntimeException | Error failure) {
            storage.abandon(failure);
            throw failure;
        }
        return storage;
    }

    /**
     * Makes a file of zeros and maps it.
     *
     * @param name of the type of the array
     */
    public static MappedStorage create(
            String name, Path path, boolean npy, DataType type, long length, MemoryPool pool) {
        ArrayFile array = ArrayFile.create(path, npy, type, length);
        RandomAccessFile file;
        try {
            Files.createFile(path);
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (FileAlreadyExistsException failure) {
            throw new DataAccessException(
                    "cannot create " + path + ": there is such a file. Open it with writable(), or delete it before",
                    failure);
        } catch (IOException failure) {
            throw FileErrors.writing(path, failure);
        }
        MappedStorage storage = new MappedStorage(name, array, file, true, pool);
        try {
            storage.setLength(storage.size);
            storage.map(storage.size);
            storage.writeHeader(storage.size);
            storage.watch(storage.mapping::giveBack);
        } catch (RuntimeException | Error failure) {
            storage.abandon(failure);
            try {
                Files.deleteIfExists(path);
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
        return storage;
    }

    /**
     * Returns where the values begin.
     *
     * @return bytes before the first one
     */
    public long start() {
        return array.start();
    }

    /**
     * Returns how many values there are when it is opened.
     *
     * @return values
     */
    public long length() {
        return array.length();
    }

    /** Maps so many bytes in the place of what is mapped. */
    private void map(long bytes) {
        FileMapping.Former former = mapping.map(bytes);
        place(mapping.address(), bytes);
        former.unmap();
    }

    private void setLength(long bytes) {
        try {
            file.setLength(bytes);
        } catch (IOException failure) {
            throw FileErrors.writing(array.path(), failure);
        }
        size = bytes;
    }

    private void writeHeader(long used) {
        if (array.header() != null) {
            byte[] bytes = array.headerUpTo(used);
            UnsafeApi.copyMemory(bytes, UnsafeApi.arrayBaseOffset(byte[].class), null, mapping.address(), bytes.length);
        }
    }

    @Override
    protected void enlarge(long wanted) {
        if (!array.isGrowable()) {
            throw new IllegalStateException("the header of " + array.path()
                    + " was written by another program and has no room for another length. Create a file and copy it");
        }
        long before = size;
        setLength(wanted);
        try {
            map(wanted);
        } catch (RuntimeException | Error failure) {
            try {
                setLength(before);
            } catch (DataAccessException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    @Override
    protected void checkWhole() {
        try {
            // not through the channel, which an interrupt would close
            long now = file.length();
            if (now < size) {
                throw FileErrors.shrunk(array.path(), size, now);
            }
        } catch (IOException failure) {
            throw FileErrors.reading(array.path(), failure);
        }
    }

    @Override
    protected void force(long used) {
        if (!writable) {
            return;
        }
        checkWhole();
        if (used != array.bytes()) {
            writeHeader(used);
        }
        try {
            if (used < size) {
                // what grew further than it is used; it grows again when it has to
                place(mapping.address(), used);
                setLength(used);
            }
            file.getFD().sync();
        } catch (IOException failure) {
            throw new DataAccessException(
                    "cannot write " + array.path() + ": " + failure.getMessage()
                            + "; parts of it may have been written",
                    failure);
        }
    }

    @Override
    protected void free(long used) {
        try {
            if (writable && used != array.bytes()) {
                checkWhole();
                writeHeader(used);
            }
        } finally {
            try {
                mapping.release();
                if (writable && used < size) {
                    setLength(used);
                }
            } finally {
                mapping.closeFile();
            }
        }
    }

    private void abandon(Throwable failure) {
        try {
            mapping.release();
        } catch (RuntimeException other) {
            failure.addSuppressed(other);
        }
        try {
            mapping.closeFile();
        } catch (RuntimeException other) {
            failure.addSuppressed(other);
        }
    }
}
