package dev.peristyle.array;

import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.internal.expression.kernel.Fill;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.kernel.IndexKernel;
import dev.peristyle.internal.kernel.SpreadKernel;
import dev.peristyle.internal.kernel.StrideKernel;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.memory.MemorySize;
import dev.peristyle.schema.Layout;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An array of numbers off the heap. It begins on a 64-byte boundary, its values are little-endian and at first zero; indexes are
 * {@code long}s and begin at 0, and ranges are half-open. Each access is checked.
 *
 * <p><b>Memory.</b> It comes from a {@link dev.peristyle.memory.MemoryPool}, whose limit holds, and goes back with {@link #close()}:
 * a pool that is closed before its arrays fails and names them. {@link #grow} and {@code append} make an array longer; the latter
 * takes twice the memory when it runs out, so that one value after the other costs little.
 *
 * <p><b>Views.</b> {@link #slice} and {@link #every} copy nothing: what is written to one is seen in the others. They stay
 * valid when the array grows. They have the length that they were made with, to close one does nothing, and once the array is
 * closed each use of them throws.
 *
 * <p><b>Threads.</b> An array with all of its views belongs to the thread that first uses it, until it is {@linkplain #handOver()
 * handed over} or the thread ends: any other thread gets an exception, closing included. So no memory goes away under a loop.
 *
 * <p><b>Operations</b> work in place, on as many values as this array has: an array passed to one has the same length. It may share
 * memory with this one; the result is as if it did not. Operations that need memory take it from the pool and give it back at
 * their end: most of them some KB, sorts as much as they say. Numbers with a fraction have the order of the library: -0.0 equals
 * 0.0, NaN equals NaN and is greater than everything.
 *
 * <p>This file is long because it is all that the six types share, most of it documentation; what is not on the surface of them is in files
 * of its own.
 *
 * @param <A> the type of the array itself
 */
public abstract sealed class PrimitiveArray<A extends PrimitiveArray<A>> implements AutoCloseable
        permits IntegerArray, FloatingArray {

    private final ArrayStorage storage;
    private final Layout layout;
    private final WordAccess access;
    private final int width;
    private final long offset;
    private final long stride;
    private final boolean whole;
    private long length;

    PrimitiveArray(Layout layout, Place place) {
        this.layout = layout;
        this.access = WordAccess.of(layout);
        this.width = access.bytes();
        this.storage = place.storage();
        this.offset = place.offset();
        this.stride = place.stride();
        this.whole = place.whole();
        this.length = place.length();
    }

    /** The array of the same type at another place. */
    abstract A at(Place place);

    abstract A self();

    final ArrayStorage storage() {
        return storage;
    }

    final Layout layout() {
        return layout;
    }

    final WordAccess access() {
        return access;
    }

    final String name() {
        return getClass().getSimpleName();
    }

    /**
     * Returns how many values there are.
     *
     * @return values
     */
    public final long length() {
        return length;
    }

    /**
     * Says whether values follow each other without a gap.
     *
     * @return false for views of every second value and the like
     */
    public final boolean isContiguous() {
        return stride == width || length <= 1;
    }

    // ---- views

    /**
     * Shows a range of this array. Nothing is copied.
     *
     * @param from the first index
     * @param to the index after the last one
     * @return a view of {@code [from, to)}
     */
    public final A slice(long from, long to) {
        Objects.checkFromToIndex(from, to, length);
        storage.open();
        return at(new Place(storage, offset + from * stride, stride, to - from, false));
    }

    /**
     * Shows every so-manieth value of this array, the first one included. Nothing is copied.
     *
     * @param step from one value to the next, 1 or more
     * @return a view of the values at 0, {@code step}, 2 · {@code step} and so on
     */
    public final A every(long step) {
        if (step < 1) {
            throw new IllegalArgumentException("a step must be 1 or more: " + step);
        }
        storage.open();
        long values = length == 0 ? 0 : (length - 1) / step + 1;
        return at(new Place(storage, offset, values <= 1 ? width : stride * step, values, false));
    }

    /**
     * Shows values to code that speaks Agrona. The buffer shares the memory; once the array is closed or takes other memory to
     * grow, it is left without a byte. It asks no thread: whoever closes the array must know that nobody is reading it. As it
     * can be written to, there is none of an array that is read-only.
     *
     * @param from the first index
     * @param count how many values; they must be contiguous
     * @return a buffer over their bytes
     */
    public final UnsafeBuffer buffer(long from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        if (!isContiguous()) {
            throw new IllegalStateException(
                    "a view whose values lie " + stride + " bytes apart is no buffer; copy() it first");
        }
        return storage.view(offset + from * width, Math.multiplyExact(count, width));
    }

    /**
     * Copies this array.
     *
     * @return a contiguous array with memory of its own from the same pool, to be closed by the caller
     */
    public final A copy() {
        storage.open();
        A copy = at(Place.allocate(name(), storage.pool(), length, width));
        try {
            copy.copyFrom(self());
            return copy;
        } catch (RuntimeException | Error failure) {
            copy.close();
            throw failure;
        }
    }

    final boolean overlaps(PrimitiveArray<?> other) {
        if (storage != other.storage || length == 0 || other.length == 0) {
            return false;
        }
        boolean same = offset == other.offset && stride == other.stride && width == other.width;
        return !same
                && offset < other.offset + other.stride * (other.length - 1) + other.width
                && other.offset < offset + stride * (length - 1) + width;
    }

    /** This array, or a copy of it where an array that is written shares memory with it, be it value by value. */
    final A whollyApart(Pass pass, PrimitiveArray<?> written) {
        boolean same = storage == written.storage && offset == written.offset;
        return same || overlaps(written) ? pass.kept(copy()) : self();
    }

    // ---- single values

    /** The address of a value. */
    final long at(long index) {
        Objects.checkIndex(index, length);
        return storage.open() + offset + index * stride;
    }

    /** The address of a value to be set. */
    final long toSet(long index) {
        Objects.checkIndex(index, length);
        return storage.openToWrite() + offset + index * stride;
    }

    /** The address of one more value. */
    final long appended() {
        checkWhole("append to");
        storage.openToWrite();
        long end = offset + (length + 1) * width;
        storage.ensure(end, true);
        length++;
        return storage.open() + end - width;
    }

    /**
     * Makes this array longer; the new values are zero. Views stay as they are.
     *
     * @param newLength values, at least as many as there are
     * @throws dev.peristyle.error.MemoryLimitException when a limit would be exceeded; the array is as before then
     */
    public final void grow(long newLength) {
        checkWhole("make longer");
        long bytes = Place.bytes(newLength, width);
        storage.openToWrite();
        if (newLength < length) {
            throw new IllegalArgumentException("an array of " + length + " values cannot grow to " + newLength);
        }
        storage.ensure(Math.addExact(offset, bytes), false);
        length = newLength;
    }

    private void checkWhole(String what) {
        if (!whole) {
            throw new IllegalStateException(
                    "to " + what + " a view is not possible; do that to the array that it shows");
        }
    }

    // ---- lifetime

    /**
     * Tells how much memory the array takes, which its views share. A mapped array takes what is mapped of its file.
     *
     * @return bytes off the heap
     * @throws IllegalStateException for a view; ask the array that it shows
     */
    public final MemorySize memorySize() {
        checkWhole("measure");
        storage.open();
        return storage.size(offset + length * width);
    }

    /** Gives this array to the thread that uses it next, with all of its views. */
    public final void handOver() {
        storage.handOver();
    }

    /**
     * Writes what is in memory to the file of a mapped array, and waits for it. Of other arrays there is nothing to write.
     *
     * @throws dev.peristyle.error.DataAccessException if the system cannot write it
     */
    public final void force() {
        storage.open();
        storage.force(offset + length * stride);
    }

    /**
     * Gives the memory back; each use after that throws. Closing again does nothing, nor does closing a view.
     *
     * @throws IllegalStateException when it belongs to another thread, or is called by a function that runs over its values
     */
    @Override
    public final void close() {
        if (whole) {
            storage.close(offset + length * width);
        }
    }

    // ---- blocks

    /** How many values the block at an index has. */
    final int rows(long from) {
        return rows(from, Pass.ROWS);
    }

    /** How many values the block at an index has, of blocks of another size. */
    final int rows(long from, int block) {
        return (int) Math.min(block, length - from);
    }

    /** The size of blocks for what only reads values of eight bytes. */
    final int block() {
        return isTogether() && width == Long.BYTES ? Pass.MANY_ROWS : Pass.ROWS;
    }

    /** The address of the first value. */
    final long base() {
        return storage.open() + offset;
    }

    /** Bytes from one value to the next. */
    final long stride() {
        return stride;
    }

    /** Whether {@link #read} and {@link #write} copy nothing. */
    final boolean isTogether() {
        return stride == width;
    }

    /** Where the values of a block lie together: in the array itself or, if there are gaps, copied to some room. */
    final long read(long from, int rows, long room) {
        long source = storage.open() + offset + from * stride;
        if (stride == width) {
            return source;
        }
        StrideKernel.gather(width, source, stride, 0, rows, room);
        return room;
    }

    /** Puts the values of a block to their place, if they are not there already. */
    final void write(long from, int rows, long values) {
        long target = storage.open() + offset + from * stride;
        if (stride != width) {
            SpreadKernel.spread(width, width, values, rows, target, stride);
        } else if (target != values) {
            UnsafeApi.copyMemory(values, target, (long) rows * width);
        }
    }

    /** The values of a block as longs in their order. Takes two slots. */
    final long ordered(RowLoop ordering, long from, int rows, long room, long words) {
        long values = read(from, rows, room);
        if (layout == Layout.INT64) {
            return values;
        }
        ordering.run(values, 0, words, 0, rows);
        return words;
    }

    final RowLoop ordering() {
        return layout == Layout.INT64 ? null : Loops.ordering(layout);
    }

    final void checkSame(PrimitiveArray<?> other, String parameter) {
        Objects.requireNonNull(other, parameter);
        if (other.length() != length) {
            throw new IllegalArgumentException(
                    parameter + " has " + other.length() + " values, but this array has " + length);
        }
    }

    // ---- bulk

    /**
     * Takes over all values of another array.
     *
     * @param source of the same length
     */
    public final void copyFrom(A source) {
        checkSame(source, "source");
        PrimitiveArray<A> from = source;
        boolean together = stride == width && from.stride == width;
        try (Pass pass = Pass.writing(1, this, source)) {
            if (together) {
                // whatever they share
                UnsafeApi.copyMemory(from.read(0, 0, pass.slot(0)), read(0, 0, pass.slot(0)), length * width);
                return;
            }
            A apart = pass.apart(source, this);
            for (long at = 0; at < length; at += Pass.ROWS) {
                int rows = rows(at);
                write(at, rows, apart.read(at, rows, pass.slot(0)));
            }
        }
    }

    /**
     * Copies values into a buffer, in its byte order, from its position on; moves the position.
     *
     * @param index of the first value
     * @param target of which the remaining bytes are filled: whole values
     */
    public final void get(long index, ByteBuffer target) {
        BulkCopy.get(this, index, Objects.requireNonNull(target, "target"));
    }

    /**
     * Copies values out of a buffer, in its byte order, from its position on; moves the position.
     *
     * @param index of the first value
     * @param source of which the remaining bytes are taken: whole values
     */
    public final void set(long index, ByteBuffer source) {
        BulkCopy.set(this, index, Objects.requireNonNull(source, "source"));
    }

    final int heapLength() {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("an array of Java cannot have " + length + " values");
        }
        return (int) length;
    }

    /** Sets all values to one word. */
    final void fillWord(long word) {
        try (Pass pass = Pass.writing(1, this)) {
            long values = pass.slot(0);
            if (width == Long.BYTES) {
                Fill.longs(word, values, rows(0));
            } else if (width == Integer.BYTES) {
                Fill.ints((int) word, values, rows(0));
            } else {
                Fill.narrow(word, width, values, rows(0));
            }
            for (long from = 0; from < length; from += Pass.ROWS) {
                write(from, rows(from), values);
            }
        }
    }

    /**
     * Takes values of this array together: {@code target[i] = this[indexes[i]]}.
     *
     * @param indexes of this array
     * @param target of the length of {@code indexes}
     * @throws IndexOutOfBoundsException before anything of its block of 1,024 values is written
     */
    public final void gather(LongArray indexes, A target) {
        Objects.requireNonNull(indexes, "indexes");
        Objects.requireNonNull(target, "target");
        target.checkSame(indexes, "indexes");
        ArrayIndexes.gather(self(), indexes, target);
    }

    /**
     * Puts values to places of this array: {@code this[indexes[i]] = source[i]}, one after the other.
     *
     * @param indexes of this array
     * @param source of the length of {@code indexes}
     * @throws IndexOutOfBoundsException before anything of its block of 1,024 values is written
     */
    public final void scatter(LongArray indexes, A source) {
        Objects.requireNonNull(indexes, "indexes");
        Objects.requireNonNull(source, "source");
        source.checkSame(indexes, "indexes");
        ArrayIndexes.scatter(self(), indexes, source);
    }

    // ---- order

    /** The index of the first value with a place in the order, or -1. */
    final long indexOfPlace(long place) {
        try (Pass pass = Pass.reading(2, this)) {
            return indexOfPlace(place, pass);
        }
    }

    private long indexOfPlace(long place, Pass pass) {
        RowLoop ordering = ordering();
        for (long from = 0; from < length; from += Pass.ROWS) {
            int rows = rows(from);
            long words = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
            int row = IndexKernel.indexOf(place, words, rows);
            if (row >= 0) {
                return from + row;
            }
        }
        return -1;
    }

    /** The place of the least or the greatest value in the order. */
    final long extreme(boolean greatest) {
        try (Pass pass = Pass.reading(2, this)) {
            return extreme(greatest, pass);
        }
    }

    private long extreme(boolean greatest, Pass pass) {
        if (length == 0) {
            throw new IllegalStateException("an empty array has no " + (greatest ? "greatest" : "least") + " value");
        }
        RowLoop ordering = ordering();
        long extreme = greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
        int block = layout == Layout.INT64 ? block() : Pass.ROWS;
        for (long from = 0; from < length; from += block) {
            int rows = rows(from, block);
            long words = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
            extreme = greatest
                    ? Math.max(extreme, ExtremeKernel.maxOfAll(rows, words))
                    : Math.min(extreme, ExtremeKernel.minOfAll(rows, words));
        }
        return extreme;
    }

    /**
     * Finds the least value.
     *
     * @return the index of the first of them
     * @throws IllegalStateException if there is no value
     */
    public final long argMin() {
        try (Pass pass = Pass.reading(2, this)) {
            return indexOfPlace(extreme(false, pass), pass);
        }
    }

    /**
     * Finds the greatest value.
     *
     * @return the index of the first of them
     * @throws IllegalStateException if there is no value
     */
    public final long argMax() {
        try (Pass pass = Pass.reading(2, this)) {
            return indexOfPlace(extreme(true, pass), pass);
        }
    }

    /** A binary search for a place in the order. */
    final long search(long place) {
        long low = 0;
        long high = length - 1;
        while (low <= high) {
            long middle = low + high >>> 1;
            long found = access.toOrder(access.load(at(middle)));
            if (found < place) {
                low = middle + 1;
            } else if (found > place) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        storage.open();
        return -(low + 1);
    }

    /**
     * Sorts this array, least value first. Takes memory for 16 bytes a value while it runs, 8 for a {@link LongArray} or a
     * {@link DoubleArray} whose values are contiguous. -0.0 comes before 0.0, and each NaN becomes {@link Double#NaN}.
     */
    public final void sort() {
        ArraySort.sort(this);
    }

    /**
     * Writes the indexes of this array, in the order of its values; those of equal values stay in their order. This array is not
     * changed. Takes memory for 32 bytes a value while it runs.
     *
     * @param target of the same length, with the indexes after that
     */
    public final void argSort(LongArray target) {
        checkSame(target, "target");
        ArraySort.argSort(this, target);
    }

    /**
     * Sorts this array and moves one of all equal values to its front.
     *
     * @return a view of the different values in order; what follows them in this array is undefined
     */
    public final A unique() {
        sort();
        long kept = 0;
        try (Pass pass = Pass.writing(4, this)) {
            RowLoop ordering = ordering();
            long before = 0;
            for (long from = 0; from < length; from += Pass.ROWS) {
                int rows = rows(from);
                long words = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                long last = UnsafeApi.getLong(words + 8L * (rows - 1));
                int count = IndexKernel.changes(from > 0, before, words, rows, pass.slot(2));
                long values = read(from, rows, pass.slot(0));
                StrideKernel.gather(width, values, width, pass.slot(2), count, pass.slot(3));
                write(kept, count, pass.slot(3));
                kept += count;
                before = last;
            }
        }
        return slice(0, kept);
    }

    @Override
    public String toString() {
        return name() + " of " + length + " values";
    }
}
