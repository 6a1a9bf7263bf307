package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.sort.HeldKeys;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.UnsafeApi;

/**
 * Joins two sides that are sorted by the keys, which it reads once, side by side. What is held of the right are the rows of a chunk, or
 * of as many as one key goes on for; the rows of the left that come before the next key are looked up among them. So rows come
 * out in the order of the left. Right rows without a match that come out are put aside until the end. A key of which the right has
 * more rows than fit goes to disk with the rows of the left that have it ({@link LargeGroup}). Not thread-safe.
 */
public final class MergeJoin implements AutoCloseable {

    /** In place of a bound: all of the left belongs to the batch. */
    private static final int EVERYTHING = -1;

    /** In place of a bound: what comes before the large key. */
    private static final int LARGE_KEY = -2;

    static final String OWNER = "merge join";

    private final MemoryPool pool;
    private final Joining joining;
    private final SpillSpace spill;
    private final Runnable checkCancellation;
    private final Consumer<Map<String, Long>> counter;
    private final SortedSide left;
    private final SortedSide right;
    private final RightRows rows;
    private final RowStore rest;
    private final GrowingBuffer entries;
    private final List<ColumnBuffer> slice = new ArrayList<>();
    private final ChunkWriter sliced;
    private final HeldKeys openKey;

    /** Rows of the right of the last key that was seen, of which more may come; null where there are none. */
    private HeldRows open;

    /** The next row of the left, and whether there is one. */
    private int leftRow;

    private boolean leftEnded;
    private boolean rightEnded;
    private boolean ended;

    /** What is looked up in now; null between batches. */
    private JoinIndex index;

    private Probe probe;
    private UnmatchedRows unmatched;
    private boolean probing;

    /** The first row of the chunk of the right that comes after the batch. */
    private int bound;

    /** The next entry of the chunk of the right. */
    private int rightEntry;

    private LargeGroup large;
    private RowReader restReader;

    /**
     * A join of which nothing was read.
     *
     * @param order the keys as text, for errors
     * @param left gives its next rows, valid until it is asked again, and null at the end
     * @param right the same of the right
     * @param checkCancellation throws if the run was cancelled
     * @param counter takes what conditions have counted
     */
    public MergeJoin(
            MemoryPool pool,
            Joining joining,
            String order,
            Supplier<Chunk> left,
            Supplier<Chunk> right,
            SpillSpace spill,
            Runnable checkCancellation,
            Consumer<Map<String, Long>> counter) {
        this.pool = pool;
        this.joining = joining;
        this.spill = spill;
        this.checkCancellation = checkCancellation;
        this.counter = counter;
        boolean nullsMatch = joining.nullsMatch();
        this.left = new SortedSide(pool, "left", order, joining.left(), joining.leftKeys(), nullsMatch, left);
        this.right = new SortedSide(pool, "right", order, joining.right(), joining.rightKeys(), nullsMatch, right);
        this.openKey = new HeldKeys(pool, OWNER, joining.right(), SortedSide.ascending(joining.rightKeys()));
        this.rows = new RightRows(pool, joining);
        this.rest = new RowStore(pool, OWNER, joining.schema(), spill);
        this.entries = new GrowingBuffer(pool, OWNER);
        for (Field field : joining.left().fields()) {
            slice.add(new ColumnBuffer(pool, OWNER, field.type()));
        }
        this.sliced = ChunkWriter.over(joining.left(), slice);
        this.leftRow = -1;
    }

    /**
     * Returns the next rows.
     *
     * @return rows in the order of the result; null at the end
     * @throws dev.peristyle.error.ComputationException when a side is not sorted; names the side and its row
     */
    public Chunk next() {
        while (true) {
            checkCancellation.run();
            if (restReader != null) {
                return restReader.next();
            }
            if (large != null && large.isJoined()) {
                Chunk joined = large.next();
                if (joined != null) {
                    return joined;
                }
                large.close();
                large = null;
                continue;
            }
            if (probe == null && !begin()) {
                if (!joining.type().keepsRight()) {
                    return null;
                }
                restReader = rest.read(true);
                continue;
            }
            Chunk joined = probing ? probe.more() : null;
            if (joined == null) {
                Chunk lefts = nextLefts();
                probing = lefts != null;
                if (lefts == null) {
                    end();
                    continue;
                }
                joined = probe.apply(lefts);
            }
            if (joined.rowCount() > 0) {
                return unmatched == null ? joined : unmatched.mark(joined);
            }
        }
    }

    /** Takes the next rows of the right, up to where a key ends; false when nothing is left to be done. */
    private boolean begin() {
        if (ended || !hasLeft() && !joining.type().keepsRight()) {
            return false;
        }
        HeldRows batch = open;
        open = null;
        try {
            while (hasRight()) {
                checkCancellation.run();
                Chunk chunk = right.chunk();
                int count = rows.chosenCount();
                int from = rightEntry;
                int end = from == 0 && right.continuesGroup() ? groupEnd() : from;
                rightEntry = count;
                int last = lastGroup(end);
                boolean goesOn = last < 0;
                if (batch == null && (goesOn ? count : last) > from) {
                    batch = new HeldRows(pool, joining);
                }
                if (batch != null && !append(batch, from, goesOn ? count : end)) {
                    batch = null;
                    rightEntry = goesOn ? count : end;
                    beginLarge();
                    return true;
                }
                if (goesOn) {
                    continue;
                }
                if (batch != null) {
                    force(batch, end, last);
                }
                open = new HeldRows(pool, joining);
                openKey.hold(chunk, row(last));
                force(open, last, count);
                if (batch != null) {
                    bound = row(last);
                    HeldRows complete = batch;
                    batch = null;
                    look(complete);
                    return true;
                }
                batch = open;
                open = null;
            }
            ended = true;
            bound = EVERYTHING;
            HeldRows complete = batch == null ? new HeldRows(pool, joining) : batch;
            batch = null;
            look(complete);
            return true;
        } finally {
            if (batch != null) {
                batch.close();
            }
        }
    }

    /** Lets rows of the left be looked up among some of the right. */
    private void look(HeldRows held) {
        try {
            index = new JoinIndex(pool, held);
        } catch (Throwable failure) {
            held.close();
            throw failure;
        }
        unmatched = joining.type().keepsRight() ? new UnmatchedRows(pool, joining, index) : null;
        probe = new Probe(pool, joining, index);
    }

    /** All rows of a key that does not fit; before they are joined, rows of the left that come before it have no match. */
    private void beginLarge() {
        boolean mayGoOn = rightEntry == rows.chosenCount();
        while (mayGoOn && right.load()) {
            checkCancellation.run();
            rows.show(right.chunk());
            rightEntry = right.continuesGroup() ? groupEnd() : 0;
            large.appendRight(rows.chunk(), rightEntry, rows.chosen());
            mayGoOn = rightEntry == rows.chosenCount();
        }
        bound = LARGE_KEY;
        look(new HeldRows(pool, joining));
    }

    /** What was looked up in is not wanted any more. */
    private void end() {
        boolean isBeforeLarge = large != null;
        if (unmatched != null) {
            Chunk alone = unmatched.next();
            while (alone != null) {
                rest.append(alone);
                alone = unmatched.next();
            }
        }
        closeBatch();
        if (isBeforeLarge) {
            takeLeftOfLarge();
            large.join();
        }
    }

    private void takeLeftOfLarge() {
        while (hasLeft()) {
            checkCancellation.run();
            Chunk chunk = left.chunk();
            int end = leftRow;
            while (end < chunk.rowCount() && (!left.isPresent(end) || orderToLarge(end) <= 0)) {
                end++;
            }
            large.appendLeft(chunk, end - leftRow, entries(leftRow, end));
            leftRow = end;
            if (end < chunk.rowCount()) {
                return;
            }
        }
    }

    /** How a row of the left compares with the large key. */
    private int orderToLarge(int row) {
        return openKey.isEmpty() ? 1 : -openKey.compare(left.words(), row);
    }

    private boolean hasRight() {
        if (rightEntry < rows.chosenCount()) {
            return true;
        }
        if (rightEnded) {
            return false;
        }
        rightEnded = !right.load();
        if (!rightEnded) {
            rows.show(right.chunk());
            rightEntry = 0;
        }
        return !rightEnded;
    }

    /** The next rows of the left that belong to the batch; null if there are no more. */
    private Chunk nextLefts() {
        if (!hasLeft()) {
            return null;
        }
        Chunk chunk = left.chunk();
        int from = leftRow;
        int to = from;
        int count = chunk.rowCount();
        if (bound == EVERYTHING || left.isPresent(count - 1) && isInBatch(count - 1)) {
            to = count;
        }
        while (to < count && (!left.isPresent(to) || isInBatch(to))) {
            to++;
        }
        leftRow = to;
        if (to == from) {
            return null;
        }
        return to - from == count ? chunk : slice(chunk, from, to);
    }

    private boolean isInBatch(int row) {
        return bound == LARGE_KEY ? orderToLarge(row) < 0 : left.words().compare(row, right.words(), bound) < 0;
    }

    private Chunk slice(Chunk chunk, int from, int to) {
        long chosen = entries(from, to);
        for (int column = 0; column < slice.size(); column++) {
            Selection.gather(chunk.column(column), chosen, to - from, slice.get(column));
        }
        sliced.publish(to - from);
        return sliced.chunk();
    }

    private long entries(int from, int to) {
        long address = entries.ensure(4L * (to - from + 1L));
        for (int row = from; row < to; row++) {
            UnsafeApi.putInt(address + 4L * (row - from), row);
        }
        return address;
    }

    private boolean hasLeft() {
        if (!leftEnded && (leftRow < 0 || leftRow >= left.chunk().rowCount())) {
            leftEnded = !left.load();
            leftRow = 0;
        }
        return !leftEnded;
    }

    /** The row of an entry. */
    private int row(int entry) {
        return UnsafeApi.getInt(rows.chosen() + 4L * entry);
    }

    /** The first entry that has other keys than the first row that can match. */
    private int groupEnd() {
        int count = rows.chosenCount();
        int first = -1;
        for (int entry = 0; entry < count; entry++) {
            int row = row(entry);
            if (!right.isPresent(row)) {
                continue;
            }
            if (first >= 0 && right.words().compare(first, right.words(), row) != 0) {
                return entry;
            }
            first = first < 0 ? row : first;
        }
        return count;
    }

    /** The first entry of the last key, none before a place; -1 where no other key begins after it. */
    private int lastGroup(int from) {
        int begin = -1;
        int last = -1;
        for (int entry = rows.chosenCount() - 1; entry >= from; entry--) {
            int row = row(entry);
            if (!right.isPresent(row)) {
                continue;
            }
            if (last >= 0 && right.words().compare(row, right.words(), last) != 0) {
                return begin;
            }
            last = row;
            begin = entry;
        }
        return begin;
    }

    /** Holds entries; false where there is no room for all of them, and those that were held are there. */
    private boolean append(HeldRows held, int from, int to) {
        int taken = to == from ? 0 : held.tryAppend(rows.chunk(), to - from, rows.chosen() + 4L * from);
        if (to == from || taken == to - from) {
            return true;
        }
        if (!spill.isAvailable()) {
            force(held, from + taken, to);
            return true;
        }
        large = new LargeGroup(pool, joining, spill, rest, checkCancellation, counter);
        large.takeOver(held);
        large.appendRight(rows.chunk(), to - from - taken, rows.chosen() + 4L * (from + taken));
        return false;
    }

    private void force(HeldRows held, int from, int to) {
        if (to > from) {
            held.append(rows.chunk(), to - from, rows.chosen() + 4L * from);
        }
    }

    private void closeBatch() {
        if (probe != null) {
            counter.accept(probe.counts());
            probe.close();
            probe = null;
        }
        if (unmatched != null) {
            unmatched.close();
            unmatched = null;
        }
        if (index != null) {
            index.close();
            index = null;
        }
    }

    @Override
    public void close() {
        closeBatch();
        sliced.invalidate();
        slice.forEach(ColumnBuffer::close);
        if (open != null) {
            open.close();
        }
        if (large != null) {
            large.close();
        }
        if (restReader != null) {
            restReader.close();
        }
        rest.close();
        entries.close();
        rows.close();
        openKey.close();
        left.close();
        right.close();
    }
}
