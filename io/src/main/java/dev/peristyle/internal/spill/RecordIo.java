package dev.peristyle.internal.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes and reads records, one at a time: used by one thread at a time. */
abstract class RecordIo {

    /** Returns what a record of so many bytes takes in the file. */
    abstract long recordBytes(long bytes);

    /** Writes a record to its place. */
    abstract void write(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException;

    /** Reads a record; false if what is there is not what was written. */
    abstract boolean read(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException;

    static void writeFully(FileChannel channel, ByteBuffer source, long place) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source, place + source.position());
        }
    }

    static void readFully(FileChannel channel, ByteBuffer target, long place) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, place + target.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
    }
}
