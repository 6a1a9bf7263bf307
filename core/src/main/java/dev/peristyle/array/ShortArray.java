package dev.peristyle.array;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.lang.ref.Reference;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** An array of 16-bit integers. See {@link PrimitiveArray} for memory, views and threads. */
public final class ShortArray extends IntegerArray<ShortArray> {

    private static final String NAME = "ShortArray";

    private ShortArray(Place place) {
        super(Layout.INT16, place);
    }

    /**
     * Takes memory for an array.
     *
     * @param pool where the memory comes from
     * @param length values, all of them 0; it can grow
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static ShortArray allocate(MemoryPool pool, long length) {
        return new ShortArray(Place.allocate(NAME, pool, length, Short.BYTES));
    }

    /**
     * Copies an array of Java.
     *
     * @param pool where the memory comes from
     * @param values what is copied
     * @return an array of the same length, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static ShortArray of(MemoryPool pool, short... values) {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(values, "values");
        ShortArray array = allocate(pool, values.length);
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
    public static ShortArray over(ArrayStorage storage, long offset, long length) {
        return new ShortArray(Place.over(storage, offset, length, Short.BYTES));
    }

    @Override
    ShortArray at(Place place) {
        return new ShortArray(place);
    }

    @Override
    ShortArray self() {
        return this;
    }

    /**
     * Returns a value.
     *
     * @param index 0 to {@code length() - 1}
     * @return the value
     */
    public short get(long index) {
        return (short) Held.by(this, UnsafeApi.getShort(at(index)));
    }

    /**
     * Sets a value.
     *
     * @param index 0 to {@code length() - 1}
     * @param value the value from now on
     */
    public void set(long index, short value) {
        try {
            UnsafeApi.putShort(toSet(index), value);
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
    public void append(short value) {
        try {
            UnsafeApi.putShort(appended(), value);
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
    public void get(long index, short[] target, int from, int count) {
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
    public void set(long index, short[] source, int from, int count) {
        Objects.requireNonNull(source, "source");
        BulkCopy.set(this, index, source, source.length, from, count);
    }

    /**
     * Copies all values.
     *
     * @return an array of Java
     */
    public short[] toArray() {
        short[] values = new short[heapLength()];
        get(0, values, 0, values.length);
        return values;
    }
}
