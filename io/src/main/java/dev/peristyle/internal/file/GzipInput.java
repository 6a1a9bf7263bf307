package dev.peristyle.internal.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952): any number of members, one after the other, and zeros after the last one, as tapes leave them. Every member has to be
 * whole and to have the checksum and the length that it says; anything else is an error that tells where. The stream of the JDK takes what
 * comes after a member for its end, whatever it is. Not thread-safe.
 */
final class GzipInput extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST_BYTE = 0x1F;
    private static final int SECOND_BYTE = 0x8B;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long bufferStart;
    private long members;
    private boolean inMember;
    private boolean ended;

    /**
     * Decompresses a stream.
     *
     * @param in closed with this one
     */
    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int count = inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            if (inflater.needsInput()) {
                if (from == to && !refill()) {
                    throw cut();
                }
                inflater.setInput(buffer, from, to - from);
                from = to;
            }
            int count = inflater.inflate(target, offset, length);
            if (inflater.needsDictionary()) {
                throw new ZipException("a dictionary is needed" + place());
            }
            return count;
        } catch (DataFormatException broken) {
            from = to - inflater.getRemaining();
            throw (ZipException) new ZipException("the compressed data are damaged" + place()).initCause(broken);
        }
    }

    /** Returns false at the end of the input. */
    private boolean beginMember() throws IOException {
        int first = next();
        if (members > 0) {
            while (first == 0) {
                first = next();
            }
        }
        if (first < 0 && members > 0) {
            return false;
        }
        if (first != FIRST_BYTE || next() != SECOND_BYTE) {
            throw new ZipException("what follows is not gzip" + place());
        }
        checksum.reset();
        int method = one();
        int flags = one();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new ZipException("a member has an unknown form" + place());
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(one() | one() << 8);
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
        inflater.reset();
        checksum.reset();
        inMember = true;
        members++;
        return true;
    }

    private void skipText(boolean present) throws IOException {
        boolean more = present;
        while (more) {
            more = one() != 0;
        }
    }

    private void endMember() throws IOException {
        from = to - inflater.getRemaining();
        long wanted = four();
        if (wanted != checksum.getValue()) {
            throw new ZipException("the checksum of a member is wrong: the data are damaged" + place());
        }
        if (four() != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("the length of a member is wrong: the data are damaged" + place());
        }
        inMember = false;
    }

    private long four() throws IOException {
        return one() | (long) one() << 8 | (long) one() << 16 | (long) one() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int skipped = 0; skipped < bytes; skipped++) {
            one();
        }
    }

    private int one() throws IOException {
        int value = next();
        if (value < 0) {
            throw cut();
        }
        return value;
    }

    private int next() throws IOException {
        return from == to && !refill() ? -1 : buffer[from++] & 0xFF;
    }

    private boolean refill() throws IOException {
        bufferStart += to;
        from = 0;
        to = 0;
        int count = in.read(buffer, 0, BUFFER);
        to = Math.max(0, count);
        return count > 0;
    }

    private EOFException cut() {
        return new EOFException("the compressed data end in the middle" + place());
    }

    private String place() {
        return ", at byte " + (bufferStart + from) + " of the compressed file";
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }
}
