package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Aggregates over frames that begin with the partition. The rows that a frame has more than the one before are added to a slot
 * of its own; then each slot is added to the one after it. Slot 0 is the frame before the batch. Not thread-safe.
 */
final class RunningFrames implements Evaluation {

    private final SlotAggregator slots;
    private final SlotAggregator carried;
    private final SlotFeed feed;
    private final SlotPairs pairs;
    private final GrowingBuffer numbers;
    private final List<ColumnBuffer> out;
    private long entered;

    RunningFrames(Evaluations run, List<OverCall> calls) {
        this.slots = run.aggregator(calls);
        this.carried = run.aggregator(calls);
        this.feed = new SlotFeed(run, calls);
        this.pairs = new SlotPairs(run);
        this.numbers = run.buffer();
        this.out = calls.stream().map(run::output).toList();
    }

    @Override
    public void evaluate(Batch batch, int count) {
        slots.clear(count + 1);
        RowBounds bounds = batch.bounds();
        if (!bounds.startsPartition(0)) {
            pairs.add(carried, 0, slots, 0);
            pairs.merge(carried, slots);
        }
        feed.begin(slots);
        Frames frames = batch.frames();
        for (int row = 0; row < count; row++) {
            long from = bounds.startsPartition(row) ? frames.start(row) : entered;
            entered = Math.max(from, frames.end(row));
            feed.add(from, entered, row + 1);
        }
        feed.end();
        long list = numbers.ensure(4L * count);
        for (int row = 0; row < count; row++) {
            UnsafeApi.putInt(list + 4L * row, row + 1);
            if (!bounds.startsPartition(row)) {
                pairs.add(slots, row, slots, row + 1);
            }
        }
        pairs.merge(slots, slots);
        for (int position = 0; position < out.size(); position++) {
            slots.write(position, list, count, out.get(position));
        }
        carried.clear(1);
        pairs.add(slots, count, carried, 0);
        pairs.merge(slots, carried);
    }

    @Override
    public long oldest() {
        return entered;
    }

    @Override
    public void close() {
        slots.close();
        carried.close();
        feed.close();
        pairs.close();
        numbers.close();
    }
}
