package dev.peristyle.internal.aggregate;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Exact sums of integers by group, in two's complement of up to 192 bits. */
interface ExactSums {

    /** Bits 0 to 63. */
    long low(int group);

    /** Bits 64 to 127. */
    long middle(int group);

    /** Bits 128 to 191. */
    default long high(int group) {
        return middle(group) >> 63;
    }

    /** Whether the sum is a long. */
    default boolean fitsLong(int group) {
        long sign = low(group) >> 63;
        return middle(group) == sign && high(group) == sign;
    }

    default BigInteger integer(int group) {
        byte[] bytes = new byte[3 * Long.BYTES];
        ByteBuffer.wrap(bytes).putLong(high(group)).putLong(middle(group)).putLong(low(group));
        return new BigInteger(bytes);
    }
}
