package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * Looks texts up in an open-addressing table. An entry is half a cache line and decides alone for texts of up to 16
 * bytes:
 *
 * <pre>
 *   0        8        16          20     24       32
 *   | bytes  | bytes  | length    | code | hash   |
 *   | 0 to 7 | 8 to 15| + 1, or 0 |      |        |
 *   |        |        | if free   |      |        |
 * </pre>
 *
 * Longer texts are compared with the owned copy, whose address is at {@code texts + 8 * code}. The index is the top
 * bits of the hash; the next entry is tried until one is free. At least one entry is free, two before a
 * text is added.
 *
 * <p>{@code validity} is the address of a bitmap, 0 when every row has a text; {@code nullCode} is negative as long as
 * null has no code; {@code texts} are the owned addresses by code; {@code singles} are 256 codes + 1 by byte, 0 for
 * none.
 */
public final class TextProbe {

    /** Bytes of an entry. */
    public static final int ENTRY = 32;

    private static final int SECOND = 8;
    private static final int LENGTH = 16;
    private static final int CODE = 20;
    private static final int HASH = 24;

    private TextProbe() {}

    /**
     * Writes the code of each text until one is not in the table.
     *
     * @return the first row whose text, or null, has no code yet; {@code rows} when all have
     */
    public static int probe(
            int from,
            int rows,
            long addresses,
            long lengths,
            long validity,
            int nullCode,
            long table,
            int shift,
            long texts,
            long codes) {
        long tableEnd = table + ((long) ENTRY << (64 - shift));
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                if (nullCode < 0) {
                    return row;
                }
                UnsafeApi.putInt(codes + 4L * row, nullCode);
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8L * row);
            int length = UnsafeApi.getInt(lengths + 4L * row);
            long first;
            long second;
            if (TextPrefixKernel.prefixIsReadable(address)) {
                first = UnsafeApi.getLong(address)
                        & TextPrefixKernel.firstMask(Math.min(length, TextPrefixKernel.PREFIX));
                second = UnsafeApi.getLong(address + 8)
                        & TextPrefixKernel.secondMask(Math.min(length, TextPrefixKernel.PREFIX));
            } else {
                first = TextPrefixKernel.wordInText(address, length, 0);
                second = TextPrefixKernel.wordInText(address, length, 8);
            }
            long hash = Hash.ofWords(first, second);
            if (length > TextPrefixKernel.PREFIX) {
                hash = Hash.ofLongText(hash, address, length);
            }
            long entry = table + (hash >>> shift) * ENTRY;
            while (true) {
                long lengthAndCode = UnsafeApi.getLong(entry + LENGTH);
                int stored = (int) lengthAndCode;
                if (((UnsafeApi.getLong(entry) ^ first)
                                        | (UnsafeApi.getLong(entry + SECOND) ^ second)
                                        | (stored ^ (length + 1)))
                                == 0
                        && (length <= TextPrefixKernel.PREFIX
                                || sameLongText(entry, hash, address, length, texts, lengthAndCode))) {
                    UnsafeApi.putInt(codes + 4L * row, (int) (lengthAndCode >>> 32));
                    break;
                }
                if (stored == 0) {
                    return row;
                }
                entry = Hash.next(entry, ENTRY, table, tableEnd);
            }
        }
        return rows;
    }

    /**
     * As {@link #probe}, but also stops at texts that are longer than 16 bytes, lie at a page's edge or are in neither
     * of the first two entries for them. Without the code for those, the loop keeps all it needs in registers, and
     * without a loop inside, the compiler takes it apart for columns with and without nulls.
     *
     * @return the first row that {@link #probe} must look at; {@code rows} when all have codes
     */
    public static int probeShort(
            int from,
            int rows,
            long addresses,
            long lengths,
            long validity,
            int nullCode,
            long table,
            int shift,
            long codes) {
        long lastIndex = (1L << (64 - shift)) - 1;
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                if (nullCode < 0) {
                    return row;
                }
                UnsafeApi.putInt(codes + 4L * row, nullCode);
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8L * row);
            int length = UnsafeApi.getInt(lengths + 4L * row);
            if (length > TextPrefixKernel.PREFIX || !TextPrefixKernel.prefixIsReadable(address)) {
                return row;
            }
            long first = UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(length);
            long second = UnsafeApi.getLong(address + SECOND) & TextPrefixKernel.secondMask(length);
            long index = Hash.ofWords(first, second) >>> shift;
            long entry = table + index * ENTRY;
            if (isOther(entry, first, second, length)) {
                entry = table + (index + 1 & lastIndex) * ENTRY;
                if (isOther(entry, first, second, length)) {
                    return row;
                }
            }
            UnsafeApi.putInt(codes + 4L * row, UnsafeApi.getInt(entry + CODE));
        }
        return rows;
    }

    private static boolean isOther(long entry, long first, long second, int length) {
        return ((UnsafeApi.getLong(entry) ^ first)
                        | (UnsafeApi.getLong(entry + SECOND) ^ second)
                        | (UnsafeApi.getInt(entry + LENGTH) ^ (length + 1)))
                != 0;
    }

    /**
     * Writes the code of each text by its only byte; stops at texts of any other length.
     *
     * @return the first row that {@link #probe} must look at; {@code rows} when all have codes
     */
    public static int probeSingle(
            int from, int rows, long addresses, long lengths, long validity, int nullCode, long singles, long codes) {
        for (int row = from; row < rows; row++) {
            if (Bits.isNull(validity, row)) {
                if (nullCode < 0) {
                    return row;
                }
                UnsafeApi.putInt(codes + 4L * row, nullCode);
                continue;
            }
            if (UnsafeApi.getInt(lengths + 4L * row) != 1) {
                return row;
            }
            int text = UnsafeApi.getByte(UnsafeApi.getLong(addresses + 8L * row)) & 0xFF;
            int stored = UnsafeApi.getInt(singles + 4L * text);
            if (stored == 0) {
                return row;
            }
            UnsafeApi.putInt(codes + 4L * row, stored - 1);
        }
        return rows;
    }

    private static boolean sameLongText(
            long entry, long hash, long address, int length, long texts, long lengthAndCode) {
        return UnsafeApi.getLong(entry + HASH) == hash
                && TextPrefixKernel.sameTail(UnsafeApi.getLong(texts + 8L * (lengthAndCode >>> 32)), address, length);
    }

    /** Adds a text that is not in the table. */
    public static void insert(long address, int length, int code, long table, int shift) {
        long first = TextPrefixKernel.wordInText(address, length, 0);
        long second = TextPrefixKernel.wordInText(address, length, 8);
        long hash = Hash.ofWords(first, second);
        if (length > TextPrefixKernel.PREFIX) {
            hash = Hash.ofLongText(hash, address, length);
        }
        long entry = freeEntry(hash, table, shift);
        UnsafeApi.putLong(entry, first);
        UnsafeApi.putLong(entry + SECOND, second);
        UnsafeApi.putLong(entry + LENGTH, (long) code << 32 | (length + 1));
        UnsafeApi.putLong(entry + HASH, hash);
    }

    /** Moves the entries of one table to a larger one, by their stored hashes. */
    public static void rehash(long oldTable, long oldEntries, long table, int shift) {
        long oldEnd = oldTable + oldEntries * ENTRY;
        for (long old = oldTable; old < oldEnd; old += ENTRY) {
            if (UnsafeApi.getInt(old + LENGTH) != 0) {
                UnsafeApi.copyMemory(old, freeEntry(UnsafeApi.getLong(old + HASH), table, shift), ENTRY);
            }
        }
    }

    private static long freeEntry(long hash, long table, int shift) {
        long tableEnd = table + ((long) ENTRY << (64 - shift));
        long entry = table + (hash >>> shift) * ENTRY;
        while (UnsafeApi.getInt(entry + LENGTH) != 0) {
            entry = Hash.next(entry, ENTRY, table, tableEnd);
        }
        return entry;
    }
}
