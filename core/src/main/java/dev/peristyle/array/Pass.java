package dev.peristyle.array;

import dev.peristyle.memory.OffHeapBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * One operation on arrays. They are worked on block by block, because the loops are those of columns, which lie together: what does so
 * is used where it is, the rest through a copy in the cache. So there is one loop for values that lie together and for those that
 * do not, and none asks per value.
 */
final class Pass implements AutoCloseable {

    /** Values in a block: with all copies of it within the first cache. */
    static final int ROWS = 1024;

    /** Values in a block of which none is copied: so many that it costs nothing to begin one. */
    static final int MANY_ROWS = 1 << 20;

    private static final int SLOT = ROWS * Long.BYTES;

    private final ArrayStorage[] storages;
    private final List<AutoCloseable> held = new ArrayList<>(2);
    private final OffHeapBuffer slots;

    /**
     * Begins an operation that changes nothing.
     *
     * @param count blocks of at most eight bytes a value that it needs room for, with undefined content
     */
    static Pass reading(int count, PrimitiveArray<?>... arrays) {
        return new Pass(count, arrays);
    }

    /**
     * Begins an operation that changes the first of some arrays.
     *
     * @param count as in {@link #reading}
     */
    static Pass writing(int count, PrimitiveArray<?>... arrays) {
        arrays[0].storage().openToWrite();
        return new Pass(count, arrays);
    }

    private Pass(int count, PrimitiveArray<?>... arrays) {
        storages = new ArrayStorage[arrays.length];
        int entered = 0;
        try {
            for (; entered < arrays.length; entered++) {
                storages[entered] = arrays[entered].storage();
                storages[entered].enter();
            }
            slots = storages[0].pool().allocate((long) count * SLOT, "operation on arrays");
        } catch (RuntimeException | Error failure) {
            for (int each = 0; each < entered; each++) {
                storages[each].leave();
            }
            throw failure;
        }
    }

    long slot(int number) {
        return slots.address() + (long) number * SLOT;
    }

    /** A slot whose first bytes are zero. */
    long zeros(int number, int bytes) {
        UnsafeApi.setMemory(slot(number), bytes, (byte) 0);
        return slot(number);
    }

    /** Takes memory until the end of the operation. */
    long allocate(long bytes, String owner) {
        OffHeapBuffer buffer = storages[0].pool().allocate(bytes, owner);
        held.add(buffer);
        return buffer.address();
    }

    /**
     * An array to read while another one is written: a copy of it where they share memory in another way than value by value.
     */
    <A extends PrimitiveArray<A>> A apart(A read, PrimitiveArray<?> written) {
        if (!read.overlaps(written)) {
            return read;
        }
        return kept(read.copy());
    }

    /** Closes an array at the end of the operation. */
    <A extends PrimitiveArray<A>> A kept(A array) {
        held.add(array);
        return array;
    }

    @Override
    public void close() {
        slots.close();
        for (AutoCloseable each : held) {
            close(each);
        }
        for (ArrayStorage storage : storages) {
            storage.leave();
        }
        for (ArrayStorage storage : storages) {
            storage.checkWhole();
        }
    }

    private static void close(AutoCloseable each) {
        if (each instanceof OffHeapBuffer buffer) {
            buffer.close();
        } else if (each instanceof PrimitiveArray<?> array) {
            array.close();
        }
    }
}
