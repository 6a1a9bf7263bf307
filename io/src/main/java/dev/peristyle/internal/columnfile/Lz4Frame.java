package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.columnfile.kernel.Lz4Kernel;
import dev.peristyle.internal.columnfile.kernel.XxHashKernel;
import org.agrona.UnsafeApi;

/**
 * Frames of LZ4, by <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">its format</a>. Written: blocks of 4 MB that do not
 * depend on each other, without checksums, which the file has. Read: what the format allows, but for dictionaries; blocks that depend on each
 * other are what the C library writes, and what the usual libraries for Java do not read.
 *
 * <pre>
 *   04 22 4D 18                magic
 *   flags, block size          a byte each
 *   content size               eight bytes, if flagged
 *   checksum of the header     the second byte of its XXH32
 *   blocks                     length in four bytes, the highest bit set if not compressed; bytes; checksum in four, if flagged
 *   00 00 00 00
 *   checksum of the content    four bytes, if flagged
 * </pre>
 */
final class Lz4Frame {
    private static final int MAGIC = 0x184D_2204;
    private static final int VERSION = 1 << 6;
    private static final int VERSION_MASK = 3 << 6;
    private static final int INDEPENDENT = 1 << 5;
    private static final int BLOCK_CHECKSUM = 1 << 4;
    private static final int CONTENT_SIZE = 1 << 3;
    private static final int CONTENT_CHECKSUM = 1 << 2;
    private static final int DICTIONARY = 1;
    private static final int BLOCK_SIZE_4_MB = 7 << 4;
    private static final int MAX_BLOCK = 4 << 20;
    private static final int STORED = 1 << 31;
    private static final int HEADER = 7;

    private Lz4Frame() {}

    /**
     * Compresses bytes to a frame.
     *
     * @return bytes written, or -1 if there is not so much room
     */
    static long compress(long source, long bytes, long target, long capacity) {
        if (capacity < HEADER + Integer.BYTES) {
            return -1;
        }
        UnsafeApi.putInt(target, MAGIC);
        UnsafeApi.putByte(target + 4, (byte) (VERSION | INDEPENDENT));
        UnsafeApi.putByte(target + 5, (byte) BLOCK_SIZE_4_MB);
        UnsafeApi.putByte(target + 6, (byte) (XxHashKernel.hash(target + 4, 2) >>> 8));
        long out = target + HEADER;
        long limit = target + capacity;
        int[] table = new int[Lz4Kernel.TABLE_SIZE];
        for (long done = 0; done < bytes; ) {
            int block = (int) Math.min(MAX_BLOCK, bytes - done);
            // after it, the length of the next one or the end
            long room = limit - out - 2L * Integer.BYTES;
            long written = Lz4Kernel.compress(source + done, block, out + 4, Math.min(room, block - 1L), table);
            if (written < 0) {
                if (block > room) {
                    return -1;
                }
                UnsafeApi.copyMemory(source + done, out + 4, block);
                UnsafeApi.putInt(out, block | STORED);
                written = block;
            } else {
                UnsafeApi.putInt(out, (int) written);
            }
            out += 4 + written;
            done += block;
        }
        UnsafeApi.putInt(out, 0);
        return out + 4 - target;
    }

    /**
     * Decompresses a frame.
     *
     * @param expected bytes of its content, for which there is room
     * @return null, or what is wrong with it
     */
    static String decompress(long source, long bytes, long target, long expected) {
        if (bytes < HEADER || UnsafeApi.getInt(source) != MAGIC) {
            return "it does not begin as a frame of LZ4";
        }
        int flags = UnsafeApi.getByte(source + 4) & 0xFF;
        if ((flags & VERSION_MASK) != VERSION || (flags & DICTIONARY) != 0) {
            return "its frame of LZ4 is of another version or needs a dictionary";
        }
        int header = HEADER + ((flags & CONTENT_SIZE) == 0 ? 0 : Long.BYTES);
        if (bytes < header
                || (byte) (XxHashKernel.hash(source + 4, header - 5L) >>> 8)
                        != UnsafeApi.getByte(source + header - 1)) {
            return "the header of its frame of LZ4 has another checksum";
        }
        if (header > HEADER && UnsafeApi.getLong(source + 6) != expected) {
            return "its frame of LZ4 is of " + UnsafeApi.getLong(source + 6) + " bytes";
        }
        return blocks(source + header, source + bytes, flags, target, target + expected);
    }

    private static String blocks(long source, long end, int flags, long target, long limit) {
        long in = source;
        long out = target;
        while (end - in >= Integer.BYTES) {
            int length = UnsafeApi.getInt(in);
            in += Integer.BYTES;
            if (length == 0) {
                return end(in, end, flags, target, out, limit);
            }
            boolean isStored = length < 0;
            length &= ~STORED;
            int sum = (flags & BLOCK_CHECKSUM) == 0 ? 0 : Integer.BYTES;
            if (length > end - in - sum || isStored && length > limit - out) {
                break;
            }
            if (sum > 0 && XxHashKernel.hash(in, length) != UnsafeApi.getInt(in + length)) {
                return "a block of LZ4 has another checksum";
            }
            if (isStored) {
                UnsafeApi.copyMemory(in, out, length);
                out += length;
            } else {
                long history = (flags & INDEPENDENT) == 0 ? target : out;
                out = Lz4Kernel.decompress(in, length, out, limit, history);
                if (out < 0) {
                    return "a block of LZ4 is broken";
                }
            }
            in += length + sum;
        }
        return "its frame of LZ4 is cut off";
    }

    private static String end(long in, long end, int flags, long target, long out, long limit) {
        int sum = (flags & CONTENT_CHECKSUM) == 0 ? 0 : Integer.BYTES;
        if (out != limit || end - in != sum) {
            return "its frame of LZ4 has another length";
        }
        return sum > 0 && XxHashKernel.hash(target, limit - target) != UnsafeApi.getInt(in)
                ? "the content of its frame of LZ4 has another checksum"
                : null;
    }
}
