package dev.peristyle.internal.spill;

import dev.peristyle.internal.file.AddressBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Records as they are: their length and a CRC-32C over their place and their bytes, then the bytes. */
final class PlainRecordIo extends RecordIo {

    /** What a record takes beside its bytes. */
    static final int HEADER = 16;

    private static final int MAX_AT_ONCE = 1 << 30;

    private final AddressBuffer memory = new AddressBuffer();
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    @Override
    long recordBytes(long bytes) {
        return bytes + HEADER;
    }

    @Override
    void write(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException {
        header.clear();
        header.putLong(bytes).putLong(checksum(place, address, bytes));
        header.flip();
        writeFully(channel, header, place);
        for (long done = 0; done < bytes; done += MAX_AT_ONCE) {
            ByteBuffer part = memory.wrap(address + done, (int) Math.min(MAX_AT_ONCE, bytes - done));
            writeFully(channel, part, place + HEADER + done);
        }
    }

    @Override
    boolean read(FileChannel channel, long place, RecordId id, long address, long bytes) throws IOException {
        header.clear();
        readFully(channel, header, place);
        if (header.getLong(0) != bytes) {
            return false;
        }
        long expected = header.getLong(8);
        for (long done = 0; done < bytes; done += MAX_AT_ONCE) {
            ByteBuffer part = memory.wrap(address + done, (int) Math.min(MAX_AT_ONCE, bytes - done));
            readFully(channel, part, place + HEADER + done);
        }
        return checksum(place, address, bytes) == expected;
    }

    /** With the place in it, so that a record that has ended up elsewhere does not pass for another one. */
    private long checksum(long place, long address, long bytes) {
        header.putLong(8, place);
        crc.reset();
        crc.update(header.duplicate().clear().position(8));
        for (long done = 0; done < bytes; done += MAX_AT_ONCE) {
            crc.update(memory.wrap(address + done, (int) Math.min(MAX_AT_ONCE, bytes - done)));
        }
        return crc.getValue();
    }
}
