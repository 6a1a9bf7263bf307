package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.GrowingBuffer;
import java.util.List;
import org.agrona.UnsafeApi;

/** Aggregates over frames of few rows: each is added up from its rows. Not thread-safe. */
final class SmallFrames implements Evaluation {

    /** With more rows it is faster to add up what frames have in common. */
    private static final long MAX_ROWS = 16;

    private final SlotAggregator slots;
    private final SlotFeed feed;
    private final GrowingBuffer numbers;
    private final List<ColumnBuffer> out;
    private long oldest;

    SmallFrames(Evaluations run, List<OverCall> calls) {
        this.slots = run.aggregator(calls);
        this.feed = new SlotFeed(run, calls);
        this.numbers = run.buffer();
        this.out = calls.stream().map(run::output).toList();
    }

    /** Whether no frame has more than a few rows. */
    static boolean hold(Frame frame) {
        return frame instanceof Frame.Rows rows
                && rows.from() != Frame.START
                && rows.to() != Frame.END
                && rows.to() - rows.from() < MAX_ROWS;
    }

    @Override
    public void evaluate(Batch batch, int count) {
        slots.clear(count);
        feed.begin(slots);
        Frames frames = batch.frames();
        long list = numbers.ensure(4L * count);
        for (int row = 0; row < count; row++) {
            feed.add(frames.start(row), frames.end(row), row);
            UnsafeApi.putInt(list + 4L * row, row);
        }
        feed.end();
        for (int position = 0; position < out.size(); position++) {
            slots.write(position, list, count, out.get(position));
        }
        oldest = frames.start(count - 1);
    }

    @Override
    public long oldest() {
        return oldest;
    }

    @Override
    public void close() {
        slots.close();
        feed.close();
        numbers.close();
    }
}
