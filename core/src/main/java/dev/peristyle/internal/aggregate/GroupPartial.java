package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.state.RowPartitions;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The groups of some rows. When there is no memory for more groups, no further groups are made: rows of known groups go on
 * into them, all others wait in parts by the hash of their keys. As long as there is memory that is not worth while, even if
 * every row is a group: of 6 million groups of six keys it took 6.8 seconds instead of 6.3. Not thread-safe.
 */
public final class GroupPartial implements AutoCloseable {

    /** Groups are numbered by ints. */
    private static final int MAX_GROUPS = 1 << 30;

    /** Rows after which it is looked at how many were of known groups. */
    private static final int LOOK = 1 << 16;

    private final Grouping grouping;
    private final GroupMemory memory;
    private final GroupAggregator groups;

    /** There was no memory for groups from the first row on: all rows wait. */
    private boolean isFull;

    private final Column[] keyColumns;
    private final Column[] argumentColumns;
    private MemoryPool rowMemory;
    private RowPartitions rows;
    private WaitingRows waiting;
    private KeyWords words;
    private ColumnBuffer ordinals;
    private List<Column> columns;
    private ChunkWriter writer;
    private boolean finds;
    private long lookedRows;
    private long foundRows;

    /**
     * A partial without rows.
     *
     * @param memory what it shares with the others of the operator
     */
    public GroupPartial(Grouping grouping, GroupMemory memory) {
        this.grouping = grouping;
        this.memory = memory;
        this.keyColumns = new Column[grouping.keyPositions().length];
        this.argumentColumns = new Column[grouping.argumentPositions().length];
        // one group cannot be put into parts, so nothing is kept for them
        this.groups = isKeyless() ? grouping.aggregator(memory.pool()) : firstGroups();
    }

    /** Groups, or none to speak of where those of other partials, such as of the input before, have all the memory. */
    private GroupAggregator firstGroups() {
        try {
            return grouping.aggregator(memory.groups());
        } catch (MemoryLimitException none) {
            isFull = memory.canPartition();
            return grouping.aggregator(isFull ? memory.pool() : memory.groups());
        }
    }

    /**
     * Takes rows in.
     *
     * @param chunk the rows
     * @param ordinal the place of the first one in the dataset
     */
    public void add(Chunk chunk, long ordinal) {
        WaitingRows.pick(chunk, grouping.keyPositions(), keyColumns);
        WaitingRows.pick(chunk, grouping.argumentPositions(), argumentColumns);
        if (rows == null && isFull) {
            partition(chunk.schema(), false);
        }
        if (rows == null) {
            memory.look();
            if (groups.tryAccumulate(chunk.rowCount(), keyColumns, argumentColumns, ordinal)) {
                if (groups.groupCount() > MAX_GROUPS && memory.canPartition()) {
                    partition(chunk.schema(), false);
                }
                return;
            }
            if (isKeyless() || !memory.canPartition()) {
                MemoryLimitException failure = groups.failure();
                throw isKeyless() ? grouping.tooLarge(memory.pool(), failure) : failure;
            }
            partition(chunk.schema(), groups.canFind());
        }
        addKnown(chunk, ordinal);
    }

    /**
     * Makes no further groups.
     *
     * @param input the columns of chunks
     * @param find whether rows of known groups still go into them
     */
    void partition(Schema input, boolean find) {
        finds = find;
        waiting = WaitingRows.of(grouping, input);
        rowMemory = memory.rows();
        String owner = grouping.operator() + ": rows in parts";
        words = new KeyWords(memory.pool(), owner, grouping.keys());
        ordinals = new ColumnBuffer(memory.pool(), owner, DataType.LONG);
        columns = new ArrayList<>();
        for (int source : waiting.sources()) {
            columns.add(ColumnBinder.create(input.field(source).type()));
        }
        List<Column> all = new ArrayList<>(columns);
        all.add(ordinals.column());
        writer = new ChunkWriter(waiting.layout().schema(), all);
        rows = new RowPartitions(
                rowMemory,
                memory.pool(),
                owner,
                waiting.layout(),
                memory.spill(),
                Long.SIZE - memory.bits(),
                memory.bits());
    }

    private void addKnown(Chunk chunk, long ordinal) {
        int count = chunk.rowCount();
        int left = count;
        if (finds) {
            left = groups.accumulateKnown(count, keyColumns, argumentColumns, ordinal);
            lookedRows += count;
            foundRows += count - left;
            if (lookedRows >= LOOK) {
                // a lookup costs about as much as an eighth of the way to disk and back
                finds = foundRows > lookedRows / 8;
                lookedRows = 0;
                foundRows = 0;
            }
        }
        if (left > 0) {
            keep(chunk, left, left == count ? 0 : groups.unknownRows(), ordinal);
        }
    }

    private void keep(Chunk chunk, int count, long list, long ordinal) {
        int all = chunk.rowCount();
        long hashes = words.bind(all, keyColumns);
        int[] sources = waiting.sources();
        for (int column = 0; column < sources.length; column++) {
            ColumnBinder.bindSame(columns.get(column), chunk.column(sources[column]));
        }
        ordinals.ensureCapacity(all);
        long numbers = ordinals.valuesAddress();
        for (int row = 0; row < all; row++) {
            UnsafeApi.putLong(numbers + 8L * row, ordinal + row);
        }
        ordinals.publish(all, 0);
        writer.publish(all);
        rows.add(writer.chunk(), count, list, hashes);
    }

    /**
     * Says whether some of the rows wait in parts.
     *
     * @return false if all are in {@link #groups}
     */
    public boolean isPartitioned() {
        return rows != null;
    }

    /**
     * Returns the groups of the rows that do not wait.
     *
     * @return groups, which stay this partial's
     */
    public GroupAggregator groups() {
        return groups;
    }

    /** Whether there is one group only, which cannot be put into parts. */
    boolean isKeyless() {
        return keyColumns.length == 0;
    }

    /** The rows that wait; null if there are none. */
    RowPartitions rows() {
        return rows;
    }

    /** Which columns of a row wait; null if none do. */
    WaitingRows waiting() {
        return waiting;
    }

    /** Gives back what is needed only while rows come. */
    void finish() {
        if (rows != null) {
            writer.invalidate();
            words.close();
            ordinals.close();
            if (memory.isShort()) {
                rows.spill();
            }
        }
    }

    @Override
    public void close() {
        if (rowMemory != null) {
            if (writer != null) {
                writer.invalidate();
            }
            if (words != null) {
                words.close();
            }
            if (ordinals != null) {
                ordinals.close();
            }
            if (rows != null) {
                rows.close();
            }
            rowMemory.close();
            rowMemory = null;
        }
        groups.close();
    }
}
