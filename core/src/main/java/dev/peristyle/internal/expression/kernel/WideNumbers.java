package dev.peristyle.internal.expression.kernel;

import dev.peristyle.internal.ground.WideInteger;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/**
 * Arithmetic of signed integers of 128 bits: the low word, then the high word. What does not fit wraps; the loops return
 * whether some row may have reached 10^38, the limit of decimals, and who cares looks at each row.
 */
public final class WideNumbers {

    /** The high word of 10^38. */
    private static final long LIMIT_HIGH = 0x4B3B_4CA8_5A86_C47AL;

    private WideNumbers() {}

    /** The sum. */
    public static boolean add(long left, long right, long result, int rows) {
        boolean large = false;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 4;
            long leftLow = UnsafeApi.getLong(left + offset);
            long leftHigh = UnsafeApi.getLong(left + offset + 8);
            long rightHigh = UnsafeApi.getLong(right + offset + 8);
            long low = leftLow + UnsafeApi.getLong(right + offset);
            long carry = Long.compareUnsigned(low, leftLow) < 0 ? 1 : 0;
            long high = leftHigh + rightHigh + carry;
            large |= isLarge(high) | ((leftHigh ^ high) & (rightHigh ^ high)) < 0;
            UnsafeApi.putLong(result + offset, low);
            UnsafeApi.putLong(result + offset + 8, high);
        }
        return large;
    }

    /** The difference. */
    public static boolean subtract(long left, long right, long result, int rows) {
        boolean large = false;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 4;
            long leftLow = UnsafeApi.getLong(left + offset);
            long leftHigh = UnsafeApi.getLong(left + offset + 8);
            long rightLow = UnsafeApi.getLong(right + offset);
            long rightHigh = UnsafeApi.getLong(right + offset + 8);
            long borrow = Long.compareUnsigned(leftLow, rightLow) < 0 ? 1 : 0;
            long high = leftHigh - rightHigh - borrow;
            large |= isLarge(high) | ((leftHigh ^ rightHigh) & (leftHigh ^ high)) < 0;
            UnsafeApi.putLong(result + offset, leftLow - rightLow);
            UnsafeApi.putLong(result + offset + 8, high);
        }
        return large;
    }

    /** The product; factors of 64 bits take the short way. */
    public static boolean multiply(long left, long right, long result, int rows) {
        boolean large = false;
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 4;
            long leftLow = UnsafeApi.getLong(left + offset);
            long rightLow = UnsafeApi.getLong(right + offset);
            boolean isShort = UnsafeApi.getLong(left + offset + 8) == leftLow >> 63
                    & UnsafeApi.getLong(right + offset + 8) == rightLow >> 63;
            if (isShort) {
                long high = Math.multiplyHigh(leftLow, rightLow);
                large |= isLarge(high);
                UnsafeApi.putLong(result + offset, leftLow * rightLow);
                UnsafeApi.putLong(result + offset + 8, high);
            } else {
                BigInteger product = WideInteger.at(left + offset).multiply(WideInteger.at(right + offset));
                large |= product.bitLength() > 126;
                WideInteger.put(result + offset, product);
            }
        }
        return large;
    }

    /** The remainder with the sign of the dividend; a divisor of zero is marked in {@code zeros}. */
    public static boolean remainder(long left, long right, long result, long zeros, int rows) {
        long any = 0;
        for (int row = 0; row < rows; row += 64) {
            long word = 0;
            int count = Math.min(64, rows - row);
            for (int bit = 0; bit < count; bit++) {
                long offset = (long) (row + bit) << 4;
                BigInteger divisor = WideInteger.at(right + offset);
                boolean isZero = divisor.signum() == 0;
                word |= (isZero ? 1L : 0L) << bit;
                WideInteger.put(
                        result + offset,
                        isZero ? divisor : WideInteger.at(left + offset).remainder(divisor));
            }
            UnsafeApi.putLong(zeros + (row >>> 3), word);
            any |= word;
        }
        return any != 0;
    }

    /** The absolute value. */
    public static void abs(long source, long result, int rows) {
        for (int row = 0; row < rows; row++) {
            long offset = (long) row << 4;
            long sign = UnsafeApi.getLong(source + offset + 8) >> 63;
            long low = UnsafeApi.getLong(source + offset) ^ sign;
            long high = UnsafeApi.getLong(source + offset + 8) ^ sign;
            UnsafeApi.putLong(result + offset, low - sign);
            UnsafeApi.putLong(result + offset + 8, high + (low - sign == 0 ? -sign : 0));
        }
    }

    private static boolean isLarge(long high) {
        return (high ^ high >> 63) >= LIMIT_HIGH;
    }
}
