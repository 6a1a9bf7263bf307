package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.aggregate.OwnedTexts;
import dev.peristyle.internal.aggregate.SlotAggregator;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * An aggregate that holds the values of its frame, such as a median: each frame is put together from its rows, but one that is
 * that of the row before only once; and where an aggregate can go on after a result, only the rows that came to it. Not
 * thread-safe.
 */
final class HeldFrames implements Evaluation {

    /** Values that are held for the frames of several rows at a time. */
    private static final long MAX_VALUES = 1 << 14;

    private final Evaluations run;
    private final List<OverCall> calls;
    private final boolean goesOn;
    private final SlotFeed feed;
    private final GrowingBuffer numbers;
    // results that are texts: what the slots own changes with the next rows
    private final OwnedTexts texts;
    private final ColumnBuffer out;
    private SlotAggregator slots;
    private long start = -1;
    private long end = -1;
    private int slot;

    /** An aggregate. */
    HeldFrames(Evaluations run, OverCall call) {
        this.run = run;
        this.calls = List.of(call);
        this.goesOn = SlotAggregator.canGoOn(call.aggregate());
        this.feed = new SlotFeed(run, calls);
        this.numbers = run.buffer();
        this.texts = run.texts();
        this.out = run.output(call);
    }

    @Override
    public void evaluate(Batch batch, int count) {
        out.ensureCapacity(count);
        texts.close();
        numbers.ensure(4L * count);
        int row = 0;
        while (row < count) {
            row = grows(batch, row) ? grow(batch.frames(), row) : several(batch, row, count);
        }
        out.publish(count, SlotAggregator.nulls(out, count));
    }

    private boolean isLast(Frames frames, int row) {
        return slots != null && frames.start(row) == start && frames.end(row) == end;
    }

    /** Whether a frame is the one before and maybe more. */
    private boolean grows(Batch batch, int row) {
        Frames frames = batch.frames();
        return isLast(frames, row)
                || goesOn && slots != null && frames.start(row) == start && frames.end(row) > end && start < end;
    }

    private int grow(Frames frames, int row) {
        if (!isLast(frames, row)) {
            feed.begin(slots);
            feed.add(end, frames.end(row), slot);
            feed.end();
            end = frames.end(row);
        }
        UnsafeApi.putInt(numbers.address(), slot);
        write(row, row + 1);
        return row + 1;
    }

    /** Puts the frames of some rows together at a time. Returns the row after them. */
    private int several(Batch batch, int from, int count) {
        if (slots != null) {
            slots.close();
            slots = null;
        }
        slots = run.aggregator(calls);
        slots.clear(count);
        feed.begin(slots);
        Frames frames = batch.frames();
        long values = 0;
        int row = from;
        slot = -1;
        while (row < count) {
            if (slot < 0 || !isLast(frames, row)) {
                values += frames.end(row) - frames.start(row);
                if (slot >= 0 && (values > MAX_VALUES || grows(batch, row))) {
                    break;
                }
                start = frames.start(row);
                end = frames.end(row);
                slot++;
                feed.add(start, end, slot);
            }
            UnsafeApi.putInt(numbers.address() + 4L * (row - from), slot);
            row++;
        }
        feed.end();
        write(from, row);
        return row;
    }

    private void write(int from, int to) {
        slots.write(0, numbers.address(), from, to, out);
        if (out.column() instanceof ViewColumn) {
            for (int row = from; row < to; row++) {
                if (Bits.isSet(out.validityAddress(), row)) {
                    long place = out.valuesAddress() + 8L * row;
                    int length = UnsafeApi.getInt(out.lengthsAddress() + 4L * row);
                    UnsafeApi.putLong(place, texts.copy(UnsafeApi.getLong(place), length));
                }
            }
        }
    }

    @Override
    public long oldest() {
        return Math.max(0, start);
    }

    @Override
    public void close() {
        if (slots != null) {
            slots.close();
        }
        feed.close();
        texts.close();
        numbers.close();
    }
}
