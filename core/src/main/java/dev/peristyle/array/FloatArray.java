package dev.peristyle.array;

import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.lang.ref.Reference;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** An array of floats. See {@link PrimitiveArray} for memory, views and threads. */
public final class FloatArray extends FloatingArray<FloatArray> {

    private static final String NAME = "FloatArray";

    private FloatArray(Place place) {
        super(Layout.FLOAT32, place);
    }

    /**
     * Takes memory for an array.
     *
     * @param pool where the memory comes from
     * @param length values, all of them 0; it can grow
     * @return the array, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static FloatArray allocate(MemoryPool pool, long length) {
        return new FloatArray(Place.allocate(NAME, pool, length, Float.BYTES));
    }

    /**
     * Copies an array of Java.
     *
     * @param pool where the memory comes from
     * @param values what is copied
     * @return an array of the same length, to be closed by the caller
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded
     */
    public static FloatArray of(MemoryPool pool, float... values) {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(values, "values");
        FloatArray array = allocate(pool, values.length);
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
    public static FloatArray over(ArrayStorage storage, long offset, long length) {
        return new FloatArray(Place.over(storage, offset, length, Float.BYTES));
    }

    @Override
    FloatArray at(Place place) {
        return new FloatArray(place);
    }

    @Override
    FloatArray self() {
        return this;
    }

    /**
     * Returns a value.
     *
     * @param index 0 to {@code length() - 1}
     * @return the value
     */
    public float get(long index) {
        return Held.by(this, UnsafeApi.getFloat(at(index)));
    }

    /**
     * Sets a value.
     *
     * @param index 0 to {@code length() - 1}
     * @param value the value from now on
     */
    public void set(long index, float value) {
        try {
            UnsafeApi.putFloat(toSet(index), value);
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
    public void append(float value) {
        try {
            UnsafeApi.putFloat(appended(), value);
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
    public void get(long index, float[] target, int from, int count) {
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
    public void set(long index, float[] source, int from, int count) {
        Objects.requireNonNull(source, "source");
        BulkCopy.set(this, index, source, source.length, from, count);
    }

    /**
     * Copies all values.
     *
     * @return an array of Java
     */
    public float[] toArray() {
        float[] values = new float[heapLength()];
        get(0, values, 0, values.length);
        return values;
    }
}
