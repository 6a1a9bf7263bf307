package dev.peristyle.internal.engine;

/** What one thread has done for one operator. Written by that thread alone. What it has written is sure once it
 * has ended; a look before that, by {@link RunSampler}, may see less. */
final class Meter {

    long rowsIn;
    long rowsOut;
    long bytes;
    long nanos;
    long cpuNanos;
    long chunks;

    /** Rows that came in and rows that went out, each of so many bits. */
    void pass(int in, int out, int rowBits) {
        rowsIn += in;
        rowsOut += out;
        chunks++;
        bytes += (long) out * rowBits >> 3;
    }
}
