package dev.peristyle.array;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.lang.ref.Reference;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** An array of 64-bit integers. See {@link PrimitiveArray} for memory, views and threads. */
public final class LongArray extends IntegerArray<LongArray> {

    private static final String NAME = "LongArray";

    private LongArray(Place place) {
        super(Layout.INT64, place);
    }

    /**
     * Takes memory for an array.
     *
     * @param pool where the memory comes from
     * @param length values, all of them 0; it can grow
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static LongArray allocate(MemoryPool pool, long length) {
        return new LongArray(Place.allocate(NAME, pool, length, Long.BYTES));
    }

    /**
     * Copies an array of Java.
     *
     * @param pool where the memory comes from
     * @param values what is copied
     * @return an array of the same length, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static LongArray of(MemoryPool pool, long... values) {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(values, "values");
        LongArray array = allocate(pool, values.length);
        array.set(0, values, 0, values.length);
        return array;
    }

    /**
     * Shows memory that comes from elsewhere. Closing the array closes the storage.
     *
     * @param storage the memory, made longer if it has not so many bytes
     * @param offset where the first value is, in bytes
     * @param length values
     * @return the array, to be closed by the caller
     */
    public static LongArray over(ArrayStorage storage, long offset, long length) {
        return new LongArray(Place.over(storage, offset, length, Long.BYTES));
    }

    @Override
    LongArray at(Place place) {
        return new LongArray(place);
    }

    @Override
    LongArray self() {
        return this;
    }

    /**
     * Returns a value.
     *
     * @param index 0 to {@code length() - 1}
     * @return the value
     */
    public long get(long index) {
        return Held.by(this, UnsafeApi.getLong(at(index)));
    }

    /**
     * Sets a value.
     *
     * @param index 0 to {@code length() - 1}
     * @param value the value from now on
     */
    public void set(long index, long value) {
        try {
            UnsafeApi.putLong(toSet(index), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Makes this array longer by a value.
     *
     * @param value the value at its end
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded; the array is as before then
     */
    public void append(long value) {
        try {
            UnsafeApi.putLong(appended(), value);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Copies values into an array of Java.
     *
     * @param index of the first value
     * @param target where they go
     * @param from index of the first one there
     * @param count how many
     */
    public void get(long index, long[] target, int from, int count) {
        Objects.requireNonNull(target, "target");
        BulkCopy.get(this, index, target, target.length, from, count);
    }

    /**
     * Copies values from an array of Java.
     *
     * @param index of the first value here
     * @param source where they come from
     * @param from index of the first one there
     * @param count how many
     */
    public void set(long index, long[] source, int from, int count) {
        Objects.requireNonNull(source, "source");
        BulkCopy.set(this, index, source, source.length, from, count);
    }

    /**
     * Copies all values.
     *
     * @return an array of Java
     */
    public long[] toArray() {
        long[] values = new long[heapLength()];
        get(0, values, 0, values.length);
        return values;
    }
}
