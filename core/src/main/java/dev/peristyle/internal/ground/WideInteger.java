package dev.peristyle.internal.ground;

import java.math.BigInteger;
import org.agrona.UnsafeApi;

/** Integers of up to 128 bits as objects: exact, and one is allocated per value. */
public final class WideInteger {

    private WideInteger() {}

    /** A value of any layout of integers. */
    public static BigInteger at(WordAccess access, long address) {
        return of(access.load(address), access.high(address));
    }

    /** A value of 16 bytes: the low word, then the high word. */
    public static BigInteger at(long address) {
        return of(UnsafeApi.getLong(address), UnsafeApi.getLong(address + 8));
    }

    private static BigInteger of(long low, long high) {
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        BigInteger value = BigInteger.valueOf(high).shiftLeft(64).add(BigInteger.valueOf(low));
        return low < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
    }

    /** Writes the last 128 bits of a value. */
    public static void put(long address, BigInteger value) {
        UnsafeApi.putLong(address, value.longValue());
        UnsafeApi.putLong(address + 8, value.shiftRight(64).longValue());
    }
}
