package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.AddressBuffer;
import java.util.zip.CRC32C;

/** Computes CRC-32C over memory. Not thread-safe. */
final class Checksums {
    private static final int MAX_BYTES_AT_ONCE = 1 << 30;

    private final AddressBuffer view = new AddressBuffer();
    private final CRC32C checksum = new CRC32C();

    /** The checksum of some bytes. */
    int of(long address, long bytes) {
        checksum.reset();
        add(address, bytes);
        return value();
    }

    /** Begins with no bytes. */
    void begin() {
        checksum.reset();
    }

    /** Adds bytes to those since the beginning. */
    void add(long address, long bytes) {
        for (long done = 0; done < bytes; ) {
            int part = (int) Math.min(MAX_BYTES_AT_ONCE, bytes - done);
            checksum.update(view.wrap(address + done, part));
            done += part;
        }
    }

    /** The checksum of all bytes since the beginning. */
    int value() {
        return (int) checksum.getValue();
    }

    /** The checksum of the first bytes of an array. */
    static int of(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
