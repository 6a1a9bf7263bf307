package dev.peristyle.internal.window;

import dev.peristyle.internal.file.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.UnsafeApi;

/**
 * Reads a stream on a thread of its own, some blocks ahead of who wants them: what has to be decompressed is, while what was is being
 * parsed. The thread ends with the stream or with {@link #close()}; it knows of nothing but the blocks and the stream, so that whoever
 * forgets to close this can be collected. One thread takes what is read.
 */
final class ReadAhead implements AutoCloseable {
    /** To wake a thread costs as much as to decompress some thousand bytes, so blocks are large where windows are. */
    private static final int MAX_BLOCK_BYTES = 1 << 19;

    private static final int MIN_BLOCK_BYTES = 1 << 16;
    private static final long MOMENT_MILLIS = 100;
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final BlockingQueue<Block> full;
    private final BlockingQueue<Block> empty;
    private final Thread thread;
    private final Reading reading;
    private final boolean interrupts;
    private Block current;
    private int taken;

    /**
     * Starts to read.
     *
     * @param in closed by the thread
     * @param name of the thread
     * @param bytes how far to read ahead: as much as is taken at a time, else the thread waits while that is being parsed. It has
     *     memory of the heap for that and for one block more
     * @param interrupts whether the thread is interrupted and waited for when this is closed. A stream of the user's may close because of
     *     that, or go on waiting for what nobody sends: of one, the thread reads what it has begun to read
     */
    ReadAhead(InputStream in, String name, int bytes, boolean interrupts) {
        this.interrupts = interrupts;
        int blockBytes = Math.max(MIN_BLOCK_BYTES, Math.min(MAX_BLOCK_BYTES, bytes / 2));
        int blocks = Math.max(2, bytes / blockBytes + 1);
        // and what wakes a thread that is left
        this.full = new ArrayBlockingQueue<>(blocks + 1);
        this.empty = new ArrayBlockingQueue<>(blocks + 1);
        for (int block = 0; block < blocks; block++) {
            empty.add(new Block(new byte[blockBytes]));
        }
        this.reading = new Reading(in, full, empty, new AtomicBoolean());
        this.thread = new Thread(reading, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Copies what is read next.
     *
     * @param most bytes there is room for, at least 1
     * @return how many there were, or -1 at the end
     * @throws IOException if the stream could not be read, or this thread was interrupted while it waited
     */
    int read(long address, int most) throws IOException {
        try {
            while (current == null || taken == current.length && !current.last) {
                if (current != null) {
                    empty.put(current);
                }
                current = full.take();
                taken = 0;
            }
        } catch (InterruptedException interruption) {
            current = null;
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interruption);
        }
        if (taken == current.length) {
            if (current.failure instanceof IOException failure) {
                throw failure;
            } else if (current.failure instanceof RuntimeException failure) {
                throw failure;
            } else if (current.failure instanceof Error failure) {
                throw failure;
            }
            return -1;
        }
        int count = Math.min(most, current.length - taken);
        UnsafeApi.copyMemory(current.bytes, BYTES + taken, null, address, count);
        taken += count;
        return count;
    }

    /** Ends the thread and waits for it, so that what it had open is closed. */
    @Override
    public void close() {
        if (!interrupts) {
            leave();
            return;
        }
        thread.interrupt();
        Threads.join(thread);
    }

    /** Has the thread end when the read that it is in returns, and waits only for a moment. */
    private void leave() {
        reading.left.set(true);
        empty.offer(new Block(new byte[0]));
        try {
            thread.join(MOMENT_MILLIS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes that were read; the last ones may be followed by a failure. */
    private static final class Block {
        private final byte[] bytes;
        private int length;
        private boolean last;
        private Throwable failure;

        Block(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** What the thread does. */
    private record Reading(InputStream in, BlockingQueue<Block> full, BlockingQueue<Block> empty, AtomicBoolean left)
            implements Runnable {
        @Override
        public void run() {
            try (in) {
                Block block;
                do {
                    block = empty.take();
                    if (!left.get()) {
                        fill(block);
                        full.put(block);
                    }
                } while (!block.last && !left.get());
            } catch (InterruptedException closed) {
                // nobody waits any more
            } catch (IOException closing) {
                // all of it was read
            }
        }

        private void fill(Block block) {
            block.length = 0;
            try {
                while (block.length < block.bytes.length && !block.last) {
                    int count = in.read(block.bytes, block.length, block.bytes.length - block.length);
                    block.last = count < 0;
                    block.length += Math.max(0, count);
                }
            } catch (IOException | RuntimeException | Error failure) {
                block.failure = failure;
                block.last = true;
            }
        }
    }
}
