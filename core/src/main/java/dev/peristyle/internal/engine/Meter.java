package dev.peristyle.internal.engine;

/** What one thread has done for one operator. Written by that thread alone, read when it has ended. */
final class Meter {

    long rowsIn;
    long rowsOut;
    long bytes;
    long nanos;

    /** Rows that came in and rows that went out, each of so many bits. */
    void pass(int in, int out, int rowBits) {
        rowsIn += in;
        rowsOut += out;
        bytes += (long) out * rowBits >> 3;
    }
}
