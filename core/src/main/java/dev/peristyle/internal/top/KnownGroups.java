package dev.peristyle.internal.top;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.aggregate.GroupNumbers;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.ChunkWords;
import dev.peristyle.internal.top.kernel.TopKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The smallest words of the order of each group so far. A row whose word is larger than those of as many rows before it as are wanted
 * is not among the first ones. Not thread-safe.
 */
final class KnownGroups implements AutoCloseable {

    /** There is no memory to know which rows can be among the first ones. */
    static final int UNKNOWN = -1;

    /** Rows after which it is looked at whether it pays. */
    private static final int LOOK = 1 << 17;

    /** More groups are known to be useless for long. */
    private static final int MAX_GROUPS = 1 << 28;

    private final int most;
    private final boolean latest;
    private final GroupNumbers numbers;
    private final ChunkWords order;
    private final GrowingBuffer counts;
    private final GrowingBuffer words;
    private int known;
    private boolean useful = true;
    private long lookedRows;
    private long droppedRows;
    private int lookedGroups;

    KnownGroups(MemoryPool pool, String owner, CandidateStep step) {
        this.most = step.count();
        this.latest = step.latest();
        List<Field> keys = new ArrayList<>();
        for (int key : step.keys()) {
            keys.add(step.schema().field(key));
        }
        this.order = new ChunkWords(pool, owner, step.schema(), step.order());
        this.counts = new GrowingBuffer(pool, owner);
        this.words = new GrowingBuffer(pool, owner);
        this.numbers = new GroupNumbers(pool, owner, keys, step.keys());
    }

    /**
     * Chooses the rows of a chunk that can be among the first ones.
     *
     * @param chosen address of room for the four-byte number of each row
     * @return how many they are, or {@link #UNKNOWN}
     */
    int choose(Chunk chunk, long chosen) {
        int rows = chunk.rowCount();
        int found;
        try {
            long groups = numbers.number(chunk);
            long entries = order.write(chunk);
            makeRoom();
            boolean drops = order.complete() && !latest;
            found = TopKernel.choose(rows, groups, entries, drops, most, counts.address(), words.address(), chosen);
        } catch (MemoryLimitException none) {
            useful = false;
            return UNKNOWN;
        }
        look(rows, rows - found);
        return found;
    }

    private void makeRoom() {
        int groups = numbers.count();
        if (groups > known) {
            counts.ensureKept(4L * groups);
            words.ensureKept(8L * groups * most);
            UnsafeApi.setMemory(counts.address() + 4L * known, 4L * (groups - known), (byte) 0);
            known = groups;
        }
    }

    /**
     * It does not pay where hardly a row is dropped although hardly one is of a new group, as in an input that comes in the opposite
     * order. Many new groups say nothing: those that were many at first are known later. Too many have no room at some point.
     */
    private void look(int rows, int dropped) {
        lookedRows += rows;
        droppedRows += dropped;
        if (lookedRows >= LOOK) {
            boolean paysLater = known - lookedGroups > lookedRows / 16;
            useful = known < MAX_GROUPS && (paysLater || droppedRows > lookedRows / 16);
            lookedRows = 0;
            droppedRows = 0;
            lookedGroups = known;
        }
    }

    /** Whether it should be asked about further rows. */
    boolean isUseful() {
        return useful;
    }

    @Override
    public void close() {
        numbers.close();
        order.close();
        counts.close();
        words.close();
    }
}
