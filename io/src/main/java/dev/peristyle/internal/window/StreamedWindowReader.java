package dev.peristyle.internal.window;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.PassedText;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.UnsafeApi;

/**
 * Windows over the text of a file that has to be decoded, which is to be read from its beginning: one window after the other, each read whole
 * when it is shown, so that it is known whether the text ends in it. What two windows share is moved to the front of the buffer.
 *
 * <p>From the second window on a thread reads ahead; who only looks at the beginning needs none. A window before the one that is shown is
 * reached by decoding the file anew; of a stream there is none.
 */
final class StreamedWindowReader implements WindowReader {
    private static final int READ_BYTES = 1 << 16;

    /** Read beyond the window: that the text ends in it shows only when nothing comes after it. */
    private static final int LOOK_AHEAD = 1;

    /** The buffer begins with this size, as most of what is looked at is small. */
    private static final long FIRST_BYTES = 1 << 18;

    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final InputFile file;
    private final Decoding decoding;
    private final WindowLayout layout;
    private final GrowingBuffer buffer;
    private final PassedText passed;
    private final CurrentWindow current = new CurrentWindow();
    private Counted counted;
    private InputStream in;
    private byte[] scratch;
    private ReadAhead ahead;
    private long number;
    private int filled;
    private boolean ended;
    private boolean closed;

    StreamedWindowReader(InputFile file, Decoding decoding, WindowLayout layout, MemoryPool pool) {
        this.file = file;
        this.decoding = decoding;
        this.layout = layout;
        this.passed = file.stream() == null ? null : file.stream().passed();
        this.buffer = new GrowingBuffer(pool, "window of " + file.path().getFileName());
        begin();
    }

    private void begin() {
        try {
            counted = new Counted(
                    file.stream() == null ? openFile() : file.stream().open());
            in = decoding.open(counted);
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        number = -1;
        filled = 0;
        ended = false;
    }

    private InputStream openFile() throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        try {
            file.checkSame();
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(channel));
            throw failure;
        }
        return Channels.newInputStream(channel);
    }

    @Override
    public WindowReader share(MemoryPool pool) {
        return new StreamedWindowReader(file, decoding, layout, pool);
    }

    @Override
    public Window window(long wanted) {
        if (closed) {
            throw new IllegalStateException("the reader of " + file.path() + " is closed");
        }
        current.clear();
        try {
            if (wanted < number) {
                end();
                begin();
            }
            while (number < wanted) {
                forward();
            }
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
        long offset = number * layout.step();
        int shown = Math.min(filled, layout.step() + layout.overlap());
        return current.show(buffer.openAddress(), shown, offset, ended ? offset + filled : Window.UNKNOWN_SIZE);
    }

    private void forward() throws IOException {
        if (number >= 0) {
            if (ended && filled <= layout.step()) {
                throw new IndexOutOfBoundsException("the text of " + file.path() + " has no window " + (number + 1));
            }
            filled -= layout.step();
            if (passed != null) {
                passed.leaving(layout.step());
            }
            UnsafeApi.copyMemory(buffer.openAddress() + layout.step(), buffer.openAddress(), filled);
            if (ahead == null && !ended && !decoding.isNone()) {
                ahead = new ReadAhead(
                        in,
                        "peristyle-decode-" + file.path().getFileName(),
                        Math.min(layout.step(), WindowLayout.MAX_STEP),
                        file.stream() == null);
                in = null;
                scratch = null;
            }
        }
        number++;
        int capacity = layout.step() + layout.overlap() + LOOK_AHEAD;
        while (filled < capacity && !ended) {
            if (filled == buffer.capacity() || buffer.capacity() == 0) {
                buffer.replace(Math.min(capacity, Math.max(FIRST_BYTES, 2 * buffer.capacity())), filled);
            }
            int room = (int) Math.min(capacity, buffer.capacity()) - filled;
            int count = read(buffer.openAddress() + filled, room);
            ended = count < 0;
            filled += Math.max(0, count);
        }
        if (passed != null) {
            passed.shown(buffer.openAddress(), number * layout.step());
        }
    }

    private int read(long address, int most) throws IOException {
        if (ahead != null) {
            return ahead.read(address, most);
        }
        if (scratch == null) {
            scratch = new byte[READ_BYTES];
        }
        int count = in.read(scratch, 0, Math.min(most, READ_BYTES));
        if (count > 0) {
            UnsafeApi.copyMemory(scratch, BYTES, null, address, count);
        }
        return count;
    }

    /** How many bytes of the file have been decoded, or are about to be. */
    @Override
    public long bytesRead() {
        return counted.bytes.get();
    }

    @Override
    public void release() {
        current.clear();
    }

    @Override
    public void check() {
        // what was read stays as it was read
    }

    @Override
    public DataAccessException lost(InternalError fault) {
        return new DataAccessException("cannot read " + file.path() + ": " + fault.getMessage(), fault);
    }

    private void end() throws IOException {
        ReadAhead reading = ahead;
        InputStream open = in;
        ahead = null;
        in = null;
        if (reading != null) {
            reading.close();
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        current.clear();
        buffer.close();
        try {
            end();
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    /** Counts what is read of a file. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong bytes = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            add(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            add(Math.max(0, count));
            return count;
        }

        private void add(int count) {
            bytes.addAndGet(count);
        }
    }
}
