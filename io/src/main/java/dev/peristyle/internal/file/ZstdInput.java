package dev.peristyle.internal.file;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Decompresses zstd (RFC 8878): any number of frames, each of which has to be whole. The stream of the library takes the end of the input
 * for that of any frame but the first. With {@link ZstdOutput} the only class that knows the library, which need not be there. Not
 * thread-safe.
 */
final class ZstdInput extends InputStream {
    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] read = new byte[BUFFER];
    private final ByteBuffer source = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private long taken;
    private boolean inFrame;
    private boolean closed;

    private ZstdInput(InputStream in) {
        this.in = in;
    }

    /**
     * Decompresses any number of frames.
     *
     * @param file closed with the stream that is returned
     */
    static InputStream open(InputStream file) {
        return new ZstdInput(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!target.hasRemaining()) {
            if (closed || !fill()) {
                return -1;
            }
        }
        int count = Math.min(length, target.remaining());
        target.get(bytes, offset, count);
        return count;
    }

    /** Decompresses more, if only to nothing; false at the end of the input. */
    private boolean fill() throws IOException {
        target.clear();
        // what did not fit the last time comes without more input
        boolean progress = inFrame && decompress();
        if (!progress) {
            if (!source.hasRemaining() && !refill()) {
                if (inFrame) {
                    throw new EOFException(
                            "the compressed data end in the middle, at byte " + taken + " of the compressed file");
                }
                return false;
            }
            decompress();
        }
        target.flip();
        return true;
    }

    /** Whether anything came of it. */
    private boolean decompress() throws IOException {
        int before = source.remaining();
        try {
            inFrame = !context.decompressDirectByteBufferStream(target, source);
        } catch (ZstdException damaged) {
            throw (ZipException) new ZipException("the compressed data are damaged, before byte " + taken
                            + " of the compressed file: " + damaged.getMessage())
                    .initCause(damaged);
        }
        return target.position() > 0 || source.remaining() < before;
    }

    private boolean refill() throws IOException {
        int count = in.read(read, 0, BUFFER);
        source.clear().limit(Math.max(0, count));
        if (count > 0) {
            source.put(0, read, 0, count);
            taken += count;
        }
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            context.close();
        }
        in.close();
    }
}
