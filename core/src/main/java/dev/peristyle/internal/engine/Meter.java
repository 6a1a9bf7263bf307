package dev.peristyle.internal.engine;

/** What one thread has done for one operator. Written by that thread alone. What it has written is sure once it
 * has ended; a look before that, by {@link RunSampler}, may see less. */
final class Meter {

    long rowsIn;
    long rowsOut;
    long bytes;
    long nanos;

    /** The processor time, which only a run that is profiled measures. */
    long cpuNanos;

    /** How many it has handed on. */
    long chunks;

    /** Rows that came in and rows that went out, each of so many bits. */
    void pass(int in, int out, int rowBits) {
        rowsIn += in;
        rowsOut += out;
        chunks++;
        bytes += (long) out * rowBits >> 3;
    }

    /** Adds what another one counts. */
    void add(Meter other) {
        rowsIn += other.rowsIn;
        rowsOut += other.rowsOut;
        bytes += other.bytes;
        nanos += other.nanos;
        cpuNanos += other.cpuNanos;
        chunks += other.chunks;
    }
}
