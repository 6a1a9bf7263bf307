package dev.peristyle.array;

import dev.peristyle.memory.MemoryPool;
import java.util.Objects;

/**
 * Where the values of an array lie.
 *
 * @param storage the memory
 * @param offset of the first value, in bytes
 * @param stride bytes from one value to the next
 * @param length values
 * @param whole whether it is the array that closes and grows, not a view of it
 */
record Place(ArrayStorage storage, long offset, long stride, long length, boolean whole) {

    static Place allocate(String name, MemoryPool pool, long length, int width) {
        Objects.requireNonNull(pool, "pool");
        return new Place(new PoolStorage(name, pool, bytes(length, width)), 0, width, length, true);
    }

    static Place over(ArrayStorage storage, long offset, long length, int width) {
        Objects.requireNonNull(storage, "storage");
        if (offset < 0) {
            throw new IllegalArgumentException("negative offset: " + offset);
        }
        storage.ensure(Math.addExact(offset, bytes(length, width)), false);
        return new Place(storage, offset, width, length, true);
    }

    static long bytes(long length, int width) {
        if (length < 0 || length > (Long.MAX_VALUE >> 4) / width) {
            throw new IllegalArgumentException("not a length of an array: " + length);
        }
        return length * width;
    }
}
