package dev.peristyle.internal.join.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * Keys of chunks as words of eight bytes that are equal where values are, and hashes of them. {@code validity} is the address of a
 * bitmap, 0 when every row has a key. All bits of a hash are good.
 */
public final class KeyKernel {

    /** What a key without a value counts for in a hash. */
    private static final long NULL = 0x6E756C6CL;

    private KeyKernel() {}

    /** Takes a word for each row into its hash. */
    public static void hashWords(int rows, long words, long validity, long hashes) {
        if (validity == 0) {
            for (int row = 0; row < rows; row++) {
                long at = hashes + 8L * row;
                UnsafeApi.putLong(at, mix(UnsafeApi.getLong(at), UnsafeApi.getLong(words + 8L * row)));
            }
            return;
        }
        for (int row = 0; row < rows; row++) {
            long at = hashes + 8L * row;
            long present = -Bits.at(validity, row);
            long word = (UnsafeApi.getLong(words + 8L * row) & present) | (NULL & ~present);
            UnsafeApi.putLong(at, mix(UnsafeApi.getLong(at), word));
        }
    }

    /** Takes values of 16 bytes into the hashes. */
    public static void hashWide(int rows, long values, long validity, long hashes) {
        for (int row = 0; row < rows; row++) {
            long at = hashes + 8L * row;
            long value = values + 16L * row;
            long hash = UnsafeApi.getLong(at);
            boolean present = Bits.isPresent(validity, row);
            UnsafeApi.putLong(
                    at,
                    present ? mix(mix(hash, UnsafeApi.getLong(value)), UnsafeApi.getLong(value + 8)) : mix(hash, NULL));
        }
    }

    /** Takes texts into the hashes. */
    public static void hashTexts(int rows, long addresses, long lengths, long validity, long hashes) {
        for (int row = 0; row < rows; row++) {
            long at = hashes + 8L * row;
            long text = Bits.isPresent(validity, row)
                    ? Hash.ofText(UnsafeApi.getLong(addresses + 8L * row), UnsafeApi.getInt(lengths + 4L * row))
                    : NULL;
            UnsafeApi.putLong(at, mix(UnsafeApi.getLong(at), text));
        }
    }

    private static long mix(long hash, long word) {
        long mixed = Hash.mix(hash, word);
        return mixed ^ (mixed >>> 29);
    }

    /** Keeps the bits of rows that are set in another bitmap too. */
    public static void and(int rows, long bitmap, long other) {
        for (long offset = 0; offset < (rows + 63L) / 64 * 8; offset += 8) {
            UnsafeApi.putLong(bitmap + offset, UnsafeApi.getLong(bitmap + offset) & UnsafeApi.getLong(other + offset));
        }
    }

    /** Clears the bits after those of the rows in the last word. */
    public static void clearAfter(int rows, long bitmap) {
        if ((rows & 63) != 0) {
            long last = bitmap + (rows >> 6) * 8L;
            UnsafeApi.putLong(last, UnsafeApi.getLong(last) & ((1L << rows) - 1));
        }
    }
}
