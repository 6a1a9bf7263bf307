package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in a {@link TemporaryDirectory}, which takes care of that it is whole or absent. It is made with its directories when it is first written to, and
 * open from then until {@link #pause}. Not thread-safe.
 */
public final class PartOutput implements FileOutput {
    private static final int MAX_BYTES_AT_ONCE = 1 << 30;

    private final Path file;
    private final AddressBuffer view = new AddressBuffer();
    private FileChannel channel;
    private long size;

    /** A file that is not there yet. */
    public PartOutput(Path file) {
        this.file = file;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long address, long length) {
        try {
            if (channel == null) {
                Files.createDirectories(file.getParent());
                channel = size == 0
                        ? FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                        : FileChannel.open(file, StandardOpenOption.WRITE);
            }
            for (long done = 0; done < length; ) {
                ByteBuffer part = view.wrap(address + done, (int) Math.min(MAX_BYTES_AT_ONCE, length - done));
                done += channel.write(part, size + done);
            }
            size += length;
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
    }

    /**
     * Closes the file; what is written next opens it again.
     *
     * @throws DataAccessException if that fails
     */
    public void pause() {
        FileChannel closing = channel;
        channel = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException failure) {
                throw FileErrors.writing(file, failure);
            }
        }
    }

    @Override
    public void commit() {
        pause();
    }

    @Override
    public void close() {
        pause();
    }
}
