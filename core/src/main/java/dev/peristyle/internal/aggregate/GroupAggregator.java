package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Groups rows by keys and aggregates each group, off the heap. One per thread, merged at the end; not thread-safe.
 *
 * <p>A chunk goes through whole, column by column: {@link GroupKeys} turns each key column into small codes and the
 * codes into group numbers, then each {@link GroupState} runs one loop over the group numbers and the values of its
 * argument. No loop makes a call per row; what is rare, such as a new group, makes the loop return and be resumed.
 *
 * <p>Groups come out in the order of their first rows in the dataset, however the rows were spread over threads.
 * Without keys there is one group, even of no rows; without aggregates the keys are the result, which is
 * {@code distinct}.
 */
public final class GroupAggregator implements AutoCloseable {

    /** As long as more than this part of the limit is left, no chunk is too large. */
    private static final int COMFORTABLE = 4;

    private final MemoryPool pool;
    private final String operator;
    private final Schema schema;
    private final int keyCount;
    private final GroupBatch batch = new GroupBatch();
    private GroupKeys keys;
    private AggregateStates states;
    private GrowingBuffer firstOrdinals;
    private GroupOrder order;
    private GroupOutput output;
    private GroupMapping mapping;
    private KnownRows knownRows;
    private int groupCount;
    private long nextOrdinal = Long.MIN_VALUE;
    private int groupsShown;
    private MemoryLimitException refused;
    private boolean usable;

    /**
     * An aggregator without groups.
     *
     * @param pool where its memory comes from
     * @param operator what the user called it, for errors
     * @param aggregates what to compute; of any number
     */
    public GroupAggregator(MemoryPool pool, String operator, List<Field> keys, List<BoundAggregate> aggregates) {
        this(pool, operator, keys, aggregates, GroupKeys.MAX_PAIRED);
    }

    /** An aggregator that numbers so many groups of several keys pair by pair. */
    GroupAggregator(
            MemoryPool pool, String operator, List<Field> keys, List<BoundAggregate> aggregates, int maxPaired) {
        this.pool = pool;
        this.operator = operator;
        this.keyCount = keys.size();
        List<Field> fields = new ArrayList<>(keys);
        for (BoundAggregate aggregate : aggregates) {
            fields.add(aggregate.outputField());
        }
        this.schema = Schema.of(fields);
        try {
            this.keys = new GroupKeys(pool, operator + ": keys", keys, maxPaired);
            this.states = new AggregateStates(pool, operator + ": aggregates", aggregates);
            this.firstOrdinals = new GrowingBuffer(pool, operator + ": order");
            this.order = new GroupOrder(pool, operator + ": order");
            this.mapping = new GroupMapping(pool, operator + ": merge");
            this.knownRows = new KnownRows(pool, operator + ": rows", BoundAggregate.slots(aggregates));
            this.output =
                    new GroupOutput(pool, operator + ": output", schema, this.keys, states.writers(), firstOrdinals);
            if (keyCount == 0) {
                grow();
                UnsafeApi.putLong(firstOrdinals.address(), 0);
            }
            this.usable = true;
        } catch (MemoryLimitException failure) {
            close();
            throw explained(failure);
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /**
     * Takes a chunk in.
     *
     * @param rows rows of each column
     * @param arguments the arguments of the aggregates, one after the other; null where one counts rows
     * @param ordinal the place of row 0 in the dataset; row r is at {@code ordinal + r}
     * @throws MemoryLimitException when the groups do not fit; only {@link #close} may follow
     */
    public void accumulate(int rows, Column[] keyColumns, Column[] arguments, long ordinal) {
        MemoryLimitException failure = take(rows, keyColumns, arguments, ordinal, 0);
        if (failure != null) {
            throw explained(failure);
        }
    }

    /**
     * Takes a chunk in if there is memory for it. Else nothing of it is taken in, and no further chunk can be as a whole: only
     * {@link #accumulateKnown} may follow.
     *
     * @param rows rows of each column
     * @param arguments the arguments of the aggregates, one after the other; null where one counts rows
     * @param ordinal the place of row 0 in the dataset; row r is at {@code ordinal + r}
     * @return whether there was
     */
    public boolean tryAccumulate(int rows, Column[] keyColumns, Column[] arguments, long ordinal) {
        return take(rows, keyColumns, arguments, ordinal, 0) == null;
    }

    /**
     * Takes a chunk in whose rows do not follow each other in the dataset.
     *
     * @param rows rows of each column
     * @param arguments the arguments of the aggregates, one after the other; null where one counts rows
     * @param ordinals address of the eight-byte place of each row in the dataset
     * @throws MemoryLimitException when the groups do not fit; only {@link #close} may follow
     */
    public void accumulateAt(int rows, Column[] keyColumns, Column[] arguments, long ordinals) {
        MemoryLimitException failure = take(rows, keyColumns, arguments, 0, ordinals);
        if (failure != null) {
            throw explained(failure);
        }
    }

    /** Returns why a chunk could not be taken in, null if it was. */
    private MemoryLimitException take(int rows, Column[] keyColumns, Column[] arguments, long ordinal, long ordinals) {
        checkUsable();
        if (rows == 0) {
            return null;
        }
        batch.rows = rows;
        batch.ordinal = ordinal;
        batch.ordinals = ordinals;
        batch.inOrder = ordinals == 0 && ordinal >= nextOrdinal;
        int known = groupCount;
        // the one group that is there without keys has no first row yet either
        batch.knownGroups = nextOrdinal == Long.MIN_VALUE ? 0 : known;
        try {
            batch.groups = keys.encode(rows, keyColumns);
            grow();
        } catch (MemoryLimitException failure) {
            groupCount = known;
            return note(failure);
        }
        batch.groupCount = groupCount;
        if (isShortFor(arguments)) {
            groupCount = known;
            return note(
                    new MemoryLimitException("the rows of a chunk need more memory than is left\n" + pool.report()));
        }
        if (keyCount > 0) {
            noteFirstRows();
        }
        update(arguments);
        nextOrdinal = ordinals == 0 ? Math.max(nextOrdinal, ordinal + rows) : Long.MAX_VALUE;
        return null;
    }

    private MemoryLimitException note(MemoryLimitException failure) {
        refused = failure;
        return failure;
    }

    /**
     * Returns what to throw when {@link #tryAccumulate} has refused a chunk and there is no other place for it.
     *
     * @return the failure
     */
    public MemoryLimitException failure() {
        return explained(refused);
    }

    /** Whether memory may not be enough for the values of a chunk; the groups have theirs. */
    private boolean isShortFor(Column[] arguments) {
        long available = pool.available();
        return available < pool.limit() - pool.limit() / COMFORTABLE && states.growth(batch, arguments) > available;
    }

    /** What fails for a row that does not follow others in a chunk has no place there. */
    private void update(Column[] arguments) {
        try {
            states.update(batch, arguments);
        } catch (RowFailure failure) {
            throw batch.ordinals == 0 ? failure : failure.placed(null);
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /**
     * Takes those rows of a chunk in whose groups are known, if there is memory for them. No chunk may be taken in as a whole
     * after that.
     *
     * @param rows rows of each column
     * @param arguments the arguments of the aggregates, one after the other; null where one counts rows
     * @param ordinal the place of row 0 in the dataset; row r is at {@code ordinal + r}
     * @return how many rows were not taken in: {@link #unknownRows}, unless it is none or all
     */
    public int accumulateKnown(int rows, Column[] keyColumns, Column[] arguments, long ordinal) {
        checkUsable();
        batch.rows = rows;
        batch.ordinal = ordinal;
        batch.ordinals = 0;
        batch.inOrder = ordinal >= nextOrdinal;
        batch.knownGroups = groupCount;
        batch.groupCount = groupCount;
        Column[] known = arguments;
        int count;
        try {
            batch.groups = groupCount == 0 ? 0 : keys.find(rows, keyColumns, groupCount);
            if (batch.groups == 0) {
                return rows;
            }
            count = knownRows.split(rows, batch.groups);
            if (count > 0 && count < rows) {
                known = knownRows.gather(batch, arguments);
            }
        } catch (MemoryLimitException none) {
            return rows;
        }
        if (count == 0 || isShortFor(known)) {
            return rows;
        }
        if (!batch.inOrder) {
            lowerFirstRows();
        }
        updateKnown(known, ordinal);
        nextOrdinal = Math.max(nextOrdinal, ordinal + rows);
        return rows - count;
    }

    private void updateKnown(Column[] known, long ordinal) {
        try {
            states.update(batch, known);
        } catch (RowFailure failure) {
            throw failure.at((int) (batch.ordinal(failure.row()) - ordinal));
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /** Whether {@link #accumulateKnown} can take any rows in. */
    public boolean canFind() {
        return groupCount > 0 && keys.canFind();
    }

    /**
     * Returns which rows the last call of {@link #accumulateKnown} has left.
     *
     * @return address of their four-byte numbers, ascending
     */
    public long unknownRows() {
        return knownRows.unknown();
    }

    private void grow() {
        int groups = keys.groupCount();
        if (groups > groupCount) {
            firstOrdinals.ensureKept(8L * groups);
            states.grow(groupCount, groups);
            groupCount = groups;
        }
    }

    private void noteFirstRows() {
        long ordinals = firstOrdinals.address();
        boolean numbered = batch.ordinals == 0 && keys.isInOrder();
        if (groupCount > batch.knownGroups) {
            if (numbered) {
                CountKernel.noteFirst(batch.rows, batch.groups, batch.knownGroups, ordinals, batch.ordinal);
            } else {
                CountKernel.fill(batch.knownGroups, groupCount, Long.MAX_VALUE, ordinals);
            }
        }
        if (!numbered || !batch.inOrder) {
            lowerFirstRows();
        }
    }

    private void lowerFirstRows() {
        long ordinals = firstOrdinals.address();
        if (batch.ordinals == 0) {
            CountKernel.lowerFirst(batch.rows, batch.groups, ordinals, batch.ordinal);
        } else {
            CountKernel.lowerFirstOf(batch.rows, batch.groups, ordinals, batch.ordinals);
        }
    }

    /**
     * Takes the groups of another in. The other is not changed, and not needed any more.
     *
     * @param other an aggregator of the same keys and aggregates
     * @throws MemoryLimitException when the groups do not fit; only {@link #close} may follow
     */
    public void merge(GroupAggregator other) {
        if (!schema.equals(other.schema)) {
            throw new IllegalArgumentException("cannot merge " + other.schema + " into " + schema);
        }
        checkUsable();
        other.checkUsable();
        try {
            int known = groupCount;
            long map = keys.encodeAll(other.keys);
            grow();
            mapping.set(other.groupCount, 0, map);
            mergeFirstRows(other, known);
            states.merge(other.states, mapping);
            nextOrdinal = Math.max(nextOrdinal, other.nextOrdinal);
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /**
     * Takes some groups of another in. The other is not changed; several threads can take other groups of it at the same time.
     *
     * @param other an aggregator of the same keys and aggregates
     * @param groups address of the four-byte numbers of its groups, each once
     * @param count how many
     * @throws MemoryLimitException when the groups do not fit; only {@link #close} may follow
     */
    void mergeSome(GroupAggregator other, long groups, int count) {
        checkUsable();
        try {
            int known = groupCount;
            long map = keys.encodeSome(other.keys, count, groups);
            grow();
            mapping.set(count, groups, map);
            mergeFirstRows(other, known);
            states.merge(other.states, mapping);
            nextOrdinal = Long.MAX_VALUE;
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /** The keys of listed groups, until the block shows others. */
    Column[] keys(KeyBlock block, long list, int count) {
        return block.showListed(keys, list, count);
    }

    private void mergeFirstRows(GroupAggregator other, int known) {
        for (int place = 0; place < mapping.count(); place++) {
            int group = mapping.from(place);
            int mine = mapping.to(place);
            long ordinal = UnsafeApi.getLong(other.firstOrdinals.address() + 8L * group);
            long address = firstOrdinals.address() + 8L * mine;
            if (mine >= known || ordinal < UnsafeApi.getLong(address)) {
                UnsafeApi.putLong(address, ordinal);
            }
        }
    }

    /**
     * Returns the groups so far.
     *
     * @return the number of groups
     */
    public int groupCount() {
        return groupCount;
    }

    /**
     * Returns the next groups in the order of their first rows. After the first call nothing may be added.
     *
     * @return a chunk that is valid until the next call or {@link #close}; null at the end
     * @throws dev.peristyle.error.ComputationException when a sum does not fit its type
     */
    public Chunk nextOutput() {
        checkUsable();
        if (groupsShown == groupCount) {
            return null;
        }
        try {
            if (groupsShown == 0) {
                order.establish(groupCount, firstOrdinals.address());
            }
            Chunk chunk = output.show(order, groupsShown, groupCount);
            groupsShown += chunk.rowCount();
            return chunk;
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /**
     * Takes the memory that results need beside that of the groups. Only {@link #nextUnordered} may follow.
     *
     * @param numbered the columns of the result, and then the place of the first row of each group, of type long
     * @throws MemoryLimitException when there is not enough; only {@link #close} may follow
     */
    void finishUnordered(Schema numbered) {
        checkUsable();
        try {
            states.finish();
            GroupOutput numberedOutput =
                    new GroupOutput(pool, operator + ": output", numbered, keys, states.writers(), firstOrdinals);
            output.close();
            output = numberedOutput;
            output.makeRoom(groupCount);
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    /**
     * Returns the next groups in any order, after {@link #finishUnordered}. Takes no memory.
     *
     * @return a chunk that is valid until the next call or {@link #close}; null at the end
     */
    Chunk nextUnordered() {
        checkUsable();
        if (groupsShown == groupCount) {
            return null;
        }
        Chunk chunk = output.show(order, groupsShown, groupCount);
        groupsShown += chunk.rowCount();
        return chunk;
    }

    /** Guards raw memory: after a failed allocation some of it is missing, after closing all of it. */
    private void checkUsable() {
        if (!usable) {
            throw new IllegalStateException("this " + operator + " is closed or has run out of memory");
        }
    }

    private MemoryLimitException explained(MemoryLimitException failure) {
        usable = false;
        String limit =
                pool.limit() == MemoryPool.UNLIMITED ? "the memory limit" : "the limit of " + pool.limit() + " bytes";
        return new MemoryLimitException(
                operator + " holds " + groupCount + " groups and does not fit " + limit
                        + ". Raise Execution.memoryLimit, or group by fewer or coarser keys.\n"
                        + failure.getMessage(),
                failure);
    }

    /** Frees everything. Closing again does nothing. */
    @Override
    public void close() {
        usable = false;
        if (output != null) {
            output.close();
        }
        if (mapping != null) {
            mapping.close();
        }
        if (knownRows != null) {
            knownRows.close();
        }
        if (order != null) {
            order.close();
        }
        if (firstOrdinals != null) {
            firstOrdinals.close();
        }
        if (states != null) {
            states.close();
        }
        if (keys != null) {
            keys.close();
        }
    }
}
