package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Groups rows by keys and aggregates each group, off the heap. One a thread, merged at the end; not thread-safe.
 *
 * <p>A chunk goes through whole, column by column: {@link GroupKeys} turns each key column into small codes and the codes
 * into group numbers, then each {@link GroupState} runs one loop over the group numbers and the values of its argument.
 * No loop calls anything a row; what is rare, such as a new group, makes the loop return and be resumed.
 *
 * <p>Groups come out in the order of their first rows in the dataset, however the rows were spread over threads. Without
 * keys there is one group, even of no rows; without aggregates the keys are the result, which is {@code distinct}.
 */
public final class GroupAggregator implements AutoCloseable {

    private final MemoryPool pool;
    private final String operator;
    private final Schema schema;
    private final int keyCount;
    private final GroupBatch batch = new GroupBatch();
    private GroupKeys keys;
    private AggregateStates states;
    private OffHeapArray firstOrdinals;
    private GroupOrder order;
    private GroupOutput output;
    private int groupCount;
    private long nextOrdinal = Long.MIN_VALUE;
    private int groupsShown;
    private boolean usable;

    /**
     * An aggregator without groups.
     *
     * @param pool where its memory comes from
     * @param operator what the user called it, for errors
     * @param keys the key columns
     * @param aggregates what to compute; of any number
     */
    public GroupAggregator(MemoryPool pool, String operator, List<Field> keys, List<BoundAggregate> aggregates) {
        this.pool = pool;
        this.operator = operator;
        this.keyCount = keys.size();
        List<Field> fields = new ArrayList<>(keys);
        aggregates.forEach(aggregate -> fields.add(aggregate.outputField()));
        this.schema = Schema.of(fields);
        try {
            this.keys = new GroupKeys(pool, operator + ": keys", keys);
            this.states = new AggregateStates(pool, operator + ": aggregates", aggregates);
            this.firstOrdinals = new OffHeapArray(pool, operator + ": order");
            this.order = new GroupOrder(pool, operator + ": order");
            this.output = new GroupOutput(pool, operator + ": output", schema, this.keys, states.writers());
            if (keyCount == 0) {
                grow();
                UnsafeApi.putLong(firstOrdinals.address(), 0);
            }
            this.usable = true;
        } catch (MemoryLimitException failure) {
            close();
            throw explained(failure);
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Takes a chunk in.
     *
     * @param rows rows of each column
     * @param keyColumns the key columns
     * @param arguments the argument of each aggregate; null where it counts rows
     * @param ordinal the place of row 0 in the dataset; row r stands at {@code ordinal + r}
     * @throws MemoryLimitException when the groups do not fit; only {@link #close} may follow
     */
    public void accumulate(int rows, Column[] keyColumns, Column[] arguments, long ordinal) {
        checkUsable();
        if (rows == 0) {
            return;
        }
        try {
            batch.rows = rows;
            batch.ordinal = ordinal;
            batch.inOrder = ordinal >= nextOrdinal;
            // the one group that is there without keys has no first row yet either
            batch.knownGroups = nextOrdinal == Long.MIN_VALUE ? 0 : groupCount;
            batch.groups = keys.encode(rows, keyColumns);
            grow();
            batch.groupCount = groupCount;
            if (keyCount > 0) {
                noteFirstRows();
            }
            states.update(batch, arguments);
            nextOrdinal = Math.max(nextOrdinal, ordinal + rows);
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
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
        if (groupCount > batch.knownGroups) {
            CountKernel.noteFirst(batch.rows, batch.groups, batch.knownGroups, ordinals, batch.ordinal);
        }
        if (!batch.inOrder) {
            CountKernel.lowerFirst(batch.rows, batch.groups, ordinals, batch.ordinal);
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
            mergeFirstRows(other, known, map);
            states.merge(other.states, other.groupCount, map);
            nextOrdinal = Math.max(nextOrdinal, other.nextOrdinal);
        } catch (MemoryLimitException failure) {
            throw explained(failure);
        }
    }

    private void mergeFirstRows(GroupAggregator other, int known, long map) {
        for (int group = 0; group < other.groupCount; group++) {
            int mine = UnsafeApi.getInt(map + 4L * group);
            long ordinal = UnsafeApi.getLong(other.firstOrdinals.address() + 8L * group);
            long address = firstOrdinals.address() + 8L * mine;
            if (mine >= known || ordinal < UnsafeApi.getLong(address)) {
                UnsafeApi.putLong(address, ordinal);
            }
        }
    }

    /**
     * Returns the columns of the result: the keys, then the aggregates.
     *
     * @return the schema
     */
    public Schema outputSchema() {
        return schema;
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
                        + ". It cannot spill to disk yet: raise Execution.memoryLimit, or group by fewer or coarser keys.\n"
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
