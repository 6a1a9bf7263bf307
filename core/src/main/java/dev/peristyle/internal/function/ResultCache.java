package dev.peristyle.internal.function;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.expression.StepState;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.Hash;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * Results by the bytes of their arguments, in a fixed number of bytes off the heap: no object for an entry, nothing for the garbage
 * collector, and the pool counts and limits it. Of one thread.
 *
 * <pre>
 * table: one u32 for each slot: where an entry is in the ring, in words, plus 1; 0 for none
 * ring:  entries one after the other, the oldest at the tail, each of whole words:
 *        u32 hash | u32 bytes of the key | u32 bytes of the result | u32 whether it was found since it was put here | key | result
 *        a key of no bytes says that the ring goes on at its beginning
 * </pre>
 *
 * <p>Room is made at the tail. An entry that was found since it was put there is put at the head again instead of dropped: the second-chance
 * rule (CLOCK, Corbató 1968), whose clock is the ring itself. It begins small and grows to its maximum, as long as the pool has four times
 * what it asks for and all caches of the run together hold no more than a quarter of its limit; else it stays as it is. It never makes a run fail for want of memory.
 */
final class ResultCache implements StepState {

    /** The least that a cache can be of. */
    static final long LEAST = 4 << 10;

    /** Positions are 31 bits of words. */
    static final long MOST = 8L << 30;

    private static final String OWNER = "expression: memoized";
    private static final long FIRST = 64 << 10;
    private static final int HEADER = 16;

    private static final int KEY_BYTES = 4;
    private static final int RESULT_BYTES = 8;
    private static final int FOUND = 12;

    /** Bytes of table and ring for each slot; a short entry has 32, so that at most three quarters of the slots are taken. */
    private static final long BYTES_A_SLOT = 48;

    /** What does not fit so many times is not kept. */
    private static final long LARGEST_PART = 8;

    /** By how much it grows at a time. */
    private static final long GROWTH = 4;

    /** What the pool must have left: so many times what is asked for. */
    private static final long RESERVE = 4;

    /** Of the limit of a run all its caches together take one of so many parts. */
    private static final long PARTS_OF_LIMIT = 4;

    /** How many entries may be put at the head again for one that is new: no call takes long. */
    private static final int SECOND_CHANCES = 64;

    private final MemoryPool pool;
    private final GrowingBuffer key;
    private long most;
    private long held;
    private OffHeapBuffer buffer;
    private long table;
    private int slotShift;
    private int slotMask;
    private long ring;
    private long ringBytes;
    /** Where the oldest entry is, and where the next one goes, in the ring; equal when it is empty. */
    private long tail;

    private long head;
    private int entries;
    private int mostEntries;

    private int keyBytes;
    private int hash;
    private long hits;
    private long misses;
    private long evictions;

    /**
     * A cache without memory.
     *
     * @param most bytes that it may take, {@link #LEAST} to {@link #MOST}
     */
    ResultCache(MemoryPool pool, long most) {
        this.pool = pool;
        this.most = most;
        this.key = new GrowingBuffer(pool, OWNER);
    }

    /** Room for a key, after which there are zeros up to a whole word; 0 if there is no memory for it. */
    long keyRoom(long bytes) {
        long wanted = bytes + 8;
        if (wanted > key.capacity()
                && pool.available() / RESERVE < Math.max(1024, Math.max(wanted, 2 * key.capacity()))) {
            return 0;
        }
        try {
            return key.ensure(wanted);
        } catch (MemoryLimitException taken) {
            return 0;
        }
    }

    /** Whether so many bytes are too long to be kept, however large this grows. */
    boolean isTooLong(long bytes) {
        return bytes > most / LARGEST_PART;
    }

    /** Counts one that was not looked for. */
    void miss() {
        misses++;
    }

    /**
     * Looks for the key that was written to its room.
     *
     * @param bytes of the key, at least 1
     * @return the address of the bytes of the result, until the next one is put; 0 if there is none
     */
    long find(int bytes) {
        keyBytes = bytes;
        hash = hashOf(key.address(), bytes);
        int slot = buffer == null ? -1 : slotOf(hash, bytes);
        if (slot < 0) {
            misses++;
            return 0;
        }
        long entry = entryAt(UnsafeApi.getInt(table + 4L * slot));
        UnsafeApi.putInt(entry + FOUND, 1);
        hits++;
        return entry + HEADER + words(bytes);
    }

    private int slotOf(int wanted, int bytes) {
        int slot = wanted >>> slotShift;
        while (true) {
            int place = UnsafeApi.getInt(table + 4L * slot);
            if (place == 0) {
                return -1;
            }
            long entry = entryAt(place);
            if (UnsafeApi.getInt(entry) == wanted
                    && UnsafeApi.getInt(entry + KEY_BYTES) == bytes
                    && isKey(entry + HEADER)) {
                return slot;
            }
            slot = slot + 1 & slotMask;
        }
    }

    private long entryAt(int place) {
        return ring + (place - 1L) * 8;
    }

    /** How many bytes the result has that was found last. */
    int resultBytes(long result) {
        return UnsafeApi.getInt(result - words(keyBytes) - HEADER + RESULT_BYTES);
    }

    private static long words(long bytes) {
        return bytes + 7 & -8L;
    }

    private static int hashOf(long address, int bytes) {
        long hash = Hash.mix(bytes, UnsafeApi.getLong(address));
        for (long at = 8; at < bytes; at += 8) {
            hash = Hash.mix(hash, UnsafeApi.getLong(address + at));
        }
        return (int) (hash >>> 32);
    }

    private boolean isKey(long other) {
        long address = key.address();
        for (long at = 0; at < keyBytes; at += 8) {
            if (UnsafeApi.getLong(address + at) != UnsafeApi.getLong(other + at)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Keeps a result under the key that was looked for last and not found.
     *
     * @param bytes of the result
     * @return where they are to be written to; 0 if it is not kept, because it is too large or there is no memory
     */
    long put(long bytes) {
        long size = HEADER + words(keyBytes) + words(bytes);
        if (isTooLong(size)) {
            return 0;
        }
        if (buffer == null && !grow(first())) {
            return 0;
        }
        while (size > ringBytes / LARGEST_PART || !hasRoom(size)) {
            if (!grow(GROWTH * held)) {
                break;
            }
        }
        if (size > ringBytes / LARGEST_PART) {
            return 0;
        }
        makeRoom(size);
        long entry = append(size);
        UnsafeApi.putInt(entry, hash);
        UnsafeApi.putInt(entry + KEY_BYTES, keyBytes);
        UnsafeApi.putInt(entry + RESULT_BYTES, (int) bytes);
        UnsafeApi.putInt(entry + FOUND, 0);
        UnsafeApi.copyMemory(key.address(), entry + HEADER, words(keyBytes));
        link(entry);
        return entry + HEADER + words(keyBytes);
    }

    /** The first size, of which the others are multiples. */
    private long first() {
        long first = most;
        long room = first == 0 ? 0 : room();
        while (first > FIRST || first > LEAST && first > room) {
            first /= GROWTH;
        }
        return first;
    }

    /** The most that can be asked for now. */
    private long room() {
        MemoryPool run = pool.root();
        return Math.min(pool.available() / RESERVE, run.limit() / PARTS_OF_LIMIT - heldBy(run));
    }

    /** What caches of all threads hold of a pool and those below it. */
    private static long heldBy(MemoryPool pool) {
        long[] held = new long[1];
        pool.forEachHeld((owner, bytes) -> held[0] += owner.equals(OWNER) ? bytes : 0);
        for (MemoryPool child : pool.children()) {
            held[0] += heldBy(child);
        }
        return held[0];
    }

    private static long sizeOf(long entry) {
        return HEADER + words(UnsafeApi.getInt(entry + KEY_BYTES)) + words(UnsafeApi.getInt(entry + RESULT_BYTES));
    }

    /** Whether an entry can be put at the head, or at the beginning of the ring if it cannot. */
    private boolean hasRoom(long size) {
        if (entries == 0) {
            return true;
        }
        if (entries == mostEntries) {
            return false;
        }
        return head > tail ? ringBytes - head >= size || tail >= size : tail - head >= size;
    }

    private void makeRoom(long size) {
        int secondChances = 0;
        while (!hasRoom(size)) {
            long oldest = ring + oldest();
            long bytes = sizeOf(oldest);
            unlink(oldest);
            entries--;
            tail += bytes;
            if (UnsafeApi.getInt(oldest + FOUND) != 0 && secondChances < SECOND_CHANCES && hasRoom(bytes)) {
                secondChances++;
                // where the ring is full this is the place where it was
                long again = append(bytes);
                UnsafeApi.copyMemory(oldest, again, bytes);
                UnsafeApi.putInt(again + FOUND, 0);
                link(again);
            } else {
                evictions++;
            }
        }
    }

    /** Where the oldest entry is; there is one. */
    private long oldest() {
        if (tail == ringBytes || UnsafeApi.getInt(ring + tail + KEY_BYTES) == 0) {
            tail = 0;
        }
        return tail;
    }

    /** Takes room at the head, which there is. */
    private long append(long size) {
        if (entries == 0) {
            head = 0;
            tail = 0;
        } else if (head > tail && ringBytes - head < size) {
            if (head < ringBytes) {
                UnsafeApi.putInt(ring + head + KEY_BYTES, 0);
            }
            head = 0;
        }
        long entry = ring + head;
        head += size;
        entries++;
        return entry;
    }

    private void link(long entry) {
        int slot = UnsafeApi.getInt(entry) >>> slotShift;
        while (UnsafeApi.getInt(table + 4L * slot) != 0) {
            slot = slot + 1 & slotMask;
        }
        UnsafeApi.putInt(table + 4L * slot, placeOf(entry));
    }

    private int placeOf(long entry) {
        return (int) ((entry - ring) / 8) + 1;
    }

    /** Takes an entry out of the table, and moves those up that come after it because of it. */
    private void unlink(long entry) {
        int place = placeOf(entry);
        int gap = UnsafeApi.getInt(entry) >>> slotShift;
        while (UnsafeApi.getInt(table + 4L * gap) != place) {
            gap = gap + 1 & slotMask;
        }
        int next = gap;
        while (true) {
            next = next + 1 & slotMask;
            int other = UnsafeApi.getInt(table + 4L * next);
            if (other == 0) {
                break;
            }
            int wanted = UnsafeApi.getInt(entryAt(other)) >>> slotShift;
            if ((next - wanted & slotMask) >= (next - gap & slotMask)) {
                UnsafeApi.putInt(table + 4L * gap, other);
                gap = next;
            }
        }
        UnsafeApi.putInt(table + 4L * gap, 0);
    }

    /** Takes so many bytes in place of those that there are, and keeps what is there; says whether it has. */
    private boolean grow(long bytes) {
        if (bytes > most || bytes == 0) {
            return false;
        }
        OffHeapBuffer larger = null;
        if (room() >= bytes) {
            try {
                larger = pool.allocate(bytes, OWNER);
            } catch (MemoryLimitException taken) {
                // by another thread: as if there had been none
                larger = null;
            }
        }
        if (larger != null && room() < 0) {
            // others have grown at the same time
            larger.close();
            larger = null;
        }
        if (larger == null) {
            most = held;
            return false;
        }
        held = bytes;
        OffHeapBuffer before = buffer;
        long from = ring;
        long at = tail;
        long end = ringBytes;
        int count = entries;
        use(larger);
        for (int each = 0; each < count; each++) {
            if (at == end || UnsafeApi.getInt(from + at + KEY_BYTES) == 0) {
                at = 0;
            }
            long size = sizeOf(from + at);
            long entry = append(size);
            UnsafeApi.copyMemory(from + at, entry, size);
            link(entry);
            at += size;
        }
        if (before != null) {
            before.close();
        }
        return true;
    }

    private void use(OffHeapBuffer memory) {
        buffer = memory;
        long bytes = held & -8L;
        int slots = Integer.highestOneBit((int) (bytes / BYTES_A_SLOT) - 1) << 1;
        slotShift = Integer.SIZE - Integer.numberOfTrailingZeros(slots);
        slotMask = slots - 1;
        mostEntries = slots / 4 * 3;
        table = memory.address();
        UnsafeApi.setMemory(table, 4L * slots, (byte) 0);
        ring = table + 4L * slots;
        ringBytes = bytes - 4L * slots;
        head = 0;
        tail = 0;
        entries = 0;
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(RunReport.MEMOIZED_FOUND, hits);
        counts.put(RunReport.MEMOIZED_COMPUTED, misses);
        counts.put(RunReport.MEMOIZED_DROPPED, evictions);
        return counts;
    }

    @Override
    public void close() {
        key.close();
        if (buffer != null) {
            buffer.close();
            buffer = null;
        }
        most = 0;
    }
}
