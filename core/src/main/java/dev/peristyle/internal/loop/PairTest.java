package dev.peristyle.internal.loop;

/** A relation of two values at addresses. A record, so that what it holds is constant in a loop. */
interface PairTest {

    /** 1 if it holds, else 0. */
    long test(long left, long right);
}
