package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.window.FileRange;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The buffers of a column of one batch, decompressed, one after the other in memory of the pool. What a length claims is compared with the
 * rows of the batch and with what so many bytes can stand for, before there is memory for it. Not thread-safe.
 */
final class DecompressedBuffers implements AutoCloseable {
    /** A buffer of values of one width may be longer than these: writers round up, or send what they have reserved. */
    private static final long MAX_UNUSED = 1 << 16;

    /** More than this is not believed before it is looked at. */
    private static final long MAX_CLAIM = 1L << 40;

    private final ColumnPlan plan;
    private final FileRanges ranges;
    private final FileRange source;
    private final GrowingBuffer content;

    /** Which buffers are not compressed after all. */
    private boolean[] areStored = {};

    DecompressedBuffers(ColumnPlan plan, FileRanges ranges, MemoryPool pool) {
        this.plan = plan;
        this.ranges = ranges;
        this.source = ranges.range(pool, FileColumn.owner(plan) + ", compressed");
        this.content = new GrowingBuffer(pool, FileColumn.owner(plan) + ", decompressed");
    }

    /**
     * Decompresses all buffers of the column.
     *
     * @param stored where they are in the file
     * @return where they are here: what {@link #show} takes, and how long they are
     * @throws dev.peristyle.error.MalformedDataException if one is not what the format says
     * @throws dev.peristyle.error.MemoryLimitException if there is no room for them
     */
    BatchColumnLayout read(BatchLayout batch, BatchColumnLayout stored) {
        stored.codec().require();
        int count = stored.offsets().length;
        areStored = new boolean[count];
        long[] starts = new long[count];
        long[] lengths = new long[count];
        long total = 0;
        for (int at = 0; at < count; at++) {
            starts[at] = total;
            lengths[at] = length(batch, stored, at);
            total = Math.addExact(total, FileLayout.padded(lengths[at]));
        }
        content.ensureExactly(Math.addExact(total, Window.READABLE_AFTER_END));
        for (int at = 0; at < count; at++) {
            if (lengths[at] > 0) {
                decompress(batch, stored, at, content.address() + starts[at], lengths[at]);
            }
        }
        source.close();
        return new BatchColumnLayout(stored.nulls(), starts, lengths, stored.codec());
    }

    /** What the buffers of a column say that they take when they are decompressed, checked by nobody; 0 if they are not compressed. */
    static long claimed(FileRanges ranges, BatchColumnLayout stored) {
        long bytes = 0;
        for (int at = 0; stored.codec() != null && at < stored.offsets().length; at++) {
            long length = stored.lengths()[at];
            if (length > BodyCodec.PREFIX) {
                bytes += Math.min(MAX_CLAIM, Math.max(length, claimed(ranges, stored, at)));
            }
        }
        return bytes;
    }

    /** What the first bytes of a buffer say, if it can be true. */
    private long length(BatchLayout batch, BatchColumnLayout stored, int at) {
        long compressed = stored.lengths()[at] - BodyCodec.PREFIX;
        if (compressed < 0 || at == 0 && stored.nulls() == 0) {
            return 0;
        }
        long length = claimed(ranges, stored, at);
        long most = compressed;
        if (length == BodyCodec.STORED) {
            areStored[at] = true;
            length = compressed;
        } else {
            long ratio = stored.codec().maxRatio;
            most = Math.min(compressed, Long.MAX_VALUE / 4 / ratio) * ratio;
        }
        long least = BatchLayout.least(plan, at, batch.rows(), stored.nulls());
        if (at < BatchColumnLayout.FIRST_VARIADIC) {
            // a bitmap or values of one width
            most = Math.min(most, 2 * least + MAX_UNUSED);
        }
        if (length < least || length > most || compressed > Integer.MAX_VALUE - FileLayout.ALIGNMENT) {
            throw broken(
                    batch,
                    stored,
                    at,
                    "it cannot be " + length + " bytes of " + batch.rows() + " rows, compressed to " + compressed);
        }
        return length;
    }

    private static long claimed(FileRanges ranges, BatchColumnLayout stored, int at) {
        return ByteBuffer.wrap(ranges.read(stored.offsets()[at], BodyCodec.PREFIX))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    private void decompress(BatchLayout batch, BatchColumnLayout stored, int at, long target, long length) {
        long offset = stored.offsets()[at] + BodyCodec.PREFIX;
        int compressed = (int) (stored.lengths()[at] - BodyCodec.PREFIX);
        if (areStored[at]) {
            ranges.read(offset, target, compressed);
            return;
        }
        long address = source.show(offset, compressed);
        String problem = stored.codec().decompress(address, compressed, target, length);
        // what is wrong with a file that has become shorter is that
        ranges.check();
        if (problem != null) {
            throw broken(batch, stored, at, problem);
        }
    }

    private RuntimeException broken(BatchLayout batch, BatchColumnLayout stored, int at, String what) {
        return BrokenFile.column(
                ranges.file().path(),
                batch.name(),
                stored.offsets()[at],
                plan.name(),
                "its buffer " + at + " (" + stored.codec().shown() + "): " + what);
    }

    /** Where bytes are shown. */
    long show(long offset) {
        return content.address() + offset;
    }

    @Override
    public void close() {
        source.close();
        content.close();
    }
}
