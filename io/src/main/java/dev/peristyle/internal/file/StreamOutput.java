package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that its owner closes, such as standard output. What has been written stays written, after a failure too.
 * Not thread-safe.
 */
public final class StreamOutput implements Output {
    private static final int PART = 1 << 16;

    private final OutputStream stream;
    private final byte[] part = new byte[PART];
    private final AddressBuffer view = new AddressBuffer();

    /** Takes a stream, which is flushed and never closed. */
    public StreamOutput(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(long address, long length) {
        try {
            for (long done = 0; done < length; ) {
                int count = (int) Math.min(PART, length - done);
                view.wrap(address + done, count).get(part, 0, count);
                stream.write(part, 0, count);
                done += count;
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void commit() {
        try {
            stream.flush();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        // the owner's
    }

    private static DataAccessException failed(IOException failure) {
        return new DataAccessException("cannot write to the stream: " + failure.getMessage(), failure);
    }
}
