package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The buffers of a batch as they go into a file, compressed if that is wanted. Compressed ones take memory, as much as the batch at most; where
 * there is none, the batch is written as it is, which each batch says of itself. Not thread-safe.
 */
final class BatchBody implements AutoCloseable {
    private final BodyCodec wanted;
    private final GrowingBuffer compressed;
    private final List<Long> addresses = new ArrayList<>();

    /** Offset and length of each buffer, one after the other. */
    private final List<Long> buffers = new ArrayList<>();

    private final Checksums checksums = new Checksums();
    private long size;
    private BodyCodec codec;

    /**
     * A body without buffers.
     *
     * @param wanted what they are compressed with, or null
     */
    BatchBody(BodyCodec wanted, MemoryPool pool) {
        this.wanted = wanted;
        this.compressed = new GrowingBuffer(pool, RowBatch.OWNER + ", compressed");
    }

    /**
     * Takes the buffers of rows, which stay as they are until they are written.
     *
     * @return the message before them
     */
    byte[] take(RowBatch rows, DictionaryColumns dictionaries) {
        clear();
        for (int column = 0; column < rows.columns().size(); column++) {
            BatchColumn source = rows.columns().get(column);
            DictionaryBuilder dictionary = dictionaries.of(column);
            if (dictionary == null) {
                source.buffers(this::add);
            } else {
                source.bitmap(this::add);
                dictionary.encode((TextBatchColumn) source, this::add);
            }
        }
        end();
        int[] nulls = rows.columns().stream().mapToInt(BatchColumn::nulls).toArray();
        return ArrowMessages.batch(rows.rows(), nulls, buffers, size, codec);
    }

    /**
     * Takes the buffers of a dictionary.
     *
     * @return the message before them
     */
    byte[] take(int column, DictionaryBuilder dictionary) {
        clear();
        dictionary.buffers(this::add);
        end();
        return ArrowMessages.dictionary(column, dictionary.values(), buffers, size, codec);
    }

    private void clear() {
        addresses.clear();
        buffers.clear();
        size = 0;
    }

    private void end() {
        codec = wanted != null && hasRoom() ? wanted : null;
        if (codec != null) {
            compress();
        }
    }

    private void add(long address, long bytes) {
        addresses.add(address);
        buffers.add(size);
        buffers.add(bytes);
        size += FileLayout.padded(bytes);
    }

    private boolean hasRoom() {
        try {
            compressed.ensure(size + (long) FileLayout.ALIGNMENT * addresses.size());
            return true;
        } catch (MemoryLimitException full) {
            return false;
        }
    }

    private void compress() {
        List<Long> sources = List.copyOf(addresses);
        List<Long> lengths = List.copyOf(buffers);
        clear();
        for (int buffer = 0; buffer < sources.size(); buffer++) {
            long bytes = lengths.get(2 * buffer + 1);
            long target = compressed.address() + size;
            long length = bytes == 0 ? 0 : BodyCodec.PREFIX + compress(sources.get(buffer), bytes, target);
            UnsafeApi.setMemory(target + length, FileLayout.padded(length) - length, (byte) 0);
            add(target, length);
        }
    }

    /** Writes what comes after the length, and that; returns how many bytes come after it. */
    private long compress(long source, long bytes, long target) {
        long written = codec.compress(source, bytes, target + BodyCodec.PREFIX, bytes - 1);
        if (written >= 0) {
            UnsafeApi.putLong(target, bytes);
            return written;
        }
        UnsafeApi.putLong(target, BodyCodec.STORED);
        UnsafeApi.copyMemory(source, target + BodyCodec.PREFIX, bytes);
        return bytes;
    }

    /** Bytes of all buffers with their padding. */
    long size() {
        return size;
    }

    /** The checksums of the buffers, each with its padding. */
    int[] sums() {
        int[] sums = new int[addresses.size()];
        for (int buffer = 0; buffer < sums.length; buffer++) {
            sums[buffer] = checksums.of(addresses.get(buffer), padded(buffer));
        }
        return sums;
    }

    void write(Output output) {
        for (int buffer = 0; buffer < addresses.size(); buffer++) {
            output.write(addresses.get(buffer), padded(buffer));
        }
    }

    private long padded(int buffer) {
        return FileLayout.padded(buffers.get(2 * buffer + 1));
    }

    /** Gives the memory back, which can be taken again. */
    @Override
    public void close() {
        compressed.close();
    }
}
