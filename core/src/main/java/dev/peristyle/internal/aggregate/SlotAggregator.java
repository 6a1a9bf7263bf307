package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * States of aggregates by number, for those who decide themselves which rows go into which: a slot is what a group is to
 * {@link GroupAggregator}, without a key. Rows of a slot are added up one after the other in the order in which they come, so
 * that results do not depend on how they were cut into chunks. Not thread-safe.
 */
public final class SlotAggregator implements AutoCloseable {

    /** So many that no state takes its way for few groups, which adds up in another order. */
    private static final int MANY = 1 << 10;

    private final AggregateStates states;
    private final GroupBatch batch = new GroupBatch();
    private final GroupMapping mapping;
    private long added;

    /**
     * An aggregator without slots.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     * @param aggregates what to compute
     */
    public SlotAggregator(MemoryPool pool, String owner, List<BoundAggregate> aggregates) {
        this.mapping = new GroupMapping(pool, owner);
        this.states = new AggregateStates(pool, owner, aggregates);
    }

    /**
     * Says whether slots of an aggregate take the same memory whatever their rows, and can be {@link #merge merged}.
     *
     * @return false where values are held
     */
    public static boolean isMergeable(BoundAggregate aggregate) {
        AggregateFunction function = aggregate.definition();
        return !function.holdsValues()
                && !function.followsRows()
                && !(function instanceof Extreme && ByteViews.hold(aggregate.argumentType()));
    }

    /** Says whether an aggregate is the smallest or the largest value. */
    public static boolean isExtreme(BoundAggregate aggregate) {
        return isMin(aggregate) || aggregate.definition() == Extreme.MAX;
    }

    /** Says whether an aggregate is the smallest value. */
    public static boolean isMin(BoundAggregate aggregate) {
        return aggregate.definition() == Extreme.MIN;
    }

    /** Says whether rows may be added to a slot after a result of it was written. */
    public static boolean canGoOn(BoundAggregate aggregate) {
        return !(aggregate.definition() instanceof HeldAggregate);
    }

    /**
     * Makes slots that have no rows.
     *
     * @param slots numbered from 0; whatever was in them is gone
     */
    public void clear(int slots) {
        states.grow(0, slots);
    }

    /**
     * Adds rows.
     *
     * @param rows how many
     * @param slots address of the four-byte slot of each row
     * @param arguments the arguments of the aggregates, one after the other; null where one counts rows
     */
    public void update(int rows, long slots, Column[] arguments) {
        batch.rows = rows;
        batch.groups = slots;
        batch.groupCount = MANY;
        batch.knownGroups = MANY;
        batch.ordinal = added;
        added += rows;
        try {
            states.update(batch, arguments);
        } catch (RowFailure failure) {
            // rows were sorted, so their numbers say nothing
            throw failure.placed(null);
        }
    }

    /**
     * Adds slots to slots, one after the other: what was added before is part of what is added later. All aggregates have to
     * be {@link #isMergeable mergeable}.
     *
     * @param other whose slots are added; this aggregator too
     * @param count how many
     * @param from address of the four-byte slots that are added
     * @param to address of the four-byte slots that they are added to
     */
    public void merge(SlotAggregator other, int count, long from, long to) {
        mapping.set(count, from, to);
        states.merge(other.states, mapping);
    }

    /**
     * Writes results.
     *
     * @param aggregate which one, by its number
     * @param slots address of the four-byte slot of each result
     * @param count results
     * @param out the column of results; grows, and shows them
     * @throws dev.peristyle.error.ComputationException when a sum does not fit its type
     */
    public void write(int aggregate, long slots, int count, ColumnBuffer out) {
        out.ensureCapacity(count);
        write(aggregate, slots, 0, count, out);
        out.publish(count, nulls(out, count));
    }

    /**
     * Writes results of some rows and does not show them yet.
     *
     * @param from the first row
     * @param to the row after the last one
     * @param out the column of results, with room
     */
    public void write(int aggregate, long slots, int from, int to, ColumnBuffer out) {
        ResultWriter writer = states.writers().get(aggregate);
        long validity = out.validityAddress();
        for (int row = from; row < to; row++) {
            boolean present = writer.write(UnsafeApi.getInt(slots + 4L * (row - from)), out, row);
            long address = validity + (row >>> 3);
            int bit = 1 << (row & 7);
            int others = UnsafeApi.getByte(address) & ~bit;
            UnsafeApi.putByte(address, (byte) (present ? others | bit : others));
        }
    }

    /** Counts the rows that have no value. */
    public static int nulls(ColumnBuffer out, int count) {
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            nulls += 1 - Bits.at(out.validityAddress(), row);
        }
        return nulls;
    }

    @Override
    public void close() {
        states.close();
        mapping.close();
    }
}
