package dev.peristyle.internal.ground;

import java.util.SplittableRandom;
import org.agrona.UnsafeApi;

/**
 * Hashes of keys: two multiplications by odd random numbers, a word folded into its own lower half before each. One
 * multiplication is not enough: it leaves numbers at equal distances (1, 2, 3, … or prices in cents) at equal distances,
 * and for one factor in a thousand those fall on a few entries of a table only. The top bits are the good ones: an index
 * into a table of 2^b entries is {@code hash >>> 64 - b}. What follows a taken entry is the next one, the first after
 * the last.
 */
public final class Hash {

    /** Bytes of a text that {@link #ofWords} covers. */
    public static final int PREFIX = 16;

    // other ones in each process, so that nobody can choose keys that collide; nothing that comes out depends on them
    private static final SplittableRandom FACTORS = new SplittableRandom();
    private static final long FIRST_FACTOR = FACTORS.nextLong() | 1;
    private static final long SECOND_FACTOR = FACTORS.nextLong() | 1;
    private static final long TAIL_FACTOR = FACTORS.nextLong() | 1;

    private Hash() {}

    /**
     * The hash of a number.
     *
     * @return the hash, good in its top bits
     */
    public static long of(long key) {
        return of(key, FIRST_FACTOR, SECOND_FACTOR);
    }

    /** The hash of a number by two factors, both odd: whatever they are, similar numbers end far apart. */
    static long of(long key, long firstFactor, long secondFactor) {
        return finish((key ^ (key >>> 32)) * firstFactor, secondFactor);
    }

    /**
     * The hash of two words: of a text of at most 16 bytes, and the start of the hash of a longer one.
     *
     * @param first bytes 0 to 7, zeros past the end
     * @param second bytes 8 to 15, zeros past the end
     * @return the hash, good in its top bits
     */
    public static long ofWords(long first, long second) {
        return ofWords(first, second, FIRST_FACTOR, SECOND_FACTOR, TAIL_FACTOR);
    }

    /** The hash of two words by three factors, all odd. */
    static long ofWords(long first, long second, long firstFactor, long secondFactor, long thirdFactor) {
        return finish((first ^ (first >>> 32)) * firstFactor + (second ^ (second >>> 32)) * secondFactor, thirdFactor);
    }

    /**
     * The hash of a text of more than 16 bytes.
     *
     * @param prefixHash {@link #ofWords} of its first 16 bytes
     * @param length its bytes
     * @return the hash, good in its top bits
     */
    public static long ofLongText(long prefixHash, long address, int length) {
        long hash = prefixHash;
        long end = address + length - 8;
        for (long position = address + PREFIX; position < end; position += 8) {
            hash = mix(hash, UnsafeApi.getLong(position));
        }
        return mix(hash, UnsafeApi.getLong(end));
    }

    /**
     * The hash of a text of any length, of which nothing but its bytes is read.
     *
     * @param length its bytes
     * @return the hash, good in its top bits
     */
    public static long ofText(long address, int length) {
        long hash = length;
        int position = 0;
        for (; position <= length - 8; position += 8) {
            hash = mix(hash, UnsafeApi.getLong(address + position));
        }
        long rest = 0;
        for (int last = length - 1; last >= position; last--) {
            rest = rest << 8 | UnsafeApi.getByte(address + last) & 0xFF;
        }
        return mix(hash, rest);
    }

    /**
     * Takes one more word into a hash.
     *
     * @param hash of what comes before
     * @return the hash of both, good in its top bits
     */
    public static long mix(long hash, long word) {
        return of(hash ^ word, TAIL_FACTOR, FIRST_FACTOR);
    }

    private static long finish(long product, long factor) {
        return (product ^ (product >>> 29)) * factor;
    }

    /**
     * Where to look after an entry that is taken.
     *
     * @param entry address of the entry
     * @param bytes of an entry
     * @param table address of the first entry
     * @param end address after the last entry
     * @return address of the next entry
     */
    public static long next(long entry, int bytes, long table, long end) {
        long next = entry + bytes;
        return next == end ? table : next;
    }
}
