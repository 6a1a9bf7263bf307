package dev.peristyle.internal.csv.kernel;

import org.agrona.UnsafeApi;

/** Eight bytes in a long, little-endian: the vocabulary of the scalar kernels. */
final class Swar {
    static final long ONES = 0x0101010101010101L;
    static final long HIGH_BITS = 0x8080808080808080L;
    static final long LOW_SEVEN_BITS = 0x7F7F7F7F7F7F7F7FL;
    static final long ZERO_DIGITS = 0x3030303030303030L;

    /** Moves bit 8 i + 7 to bit 56 + i for every i; all 64 partial products fall on different bits, so that nothing carries. */
    private static final long GATHER = 0x0002040810204081L;

    private Swar() {}

    static long broadcast(int value) {
        return (value & 0xFF) * ONES;
    }

    /**
     * The high bit of each byte is clear where the word equals the pattern and set where it does not; the other bits are noise. Exact:
     * no carry crosses a byte.
     */
    static long differs(long word, long pattern) {
        long difference = word ^ pattern;
        return ((difference & LOW_SEVEN_BITS) + LOW_SEVEN_BITS) | difference;
    }

    /** Bit i of the result is the high bit of byte i; the word must have no other bits. */
    static long gather(long highBits) {
        return (highBits * GATHER) >>> 56;
    }

    /** One bit per byte: where eight bytes equal the pattern. */
    static long equalMask(long word, long pattern) {
        return gather(~differs(word, pattern) & HIGH_BITS);
    }

    /** One bit per byte: where the 64 bytes at an address equal the pattern. */
    static long equalMask64(long address, long pattern) {
        long mask = 0;
        for (int word = 0; word < 8; word++) {
            mask |= equalMask(UnsafeApi.getLong(address + (word << 3)), pattern) << (word << 3);
        }
        return mask;
    }

    /** High bits of bytes equal to the pattern; only the lowest one is exact, which is all a search needs. */
    static long firstEqual(long word, long pattern) {
        long difference = word ^ pattern;
        return (difference - ONES) & ~difference & HIGH_BITS;
    }

    /** Bit i of the result is the parity of bits 0 to i. */
    static long prefixXor(long bits) {
        long parity = bits;
        parity ^= parity << 1;
        parity ^= parity << 2;
        parity ^= parity << 4;
        parity ^= parity << 8;
        parity ^= parity << 16;
        parity ^= parity << 32;
        return parity;
    }

    /** Zero if every byte is at most nine; the caller has removed the ASCII zeros. */
    static long digitErrors(long digits) {
        return ((digits + 0x7676767676767676L) | digits) & HIGH_BITS;
    }

    /** The number whose eight decimal digits are in the bytes, most significant first in memory. */
    static long eightDigits(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }
}
