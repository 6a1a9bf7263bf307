package dev.peristyle.internal.spill;

import dev.peristyle.internal.file.UnsupportedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that reads and writes less than it was asked to, and fails at the n-th time. */
final class FaultyChannel extends UnsupportedChannel {

    private final Path file;
    private final FileChannel channel;
    private final Faults faults;
    private final boolean shortly;

    /**
     * A file.
     *
     * @param file its name, for messages
     * @param channel it, open
     * @param faults counts what it does, and says when it fails
     * @param shortly whether it does only a part of what it is asked to
     */
    FaultyChannel(Path file, FileChannel channel, Faults faults, boolean shortly) {
        this.file = file;
        this.channel = channel;
        this.faults = faults;
        this.shortly = shortly;
    }

    /** Lets only a part of a buffer through. */
    private interface Transfer {
        int run(ByteBuffer buffer) throws IOException;
    }

    private int shortly(Faults.Operation operation, ByteBuffer buffer, Transfer transfer) throws IOException {
        faults.step(operation, file);
        int limit = buffer.limit();
        buffer.limit(buffer.position() + Math.max(1, buffer.remaining() / (shortly ? 2 : 1)));
        try {
            return transfer.run(buffer);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return shortly(Faults.Operation.READ, target, channel::read);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return shortly(Faults.Operation.READ, target, part -> channel.read(part, position));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return shortly(Faults.Operation.WRITE, source, channel::write);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return shortly(Faults.Operation.WRITE, source, part -> channel.write(part, position));
    }

    @Override
    public void force(boolean metadata) throws IOException {
        faults.step(Faults.Operation.SYNC, file);
        channel.force(metadata);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        faults.step(Faults.Operation.TRUNCATE, file);
        channel.truncate(size);
        return this;
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        channel.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
