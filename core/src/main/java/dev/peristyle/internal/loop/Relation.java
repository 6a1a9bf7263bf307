package dev.peristyle.internal.loop;

/** How one value lies to another one. The order is total, so that the other relations are the opposites of these. */
public enum Relation {
    EQ,
    LT,
    LE;

    /** Whether it holds for values that compare like that: negative, 0 or positive. */
    boolean holds(int sign) {
        return this == EQ ? sign == 0 : this == LT ? sign < 0 : sign <= 0;
    }

    /** Whether it holds for 64-bit integers, as 1 or 0, without a branch. */
    long ofLongs(long left, long right) {
        return this == EQ ? isZero(left ^ right) : this == LT ? isLess(left, right) : isLess(right, left) ^ 1;
    }

    /** Whether it holds for 32-bit integers, as 1 or 0, without a branch. */
    long ofInts(int left, int right) {
        return this == EQ
                ? (((long) left ^ right) & 0xFFFF_FFFFL) - 1 >>> 63
                : this == LT ? (long) left - right >>> 63 : (long) left - right - 1 >>> 63;
    }

    private static long isZero(long value) {
        return (value | -value) >>> 63 ^ 1;
    }

    /** The borrow of a subtraction, right for every pair of values. */
    private static long isLess(long left, long right) {
        return ((left & ~right) | (~(left ^ right) & (left - right))) >>> 63;
    }
}
