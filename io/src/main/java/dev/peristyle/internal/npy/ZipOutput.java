package dev.peristyle.internal.npy;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.fixedwidth.FieldFormat;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip file of arrays, those of more than 4 GB too. Each begins, as it is mapped best, at a multiple of 64 bytes if it is stored as it is. What is
 * written depends on the arrays only: files have no time but the first that there is. Not thread-safe.
 */
@SuppressWarnings("ByteBufferBackingArray") // all of them are allocated here
final class ZipOutput implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    /** An extra field that others pass over, as Android uses it to align files. */
    private static final int EXTRA_ALIGNMENT = 0xD935;

    private static final int EXTRA_HEAD = 4;
    private static final int VERSION = 20;
    private static final int VERSION_64 = 45;

    /** The first of January 1980. */
    private static final int FIRST_DAY = 0x21;

    private static final int BUFFER_BYTES = 64 << 10;

    /** Longer names and what is around them do not fit a length of two bytes. */
    private static final int MAX_NAME_BYTES = 60_000;

    private final OutputFile output;
    private final boolean isDeflated;
    private final MemoryPool pool;
    private final Deflater deflater;
    private final AddressBuffer inputView = new AddressBuffer();
    private final AddressBuffer outputView = new AddressBuffer();
    private final CRC32 sum = new CRC32();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private OffHeapBuffer buffer;
    private int files;
    private byte[] name;
    private long header;
    private boolean isWide;
    private int extra;
    private long start;
    private long size;

    ZipOutput(OutputFile output, boolean isDeflated, MemoryPool pool) {
        this.output = output;
        this.isDeflated = isDeflated;
        this.pool = pool;
        this.deflater = isDeflated ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : null;
    }

    /** Checks that there can be arrays of these names. */
    static void checkNames(RecordFormat format) {
        for (FieldFormat field : format.fields()) {
            if (field.name().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                throw new IllegalArgumentException("column '" + ShownText.of(field.name())
                        + "' has a name that is too long for an array in a zip file: " + MAX_NAME_BYTES
                        + " bytes are the most. Rename it");
            }
        }
    }

    /**
     * Begins an array.
     *
     * @param npy its header
     * @param bytes that follow
     */
    void begin(String array, byte[] npy, long bytes) {
        name = (array + ".npy").getBytes(StandardCharsets.UTF_8);
        header = output.size();
        size = npy.length + bytes;
        // deflated, what cannot be compressed is a little longer
        isWide = size + (isDeflated ? size / 1000 + 64 : 0) >= ZipArchive.MAX_INT;
        extra = isWide ? EXTRA_HEAD + 2 * Long.BYTES : 0;
        if (!isDeflated) {
            extra += alignment(header + ZipArchive.LOCAL_BYTES + name.length + extra);
        }
        sum.reset();
        writeNumbers(local(0, 0));
        start = output.size();
        try (OffHeapBuffer copy = OffHeapCopy.of(npy, pool, "npz: header")) {
            write(copy.address(), npy.length);
        }
    }

    /** Bytes of an extra field after which a multiple of 64 comes. */
    private static int alignment(long end) {
        int missing = (int) (-end & ALIGNMENT - 1);
        return missing == 0 ? 0 : missing < EXTRA_HEAD + 2 ? missing + ALIGNMENT : missing;
    }

    /** Adds bytes to the array. */
    void write(long address, long length) {
        for (long done = 0; done < length; ) {
            int part = (int) Math.min(1 << 30, length - done);
            sum.update(inputView.wrap(address + done, part));
            if (isDeflated) {
                deflater.setInput(inputView.wrap(address + done, part));
                while (!deflater.needsInput()) {
                    deflate();
                }
            } else {
                output.write(address + done, part);
            }
            done += part;
        }
    }

    private void deflate() {
        if (buffer == null) {
            buffer = pool.allocate(BUFFER_BYTES, "npz: deflated");
        }
        int count = deflater.deflate(outputView.wrap(buffer.address(), BUFFER_BYTES));
        output.write(buffer.address(), count);
    }

    /** Ends the array. */
    void end() {
        if (isDeflated) {
            deflater.finish();
            while (!deflater.finished()) {
                deflate();
            }
            deflater.reset();
        }
        byte[] again = local((int) sum.getValue(), output.size() - start);
        try (OffHeapBuffer copy = OffHeapCopy.of(again, pool, "npz: header")) {
            output.rewrite(header, copy.address(), again.length);
        }
        files++;
        directory.writeBytes(central(output.size() - start));
    }

    private int flags() {
        for (byte character : name) {
            if (character < 0) {
                return ZipArchive.UTF8;
            }
        }
        return 0;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void common(ByteBuffer target, int version, int crc) {
        target.putShort((short) version)
                .putShort((short) flags())
                .putShort((short) (isDeflated ? ZipArchive.DEFLATED : ZipArchive.STORED))
                .putShort((short) 0)
                .putShort((short) FIRST_DAY)
                .putInt(crc);
    }

    private byte[] local(int crc, long stored) {
        ByteBuffer target = bytes(ZipArchive.LOCAL_BYTES + name.length + extra);
        target.putInt(ZipArchive.LOCAL);
        common(target, isWide ? VERSION_64 : VERSION, crc);
        target.putInt(isWide ? -1 : (int) stored).putInt(isWide ? -1 : (int) size);
        target.putShort((short) name.length).putShort((short) extra).put(name);
        if (isWide) {
            target.putShort((short) ZipArchive.EXTRA_64).putShort((short) (2 * Long.BYTES));
            target.putLong(size).putLong(stored);
        }
        if (target.hasRemaining()) {
            target.putShort((short) EXTRA_ALIGNMENT).putShort((short) (target.remaining() - 2));
            target.putShort((short) ALIGNMENT);
        }
        return target.array();
    }

    private byte[] central(long stored) {
        boolean farOff = header >= ZipArchive.MAX_INT;
        int wide = (isWide ? 2 * Long.BYTES : 0) + (farOff ? Long.BYTES : 0);
        int extraBytes = wide == 0 ? 0 : EXTRA_HEAD + wide;
        ByteBuffer target = bytes(ZipArchive.CENTRAL_BYTES + name.length + extraBytes);
        int version = wide == 0 ? VERSION : VERSION_64;
        target.putInt(ZipArchive.CENTRAL).putShort((short) version);
        common(target, version, (int) sum.getValue());
        target.putInt(isWide ? -1 : (int) stored).putInt(isWide ? -1 : (int) size);
        target.putShort((short) name.length).putShort((short) extraBytes).putShort((short) 0);
        target.putShort((short) 0).putShort((short) 0).putInt(0);
        target.putInt(farOff ? -1 : (int) header).put(name);
        if (wide > 0) {
            target.putShort((short) ZipArchive.EXTRA_64).putShort((short) wide);
            if (isWide) {
                target.putLong(size).putLong(stored);
            }
            if (farOff) {
                target.putLong(header);
            }
        }
        return target.array();
    }

    /** Writes the directory. */
    void finish() {
        long begin = output.size();
        writeNumbers(directory.toByteArray());
        long bytes = output.size() - begin;
        boolean wide = files >= ZipArchive.MAX_SHORT || begin >= ZipArchive.MAX_INT || bytes >= ZipArchive.MAX_INT;
        if (wide) {
            long place = output.size();
            ByteBuffer end = bytes(ZipArchive.END_64_BYTES + ZipArchive.LOCATOR_64_BYTES);
            end.putInt(ZipArchive.END_64).putLong(ZipArchive.END_64_BYTES - 12);
            end.putShort((short) VERSION_64)
                    .putShort((short) VERSION_64)
                    .putInt(0)
                    .putInt(0);
            end.putLong(files).putLong(files).putLong(bytes).putLong(begin);
            end.putInt(ZipArchive.LOCATOR_64).putInt(0).putLong(place).putInt(1);
            writeNumbers(end.array());
        }
        ByteBuffer end = bytes(ZipArchive.END_BYTES);
        end.putInt(ZipArchive.END).putInt(0);
        short count = (short) Math.min(ZipArchive.MAX_SHORT, files);
        end.putShort(count).putShort(count);
        end.putInt((int) Math.min(ZipArchive.MAX_INT, bytes)).putInt((int) Math.min(ZipArchive.MAX_INT, begin));
        writeNumbers(end.array());
    }

    private void writeNumbers(byte[] bytes) {
        if (bytes.length > 0) {
            try (OffHeapBuffer copy = OffHeapCopy.of(bytes, pool, "npz: directory")) {
                output.write(copy.address(), bytes.length);
            }
        }
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
        if (buffer != null) {
            buffer.close();
        }
    }
}
