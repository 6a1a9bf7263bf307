package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * One hash per row over several columns, a column at a time: each takes its value into the hash so far. Equal keys have equal
 * hashes; {@code validity} is the address of a bitmap, 0 when every row has a value.
 */
public final class KeyHashKernel {

    /** What null is taken for. */
    private static final long NULL = 0x6A09_E667_F3BC_C909L;

    private KeyHashKernel() {}

    /** Begins the hashes of rows. */
    public static void start(int rows, long hashes) {
        UnsafeApi.setMemory(hashes, 8L * rows, (byte) 0);
    }

    /** Takes values of up to 64 bits in, by their places in the order of their type. */
    public static void mixWords(int rows, long words, long validity, long hashes) {
        for (int row = 0; row < rows; row++) {
            long word = Bits.isNull(validity, row) ? NULL : UnsafeApi.getLong(words + 8L * row);
            long hash = hashes + 8L * row;
            UnsafeApi.putLong(hash, Hash.mix(UnsafeApi.getLong(hash) + 1, word));
        }
    }

    /** Takes texts in. */
    public static void mixTexts(int rows, long addresses, long lengths, long validity, long hashes) {
        for (int row = 0; row < rows; row++) {
            long word = Bits.isNull(validity, row)
                    ? NULL
                    : textHash(UnsafeApi.getLong(addresses + 8L * row), UnsafeApi.getInt(lengths + 4L * row));
            long hash = hashes + 8L * row;
            UnsafeApi.putLong(hash, Hash.mix(UnsafeApi.getLong(hash) + 1, word));
        }
    }

    private static long textHash(long address, int length) {
        if (length <= TextPrefixKernel.PREFIX && TextPrefixKernel.prefixIsReadable(address)) {
            long first = UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(length);
            long second = UnsafeApi.getLong(address + 8) & TextPrefixKernel.secondMask(length);
            return Hash.mix(Hash.ofWords(first, second), length);
        }
        if (length <= TextPrefixKernel.PREFIX) {
            return Hash.mix(
                    Hash.ofWords(
                            TextPrefixKernel.wordInText(address, length, 0),
                            TextPrefixKernel.wordInText(address, length, 8)),
                    length);
        }
        return Hash.ofText(address, length);
    }
}
