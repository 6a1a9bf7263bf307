package dev.peristyle.mapped;

import dev.peristyle.array.ByteArray;
import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.FloatArray;
import dev.peristyle.array.IntArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.array.ShortArray;
import dev.peristyle.internal.mapped.MappedStorage;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Arrays over files, of any size: what is read is read from the file when it is first touched, what is written is in the file. They can do what
 * arrays in memory can, in the same time once the pages of the file are in memory, and are handed over, grown and closed as these.
 *
 * <pre>{@code
 * try (DoubleArray prices = MappedArrays.npy(file).doubles(pool)) {
 *     double mean = prices.mean();
 * }
 * try (LongArray counts = MappedArrays.raw(file).create(1_000_000).longs(pool)) {
 *     counts.append(7);
 *     counts.force();
 * }
 * }</pre>
 *
 * <p><b>Formats.</b> A raw file is the values, little-endian, and nothing else. A file of NumPy ({@code .npy}) has a header before them, and is
 * one that {@code numpy.load} maps; it has to be an array of one dimension of the same type, little-endian.
 *
 * <p><b>Modes.</b> By default a file is read, and to change the array is an error; {@link #writable()} and {@link #create} let it be
 * written. Several processes may map one file; what one writes the others see, in no given order.
 *
 * <p><b>Memory.</b> The bytes of the mapping count against the pool as long as it is open, whether pages are in memory or not: give it a
 * pool of its own where files are larger than memory.
 *
 * <p><b>Growing.</b> The file becomes longer, by as much again as it has, so that each value more costs little; {@code close} and {@code force} cut it
 * where the array ends and write the header of NumPy. If the process ends before that, a raw file has zeros at its end, and one of NumPy a header that
 * does not go with its length, which readers refuse.
 *
 * <p><b>What is written</b> reaches the disk when the system finds the time, or with {@code force}, which waits for it. A file that is
 * written in place is neither whole nor absent when the process ends in the middle of it: where that is wanted, write another
 * one, {@code force} it and rename it. A disk that is full when a page of a file with holes is first written is an
 * {@link InternalError} as below.
 *
 * <p><b>Files that become shorter.</b> No file may be truncated while it is mapped; a program that replaces it by renaming another one does no harm.
 * If another program truncates it nevertheless, operations on many values (all but {@code get}, {@code set}, {@code append} and
 * {@code binarySearch}) throw a {@link dev.peristyle.error.DataAccessException} that names the file and both lengths: they compare its
 * length before they begin and at their end. An access between that touches a page that is gone cannot be prevented: Java raises an
 * {@code InternalError}, on Java 17 possibly some instructions after the access, what was read there is undefined, and with the
 * Vector API in the same program the process may end. The same is true of single values, and of Agrona's buffers over them. Where other
 * programs truncate files, read them with a pipeline: that copies what it reads.
 *
 * <p>Immutable.
 */
public final class MappedArrays {
    private static final long EXISTING = -1;

    private final Path file;
    private final boolean npy;
    private final boolean writable;
    private final long length;

    private MappedArrays(Path file, boolean npy, boolean writable, long length) {
        this.file = Objects.requireNonNull(file, "file");
        this.npy = npy;
        this.writable = writable;
        this.length = length;
    }

    /**
     * A file of values and nothing else, to be read.
     *
     * @param file the file
     * @return what opens it
     */
    public static MappedArrays raw(Path file) {
        return new MappedArrays(file, false, false, EXISTING);
    }

    /**
     * A file of NumPy, to be read.
     *
     * @param file the file
     * @return what opens it
     */
    public static MappedArrays npy(Path file) {
        return new MappedArrays(file, true, false, EXISTING);
    }

    /**
     * Opens a file that is there to be written too.
     *
     * @return the same file
     */
    public MappedArrays writable() {
        return new MappedArrays(file, npy, true, length);
    }

    /**
     * Creates a file, to be written. There must be none of its name.
     *
     * @param newLength values, all of them 0; the system takes no space on the disk for those that are never written
     * @return the same file
     */
    public MappedArrays create(long newLength) {
        if (newLength < 0) {
            throw new IllegalArgumentException("not a length of an array: " + newLength);
        }
        return new MappedArrays(file, npy, true, newLength);
    }

    /**
     * Maps the file as 64-bit integers.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public LongArray longs(MemoryPool pool) {
        MappedStorage storage = open("LongArray", DataType.LONG, pool);
        return LongArray.over(storage, storage.start(), storage.length());
    }

    /**
     * Maps the file as 32-bit integers.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public IntArray ints(MemoryPool pool) {
        MappedStorage storage = open("IntArray", DataType.INT, pool);
        return IntArray.over(storage, storage.start(), storage.length());
    }

    /**
     * Maps the file as 16-bit integers.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public ShortArray shorts(MemoryPool pool) {
        MappedStorage storage = open("ShortArray", DataType.SHORT, pool);
        return ShortArray.over(storage, storage.start(), storage.length());
    }

    /**
     * Maps the file as 8-bit integers.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public ByteArray bytes(MemoryPool pool) {
        MappedStorage storage = open("ByteArray", DataType.BYTE, pool);
        return ByteArray.over(storage, storage.start(), storage.length());
    }

    /**
     * Maps the file as doubles.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public DoubleArray doubles(MemoryPool pool) {
        MappedStorage storage = open("DoubleArray", DataType.DOUBLE, pool);
        return DoubleArray.over(storage, storage.start(), storage.length());
    }

    /**
     * Maps the file as floats.
     *
     * @param pool against which its bytes count, and where operations take memory from
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if the system refuses
     * @throws dev.peristyle.error.MalformedDataException if what is in the file is no such array
     * @throws dev.peristyle.error.MemoryLimitException when a limit of the pool would be exceeded
     */
    public FloatArray floats(MemoryPool pool) {
        MappedStorage storage = open("FloatArray", DataType.FLOAT, pool);
        return FloatArray.over(storage, storage.start(), storage.length());
    }

    private MappedStorage open(String name, DataType type, MemoryPool pool) {
        Objects.requireNonNull(pool, "pool");
        return length == EXISTING
                ? MappedStorage.open(name, file, npy, type, writable, pool)
                : MappedStorage.create(name, file, npy, type, length, pool);
    }
}
