package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.aggregate.kernel.LongProbe;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Numbers 64-bit keys in the order in which they come. The keys lie in the order of their codes; the table is only an
 * index to them.
 */
final class LongTable implements AutoCloseable {

    private static final int MIN_BITS = 6;

    private final MemoryPool pool;
    private final String owner;
    private final GrowingBuffer keys;
    private OpenTable table;
    private int size;

    LongTable(MemoryPool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
        this.keys = new GrowingBuffer(pool, owner);
        this.table = new OpenTable(pool, owner, LongProbe.ENTRY, MIN_BITS);
    }

    int size() {
        return size;
    }

    /** The address of the keys by code. */
    long keysAddress() {
        return keys.address();
    }

    long tableAddress() {
        return table.address();
    }

    int shift() {
        return table.shift();
    }

    /** What more keys take at most. */
    long growth(int more) {
        return keys.growth(8L * (size + more)) + table.growth(LongProbe.ENTRY, (long) size + more, 2);
    }

    /** Numbers a key that is not in the table. */
    int add(long key) {
        int code = append(key);
        if (2L * size > table.entries() && table.bits() < OpenTable.MAX_BITS) {
            OpenTable larger = new OpenTable(pool, owner, LongProbe.ENTRY, table.bits() + 1);
            LongProbe.rehash(table.address(), table.entries(), larger.address(), larger.shift());
            table.close();
            table = larger;
        }
        LongProbe.insert(key, code, table.address(), table.shift());
        return code;
    }

    /** Numbers a key without a place in the table: no lookup finds it. */
    int append(long key) {
        OpenTable.checkRoom(size, owner);
        keys.ensureKept(8L * (size + 1));
        UnsafeApi.putLong(keys.address() + 8L * size, key);
        return size++;
    }

    /** Gives every key its place in the table. Only for a table whose keys were all appended. */
    void indexAll() {
        int bits = MIN_BITS;
        while (2L * size > 1L << bits) {
            bits++;
        }
        OpenTable larger = new OpenTable(pool, owner, LongProbe.ENTRY, bits);
        for (int code = 0; code < size; code++) {
            LongProbe.insert(UnsafeApi.getLong(keys.address() + 8L * code), code, larger.address(), larger.shift());
        }
        table.close();
        table = larger;
    }

    @Override
    public void close() {
        keys.close();
        table.close();
    }
}
