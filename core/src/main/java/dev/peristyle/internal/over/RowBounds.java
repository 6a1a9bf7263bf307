package dev.peristyle.internal.over;

import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.over.kernel.BoundKernel;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Where the partition of each row of a batch begins and ends, and the rows that are equal to it in the order. Ends are known
 * as far as functions look ahead. Not thread-safe.
 */
final class RowBounds implements AutoCloseable {

    private static final String OWNER = WindowedRows.OWNER;

    private final OrderedInput input;
    private final RowSeeker ahead;
    private final boolean needsPeers;
    private final long reach;
    private final GrowingBuffer partitionStarts;
    private final GrowingBuffer partitionEnds;
    private final GrowingBuffer peerStarts;
    private final GrowingBuffer peerEnds;
    private final GrowingBuffer places;
    private long partitionStart;
    private long peerStart;
    private long place;

    /** The first start of a partition, or of a place, from the row after the batch on; or how far was looked. */
    private long partitionAhead;

    private long peersAhead;
    private long looked;
    private long first;
    private int count;

    /**
     * Bounds of no rows yet.
     *
     * @param needsPeers whether it has to be known where the rows end that are equal in the order
     * @param reach how many rows after each have to be known; {@link Frame#END} for all of its partition
     */
    RowBounds(MemoryPool pool, OrderedInput input, boolean needsPeers, long reach) {
        this.input = input;
        this.ahead = input.seeker();
        this.needsPeers = needsPeers;
        this.reach = reach;
        this.partitionStarts = new GrowingBuffer(pool, OWNER);
        this.partitionEnds = new GrowingBuffer(pool, OWNER);
        this.peerStarts = new GrowingBuffer(pool, OWNER);
        this.peerEnds = new GrowingBuffer(pool, OWNER);
        this.places = new GrowingBuffer(pool, OWNER);
    }

    /** Pulls as many rows as are needed to know the ends of those before one. */
    void look(long row) {
        // a batch can turn out to be shorter than what was looked for
        boolean back = row < looked;
        looked = row;
        long from = back ? row : Math.max(partitionAhead, row);
        partitionAhead = find(row, from, input.partitionOffset(), reach);
        if (needsPeers) {
            from = back ? row : Math.max(peersAhead, row);
            peersAhead = find(row, from, input.placeOffset(), Frame.END);
        }
        ahead.release();
    }

    /** Goes from a row on to the first mark, but no more than so far after another one. */
    private long find(long after, long from, int offset, long distance) {
        long end = distance > Frame.END - after ? Frame.END : after + distance;
        long row = from;
        while (row < end) {
            if (row == input.count() && !input.pull()) {
                return row;
            }
            long rows = ahead.seek(row);
            long known = Math.min(ahead.end(), end) - row;
            long found = BoundKernel.find(rows, input.layout().rowBytes(), offset, known);
            row += found;
            if (found < known) {
                return row;
            }
        }
        return row;
    }

    /**
     * Shows rows.
     *
     * @param number that of the first one, as many as were {@link #look looked} for
     * @param rows address of the first one; the others follow it
     */
    void show(long number, long rows, int rowCount) {
        first = number;
        count = rowCount;
        long bytes = 8L * rowCount;
        int size = input.layout().rowBytes();
        int partition = input.partitionOffset();
        int peers = input.placeOffset();
        BoundKernel.starts(rows, size, partition, count, first, partitionStart, partitionStarts.ensure(bytes));
        BoundKernel.ends(rows, size, partition, count, first, partitionAhead, partitionEnds.ensure(bytes));
        BoundKernel.starts(rows, size, peers, count, first, peerStart, peerStarts.ensure(bytes));
        BoundKernel.places(rows, size, partition, peers, count, place, places.ensure(bytes));
        if (needsPeers) {
            BoundKernel.ends(rows, size, peers, count, first, peersAhead, peerEnds.ensure(bytes));
        }
    }

    /** Goes on to the rows after the first of those that are shown. */
    void advance(int done) {
        partitionStart = UnsafeApi.getLong(partitionStarts.address() + 8L * (done - 1));
        peerStart = UnsafeApi.getLong(peerStarts.address() + 8L * (done - 1));
        place = UnsafeApi.getLong(places.address() + 8L * (done - 1));
    }

    /** The number of the first row. */
    long first() {
        return first;
    }

    /** Whether a partition begins with a row of the batch. */
    boolean startsPartition(int row) {
        return UnsafeApi.getLong(partitionStarts.address() + 8L * row) == first + row;
    }

    /** Where the first rows of the partitions are, eight bytes each. */
    long partitionStarts() {
        return partitionStarts.address();
    }

    /** Where the rows after the last ones of the partitions are, or if that is not known the row up to which they go on. */
    long partitionEnds() {
        return partitionEnds.address();
    }

    /** Where the first rows are that are equal in the order. */
    long peerStarts() {
        return peerStarts.address();
    }

    /** Where the rows after the last ones are that are equal in the order. */
    long peerEnds() {
        return peerEnds.address();
    }

    /** Where it is which place in the order of its partition each row has. */
    long places() {
        return places.address();
    }

    @Override
    public void close() {
        ahead.close();
        partitionStarts.close();
        partitionEnds.close();
        peerStarts.close();
        peerEnds.close();
        places.close();
    }
}
