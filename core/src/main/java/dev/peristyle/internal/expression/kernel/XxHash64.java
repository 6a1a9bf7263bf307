package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/**
 * XXH64 with seed 0, after the specification of xxHash by Yann Collet ("XXH64 algorithm description"). Its value is the same on every
 * machine and in every version, unlike that of hash tables.
 */
public final class XxHash64 {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    /**
     * Hashes bytes.
     *
     * @param length how many
     * @return 64 bits
     */
    public static long hash(long address, int length) {
        int position = 0;
        long hash = PRIME_5;
        if (length >= STRIPE) {
            long second = PRIME_2;
            long first = PRIME_1 + second;
            long third = 0;
            long fourth = -PRIME_1;
            for (; position <= length - STRIPE; position += STRIPE) {
                first = round(first, UnsafeApi.getLong(address + position));
                second = round(second, UnsafeApi.getLong(address + position + 8));
                third = round(third, UnsafeApi.getLong(address + position + 16));
                fourth = round(fourth, UnsafeApi.getLong(address + position + 24));
            }
            hash = Long.rotateLeft(first, 1)
                    + Long.rotateLeft(second, 7)
                    + Long.rotateLeft(third, 12)
                    + Long.rotateLeft(fourth, 18);
            hash = merge(merge(merge(merge(hash, first), second), third), fourth);
        }
        hash += length;
        for (; position <= length - 8; position += 8) {
            hash ^= round(0, UnsafeApi.getLong(address + position));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (position <= length - 4) {
            hash ^= (UnsafeApi.getInt(address + position) & 0xFFFF_FFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            position += 4;
        }
        for (; position < length; position++) {
            hash ^= (UnsafeApi.getByte(address + position) & 0xFF) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }

    private static long round(long lane, long word) {
        return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }
}
