package dev.peristyle.internal.columnfile.kernel;

import org.agrona.UnsafeApi;

/** XXH32 with seed 0, by <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">its specification</a>: the checksum of LZ4 frames. */
public final class XxHashKernel {
    private static final int PRIME_1 = 0x9E37_79B1;
    private static final int PRIME_2 = 0x85EB_CA77;

    /** The sum of the first two, in 32 bits. */
    private static final int SUM_OF_PRIMES = 0x24234428;

    private static final int PRIME_3 = 0xC2B2_AE3D;
    private static final int PRIME_4 = 0x27D4_EB2F;
    private static final int PRIME_5 = 0x1656_67B1;

    private XxHashKernel() {}

    /** The checksum of some bytes. */
    public static int hash(long address, long length) {
        long at = address;
        long end = address + length;
        int hash;
        if (length >= 16) {
            int first = SUM_OF_PRIMES;
            int second = PRIME_2;
            int third = 0;
            int fourth = -PRIME_1;
            for (; at + 16 <= end; at += 16) {
                first = round(first, UnsafeApi.getInt(at));
                second = round(second, UnsafeApi.getInt(at + 4));
                third = round(third, UnsafeApi.getInt(at + 8));
                fourth = round(fourth, UnsafeApi.getInt(at + 12));
            }
            hash = Integer.rotateLeft(first, 1)
                    + Integer.rotateLeft(second, 7)
                    + Integer.rotateLeft(third, 12)
                    + Integer.rotateLeft(fourth, 18);
        } else {
            hash = PRIME_5;
        }
        hash += (int) length;
        for (; at + 4 <= end; at += 4) {
            hash = Integer.rotateLeft(hash + UnsafeApi.getInt(at) * PRIME_3, 17) * PRIME_4;
        }
        for (; at < end; at++) {
            hash = Integer.rotateLeft(hash + (UnsafeApi.getByte(at) & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 15) * PRIME_2;
        hash = (hash ^ hash >>> 13) * PRIME_3;
        return hash ^ hash >>> 16;
    }

    private static int round(int lane, int word) {
        return Integer.rotateLeft(lane + word * PRIME_2, 13) * PRIME_1;
    }
}
