package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.Compression;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.UnsafeApi;

/**
 * Compresses on a thread of its own, a few blocks behind who writes. What is handed over are always whole blocks, so that the compressed bytes do not depend
 * on how what is written was divided. The thread has ended when {@link #commit} or {@link #close} returns; what it failed of is thrown
 * by the next call. One thread writes.
 */
public final class CompressedOutput implements Output {
    private static final int BLOCK_BYTES = 1 << 17;
    private static final int BLOCKS = 4;
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final Output target;
    private final OffHeapBuffer compressed;
    private final TargetStream stream;
    private final OutputStream compressor;
    private final Thread thread;
    private final Deque<Block> full = new ArrayDeque<>();
    private final Deque<Block> empty = new ArrayDeque<>();
    private Block current = new Block();
    private boolean complete;
    private boolean ended;
    private Throwable failure;

    private CompressedOutput(Output target, Compression compression, MemoryPool pool) throws IOException {
        this.target = target;
        this.compressed = pool.allocate(BLOCK_BYTES, "compressed output");
        this.stream = new TargetStream(target, compressed);
        try {
            this.compressor = CompressedStream.open(stream, compression);
        } catch (IOException | RuntimeException | Error refused) {
            compressed.close();
            throw refused;
        }
        for (int block = 1; block < BLOCKS; block++) {
            empty.add(new Block());
        }
        this.thread = new Thread(this::run, "peristyle-compress");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts to compress.
     *
     * @param target takes the compressed bytes and is closed with this output, or if this fails
     * @return the target itself if nothing is to be compressed
     * @throws DataAccessException if the library that is needed is not there
     */
    public static Output to(Output target, Compression compression, MemoryPool pool) {
        if (compression == Compression.NONE) {
            return target;
        }
        try {
            return new CompressedOutput(target, compression, pool);
        } catch (IOException refused) {
            target.close();
            throw new DataAccessException("cannot compress: " + refused.getMessage(), refused);
        } catch (RuntimeException | Error refused) {
            target.close();
            throw refused;
        }
    }

    @Override
    public void write(long address, long length) {
        for (long done = 0; done < length; ) {
            if (current.length == BLOCK_BYTES) {
                exchange();
            }
            int count = (int) Math.min(BLOCK_BYTES - current.length, length - done);
            UnsafeApi.copyMemory(null, address + done, current.bytes, BYTES + current.length, count);
            current.length += count;
            done += count;
        }
    }

    /** Hands the block over and waits for one that is empty. */
    private synchronized void exchange() {
        check();
        full.add(current);
        notifyAll();
        boolean interrupted = false;
        while (empty.isEmpty() && failure == null) {
            interrupted |= pause();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        current = empty.isEmpty() ? current : empty.remove();
        check();
    }

    /** Waits; an interrupt is for the thread that is waited for, and returns true. */
    @SuppressWarnings("WaitNotInLoop") // who calls this does so in a loop
    private boolean pause() {
        try {
            wait();
            return false;
        } catch (InterruptedException interruption) {
            // what it writes to may be what waits
            thread.interrupt();
            return true;
        }
    }

    private synchronized void check() {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        } else if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw new DataAccessException("cannot compress: " + failure.getMessage(), failure);
        }
    }

    private void run() {
        try (compressor) {
            Block block = take();
            while (block != null) {
                compressor.write(block.bytes, 0, block.length);
                giveBack(block);
                block = take();
            }
            if (!isComplete()) {
                stream.discard();
            }
        } catch (IOException | RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    /** The next block, or null at the end. */
    private synchronized Block take() {
        while (full.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException forwarded) {
                // nothing is being written that it could end
            }
        }
        return ended && !complete ? null : full.poll();
    }

    private synchronized void giveBack(Block block) {
        block.length = 0;
        empty.add(block);
        notifyAll();
    }

    private synchronized boolean isComplete() {
        return complete;
    }

    private synchronized void fail(Throwable thrown) {
        failure = failure == null ? thrown : failure;
        notifyAll();
    }

    @Override
    public void commit() {
        end(true);
        check();
        target.commit();
    }

    private void end(boolean whole) {
        synchronized (this) {
            if (ended) {
                return;
            }
            complete = whole;
            ended = true;
            full.add(current);
            notifyAll();
        }
        Threads.join(thread, thread::interrupt);
    }

    @Override
    public void close() {
        end(false);
        compressed.close();
        target.close();
    }

    /** Bytes to be compressed. */
    private static final class Block {
        private final byte[] bytes = new byte[BLOCK_BYTES];
        private int length;
    }
}
