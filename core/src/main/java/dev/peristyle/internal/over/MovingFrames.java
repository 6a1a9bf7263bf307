package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Aggregates over frames of which both ends move on. Nothing is ever subtracted, so that sums of doubles do not drift: there
 * is a row between the ends, and for each row before it what is from there up to it (the front), and from it on what was added
 * since (the back). A frame is one of the front and all of the back. When the frame has left the front, a new one is made of
 * what is in it, so that each row is added some three times (two stacks; K. Tangwongsan, M. Hirzel, S. Schneider, Low-Latency
 * Sliding-Window Aggregation in Worst-Case Constant Time, DEBS 2017). Not thread-safe.
 */
final class MovingFrames implements Evaluation {

    private final FrameFront front;
    private final SlotAggregator back;
    private final SlotAggregator carried;
    private final SlotAggregator results;
    private final SlotFeed feed;
    private final SlotPairs pairs;
    private final GrowingBuffer numbers;
    private final List<ColumnBuffer> out;

    /** The front ends before this row, the back is of {@code [middle, entered)}. */
    private long middle;

    private long entered;
    private long oldest;

    MovingFrames(Evaluations run, List<OverCall> calls) {
        this.back = run.aggregator(calls);
        this.carried = run.aggregator(calls);
        this.results = run.aggregator(calls);
        this.feed = new SlotFeed(run, calls);
        this.pairs = new SlotPairs(run);
        this.front = new FrameFront(run, calls, feed, pairs);
        this.numbers = run.buffer();
        this.out = calls.stream().map(run::output).toList();
    }

    @Override
    public void evaluate(Batch batch, int count) {
        results.clear(count);
        int row = 0;
        while (row < count) {
            if (leavesFront(batch, row)) {
                fillFront(batch.frames().start(row), batch.frames().end(row));
            }
            int end = row + 1;
            while (end < count && !leavesFront(batch, end)) {
                end++;
            }
            add(batch.frames(), row, end);
            row = end;
        }
        oldest = batch.frames().start(count - 1);
        long list = numbers.ensure(4L * count);
        for (int result = 0; result < count; result++) {
            UnsafeApi.putInt(list + 4L * result, result);
        }
        for (int position = 0; position < out.size(); position++) {
            results.write(position, list, count, out.get(position));
        }
    }

    private boolean leavesFront(Batch batch, int row) {
        return batch.bounds().startsPartition(row) || batch.frames().start(row) >= middle;
    }

    private void fillFront(long start, long end) {
        middle = end;
        entered = end;
        carried.clear(1);
        front.fill(start, end);
    }

    /** Results of rows between which the front stays. */
    private void add(Frames frames, int from, int to) {
        int rows = to - from;
        back.clear(rows + 1);
        pairs.add(carried, 0, back, 0);
        pairs.merge(carried, back);
        feed.begin(back);
        for (int row = 0; row < rows; row++) {
            long end = Math.max(entered, frames.end(from + row));
            feed.add(entered, end, row + 1);
            entered = end;
        }
        feed.end();
        for (int row = 0; row < rows; row++) {
            pairs.add(back, row, back, row + 1);
        }
        pairs.merge(back, back);
        for (int row = 0; row < rows; row++) {
            long start = frames.start(from + row);
            if (start < middle) {
                if (!front.isHeld(start)) {
                    pairs.merge(front.slots(), results);
                    front.hold(start);
                }
                pairs.add(front.slots(), front.slot(start), results, from + row);
            }
        }
        pairs.merge(front.slots(), results);
        for (int row = 0; row < rows; row++) {
            pairs.add(back, row + 1, results, from + row);
        }
        pairs.merge(back, results);
        carried.clear(1);
        pairs.add(back, rows, carried, 0);
        pairs.merge(back, carried);
    }

    @Override
    public long oldest() {
        return oldest;
    }

    @Override
    public void close() {
        front.close();
        back.close();
        carried.close();
        results.close();
        feed.close();
        pairs.close();
        numbers.close();
    }
}
