package dev.peristyle.internal.over;

import dev.peristyle.internal.aggregate.SlotAggregator;
import java.util.List;

/**
 * For each row of a range, aggregates of the rows from there to the end of the range. They are asked for in the order of the rows, so
 * only those of a block of rows are there at a time, and for each block after it what is from its first row on: of a million rows that
 * can be a slot for each of 2,048 and 489 more. When a block is left, the next one is made of its rows, which are looked at a second
 * time. That is a sixth more work, so where there is memory a block is as large as a part of it. Each row is added to what is after it, from the last one on, in blocks of any size alike. Not thread-safe.
 */
final class FrameFront implements AutoCloseable {

    /** A range of fewer is one block: its rows are looked at once. */
    private static final int MIN_BLOCK = 1 << 11;

    private static final int MAX_BLOCK = 1 << 22;

    /** The slots of a block take about this part of the memory. */
    private static final int PARTS_OF_LIMIT = 16;

    /** What an aggregate takes in a slot, about: those of one column often share it. */
    private static final int BYTES = 64;

    private final SlotAggregator block;
    private final SlotAggregator blocks;
    private final SlotFeed feed;
    private final SlotPairs pairs;
    private final int usualBlock;
    private long start;
    private long end;
    private int blockRows;

    /** The block that is there is of the rows {@code [blockStart, blockEnd)}. */
    private long blockStart;

    private long blockEnd;

    /**
     * Of no rows.
     *
     * @param feed may be used by others between calls, as {@code pairs} may
     */
    FrameFront(Evaluations run, List<OverCall> calls, SlotFeed feed, SlotPairs pairs) {
        this.block = run.aggregator(calls);
        this.blocks = run.aggregator(calls);
        this.feed = feed;
        this.pairs = pairs;
        long rows = Math.max(1, run.memoryLimit() / PARTS_OF_LIMIT / ((long) BYTES * calls.size()));
        this.usualBlock = (int) Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, Long.highestOneBit(rows)));
    }

    /** Takes other rows, and holds the first ones. */
    void fill(long from, long to) {
        start = from;
        end = to;
        blockStart = to;
        blockEnd = to;
        if (from == to) {
            return;
        }
        long rows = to - from;
        blockRows = usualBlock;
        while ((long) blockRows * blockRows < rows) {
            blockRows <<= 1;
        }
        int last = (int) ((rows - 1) / blockRows);
        if (last > 0) {
            blocks.clear(last + 1);
        }
        for (int number = last; number > 0; number--) {
            load(number, start + (long) number * blockRows);
            pairs.add(block, 0, blocks, number);
            pairs.merge(block, blocks);
        }
        load(0, start);
    }

    /** Whether the slot of a row is there; it has to be one of the range, and none before those that were held. */
    boolean isHeld(long row) {
        return row < blockEnd;
    }

    /** Makes the slot of a row be there, and those of the rows after it in its block. */
    void hold(long row) {
        load((int) ((row - start) / blockRows), row);
    }

    /** The rows before the first one of a block may not be there any more. */
    private void load(int number, long first) {
        blockStart = first;
        blockEnd = Math.min(end, start + (number + 1L) * blockRows);
        int rows = (int) (blockEnd - first);
        block.clear(rows);
        feed.begin(block);
        feed.addEach(first, blockEnd, 0);
        feed.end();
        if (blockEnd < end) {
            pairs.add(blocks, number + 1, block, rows - 1);
            pairs.merge(blocks, block);
        }
        for (int slot = rows - 2; slot >= 0; slot--) {
            pairs.add(block, slot + 1, block, slot);
        }
        pairs.merge(block, block);
    }

    /** Where slots are. */
    SlotAggregator slots() {
        return block;
    }

    /** The slot of a row that is held. */
    int slot(long row) {
        return (int) (row - blockStart);
    }

    @Override
    public void close() {
        block.close();
        blocks.close();
    }
}
