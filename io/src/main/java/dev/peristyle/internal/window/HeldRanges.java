package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.AddressBuffer;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.agrona.UnsafeApi;

/**
 * Stretches of a stream that are held in memory while they are needed. Memory grows with what has come, eightfold at most: a length that is only
 * claimed takes none. Of one thread.
 */
public final class HeldRanges extends FileRanges {
    private static final int READ_BYTES = 1 << 16;

    /** Taken at once, whatever has come before. */
    private static final long BELIEVED_BYTES = 4 << 20;

    private static final int GROWTH = 8;

    /** So many bytes tell where a stretch lies in a line of the cache, which it keeps. */
    private static final int LINE = 64;

    private final GrowingBuffer memory;
    private final LongConsumer progress;
    private final AddressBuffer source = new AddressBuffer();
    private final byte[] part = new byte[READ_BYTES];
    private long[] starts = new long[8];
    private long[] ends = new long[8];
    private long[] places = new long[8];
    private int count;
    private long filled;
    private long expected;

    /**
     * Nothing is held.
     *
     * @param file stands for the stream
     * @param owner who holds the memory, shown in reports
     * @param progress is told of bytes that have come, and may end it all by an exception
     */
    public HeldRanges(InputFile file, MemoryPool pool, String owner, LongConsumer progress) {
        super(file);
        this.memory = new GrowingBuffer(pool, owner);
        this.progress = progress;
    }

    /**
     * Gives up what is held.
     *
     * @param bytes that are to be held next, of all stretches together
     */
    public void begin(long bytes) {
        count = 0;
        filled = 0;
        expected = bytes;
    }

    /**
     * Holds the next bytes of the stream.
     *
     * @param offset of the first one in the stream, after all that are held
     * @return how many there were: fewer only where the stream ends
     */
    public long hold(InputStream in, long offset, long length) throws IOException {
        // eight bytes of any type keep their alignment
        filled += (offset - filled) & LINE - 1;
        long place = filled;
        long done = 0;
        while (done < length) {
            int read = in.read(part, 0, (int) Math.min(READ_BYTES, length - done));
            if (read < 0) {
                break;
            }
            ensure(filled + read);
            UnsafeApi.copyMemory(part, UnsafeApi.arrayBaseOffset(byte[].class), null, memory.address() + filled, read);
            filled += read;
            done += read;
            progress.accept(read);
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        starts[count] = offset;
        ends[count] = offset + done;
        places[count++] = place;
        return done;
    }

    /**
     * Passes over bytes of the stream.
     *
     * @return how many there were: fewer only where the stream ends
     */
    public long pass(InputStream in, long length) throws IOException {
        long done = 0;
        while (done < length) {
            int read = in.read(part, 0, (int) Math.min(READ_BYTES, length - done));
            if (read < 0) {
                break;
            }
            done += read;
            progress.accept(read);
        }
        return done;
    }

    private void ensure(long bytes) {
        long wanted = bytes + Window.READABLE_AFTER_END;
        if (wanted > memory.capacity()) {
            long room = Math.min(expected + (long) LINE * (count + 1), Math.max(BELIEVED_BYTES, GROWTH * filled));
            memory.replace(Math.max(wanted, room + Window.READABLE_AFTER_END), Math.min(filled, memory.capacity()));
        }
    }

    private long address(long offset, long length) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        int at = found >= 0 ? found : -found - 2;
        if (at < 0 || length > ends[at] - offset) {
            throw new IllegalStateException(
                    "bytes from " + offset + " to " + (offset + length) + " of " + file.path() + " are not held");
        }
        return memory.address() + places[at] + (offset - starts[at]);
    }

    @Override
    public FileRanges share() {
        throw new IllegalStateException(file.path() + " is read by one thread");
    }

    @Override
    public FileRange range(MemoryPool pool, String owner) {
        Objects.requireNonNull(owner, "owner");
        return new Held();
    }

    @Override
    FileChannel channel() {
        throw new IllegalStateException(file.path() + " has no channel");
    }

    @Override
    void read(long offset, ByteBuffer target) {
        int length = target.remaining();
        if (length > 0) {
            target.put(source.wrap(address(offset, length), length));
        }
    }

    @Override
    public void check() {
        // what is held stays as it was read
    }

    @Override
    public DataAccessException lost(InternalError fault) {
        return new DataAccessException("cannot read " + file.path() + ": " + fault.getMessage(), fault);
    }

    @Override
    public void close() {
        memory.close();
        count = 0;
    }

    /** Shows what is held. */
    private final class Held extends FileRange {
        @Override
        public long show(long offset, long length) {
            return address(offset, length);
        }

        @Override
        public void close() {
            // holds nothing of its own
        }
    }
}
