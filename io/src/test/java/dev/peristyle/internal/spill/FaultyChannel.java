package dev.peristyle.internal.spill;

import dev.peristyle.internal.file.UnsupportedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that reads and writes less than it was asked to, and fails at the n-th time. */
final class FaultyChannel extends UnsupportedChannel {

    private final FileChannel channel;
    private final Faults faults;
    private final boolean shortly;

    /**
     * A file.
     *
     * @param faults counts what it does, and says when it fails
     * @param shortly whether it does only a part of what it is asked to
     */
    FaultyChannel(FileChannel channel, Faults faults, boolean shortly) {
        this.channel = channel;
        this.faults = faults;
        this.shortly = shortly;
    }

    /** Lets only a part of a buffer through. */
    private interface Transfer {
        int run(ByteBuffer buffer, long position) throws IOException;
    }

    private int shortly(ByteBuffer buffer, long position, Transfer transfer) throws IOException {
        faults.step();
        int limit = buffer.limit();
        buffer.limit(buffer.position() + Math.max(1, buffer.remaining() / (shortly ? 2 : 1)));
        try {
            return transfer.run(buffer, position);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return shortly(target, position, channel::read);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return shortly(source, position, channel::write);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        faults.step();
        return channel.truncate(size);
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
