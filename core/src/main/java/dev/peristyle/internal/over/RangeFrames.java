package dev.peristyle.internal.over;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowSeeker;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/**
 * Frames by the distance of keys. Both ends only go on from row to row, so that each row is looked at twice. Keys are compared
 * by their places in the order of their type. Not thread-safe.
 */
final class RangeFrames extends Frames {

    private final BoundSortKey key;
    private final RowLayout layout;
    private final WordAccess access;
    private final boolean floating;
    private final DoubleAccess doubles;
    private final long before;
    private final long after;
    private final RowSeeker front;
    private final RowSeeker back;
    private final RowSeeker current;
    private final GrowingBuffer starts;
    private final GrowingBuffer ends;
    private long oldest;
    private long reached;

    /**
     * Frames along a key.
     *
     * @param key a key of a lane of 64 bits
     */
    RangeFrames(MemoryPool pool, OrderedInput input, BoundSortKey key, Frame.Range range) {
        this.key = key;
        this.layout = input.layout();
        Layout values = layout.layout(key.column());
        this.access = WordAccess.of(values);
        this.floating = values.lane() == Lane.F64;
        this.doubles = floating ? DoubleAccess.of(values) : null;
        this.before = range.before();
        this.after = range.after();
        this.front = input.seeker();
        this.back = input.seeker();
        this.current = input.seeker();
        this.starts = new GrowingBuffer(pool, WindowedRows.OWNER);
        this.ends = new GrowingBuffer(pool, WindowedRows.OWNER);
    }

    @Override
    void show(RowBounds bounds, int count) {
        long startsAt = starts.ensure(8L * count);
        long endsAt = ends.ensure(8L * count);
        long start = oldest;
        long end = reached;
        for (int row = 0; row < count; row++) {
            long partition = UnsafeApi.getLong(bounds.partitionStarts() + 8L * row);
            start = Math.max(start, partition);
            long number = bounds.first() + row;
            long address = current.seek(number);
            if (layout.isNull(address, key.column())) {
                UnsafeApi.putLong(startsAt + 8L * row, UnsafeApi.getLong(bounds.peerStarts() + 8L * row));
                UnsafeApi.putLong(endsAt + 8L * row, UnsafeApi.getLong(bounds.peerEnds() + 8L * row));
                continue;
            }
            boolean grows = !key.descending();
            long lowest = moved(address, grows ? before : after, false);
            long highest = moved(address, grows ? after : before, true);
            start = start(start, number, grows ? lowest : highest);
            long partitionEnd = UnsafeApi.getLong(bounds.partitionEnds() + 8L * row);
            end = end(Math.max(end, number + 1), partitionEnd, grows ? highest : lowest);
            UnsafeApi.putLong(startsAt + 8L * row, start);
            UnsafeApi.putLong(endsAt + 8L * row, end);
        }
        front.release();
        back.release();
        current.release();
    }

    private long start(long from, long row, long bound) {
        long start = from;
        while (start < row) {
            long address = front.seek(start);
            if (!layout.isNull(address, key.column())) {
                long place = place(address);
                if (key.descending() ? place <= bound : place >= bound) {
                    break;
                }
            }
            start++;
        }
        return start;
    }

    private long end(long from, long partitionEnd, long bound) {
        long end = from;
        while (end < partitionEnd) {
            long address = back.seek(end);
            if (layout.isNull(address, key.column())) {
                break;
            }
            long place = place(address);
            if (key.descending() ? place < bound : place > bound) {
                break;
            }
            end++;
        }
        return end;
    }

    private long place(long row) {
        long address = row + layout.offset(key.column());
        return floating ? DoubleOrder.ordered(Double.doubleToRawLongBits(number(address))) : access.load(address);
    }

    /** The place of the key that is so far from that of a row, or of the last one there is. */
    private long moved(long row, long distance, boolean up) {
        long address = row + layout.offset(key.column());
        if (floating) {
            double far = Double.longBitsToDouble(distance);
            double bound = up ? number(address) + far : number(address) - far;
            return DoubleOrder.ordered(Double.doubleToRawLongBits(bound));
        }
        long value = access.load(address);
        long moved = up ? value + distance : value - distance;
        boolean wrapped = up ? moved < value : moved > value;
        return wrapped ? up ? Long.MAX_VALUE : Long.MIN_VALUE : moved;
    }

    private double number(long address) {
        return doubles.load(address);
    }

    @Override
    long starts() {
        return starts.address();
    }

    @Override
    long ends() {
        return ends.address();
    }

    @Override
    void advance(int done) {
        oldest = start(done - 1);
        reached = end(done - 1);
    }

    @Override
    long oldest() {
        return oldest;
    }

    @Override
    public void close() {
        front.close();
        back.close();
        current.close();
        starts.close();
        ends.close();
    }
}
