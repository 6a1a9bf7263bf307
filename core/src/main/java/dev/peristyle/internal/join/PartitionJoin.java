package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.join.kernel.JoinTableKernel;
import dev.peristyle.internal.join.kernel.MarkKernel;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Joins one partition of the left with that of the same keys of the right. Where the right one does not fit in memory either, because
 * it is large or because all of it is one key, it is taken in blocks, and the left one is read once for each. Which left rows have had
 * a match in some block is remembered then, a bit for each.
 */
final class PartitionJoin implements AutoCloseable {

    /** Takes rows, the columns of the result first, and the address of their places in it. */
    interface Target {
        void accept(Chunk rows, long places);
    }

    /** Places of right rows without a match begin after those of all left rows. */
    static final long AFTER_LEFT = 1L << 62;

    private final MemoryPool pool;
    private final Joining joining;
    private final RowStore left;
    private final RowStore right;
    private final Target target;
    private final Runnable checkCancellation;
    private final Consumer<Map<String, Long>> counter;
    private final LeftRows numbering;
    private final Schema numberedLeft;
    private final int place;
    private OffHeapBuffer marks;

    /**
     * A partition.
     *
     * @param parent of whose memory half is used at most
     * @param left the columns of the left and the place of each row
     * @param right rows as they are held
     * @param counter takes what conditions have counted
     */
    PartitionJoin(
            MemoryPool parent,
            Joining joining,
            RowStore left,
            RowStore right,
            Target target,
            Runnable checkCancellation,
            Consumer<Map<String, Long>> counter) {
        this.pool = parent.child(PartitionedJoin.OWNER + ", a partition", Math.max(1, parent.limit() / 2));
        this.joining = joining;
        this.left = left;
        this.right = right;
        this.target = target;
        this.checkCancellation = checkCancellation;
        this.counter = counter;
        Schema placed = left.layout().schema();
        this.place = placed.size() - 1;
        this.numberedLeft = Joining.withLong(placed, "number of the left row", joining.right());
        this.numbering = new LeftRows(pool, PartitionedJoin.OWNER, numberedLeft);
    }

    void run() {
        JoinType type = joining.type();
        if (left.rowCount() == 0 && !type.keepsRight()
                || right.rowCount() == 0 && type.dropsLeft() && !type.keepsRight()) {
            return;
        }
        boolean more = true;
        boolean isFirst = true;
        try (RowReader rows = right.read(false)) {
            Chunk chunk = rows.next();
            int from = 0;
            while (more) {
                HeldRows held = new HeldRows(pool, joining);
                JoinIndex index;
                try {
                    while (chunk != null) {
                        checkCancellation.run();
                        int wanted = chunk.rowCount() - from;
                        int taken = held.tryAppend(chunk, wanted, held.store().everyRow(chunk.rowCount()) + 4L * from);
                        from += taken;
                        if (taken < wanted) {
                            break;
                        }
                        chunk = rows.next();
                        from = 0;
                    }
                    index = new JoinIndex(pool, held);
                } catch (Throwable failure) {
                    held.close();
                    throw failure;
                }
                more = chunk != null;
                try (index) {
                    join(index, isFirst && !more);
                }
                isFirst = false;
            }
        }
        if (marks != null) {
            deliverRest();
        }
    }

    /** Joins the left with a block, which may be all of the right. */
    private void join(JoinIndex block, boolean isAll) {
        boolean marksLeft = !isAll && marksLeft();
        if (marksLeft && marks == null) {
            marks = pool.allocate(Layout.BIT.bytes(left.rowCount() + 1), PartitionedJoin.OWNER);
            marks.clear();
        }
        Joining part = part(marksLeft);
        UnmatchedRows unmatched = joining.type().keepsRight() ? new UnmatchedRows(pool, part, block) : null;
        try (Probe probe = new Probe(pool, part, block);
                RowReader rows = left.read(false)) {
            numbering.restart();
            Chunk chunk = rows.next();
            while (chunk != null) {
                Chunk joined = probe.apply(numbering.number(chunk));
                while (joined != null) {
                    if (joining.type().showsLeft()) {
                        deliver(unmatched == null ? joined : unmatched.mark(joined), part, marksLeft);
                    } else {
                        checkCancellation.run();
                        unmatched.note(joined);
                    }
                    joined = probe.more();
                }
                chunk = rows.next();
            }
            counter.accept(probe.counts());
        } catch (Throwable failure) {
            if (unmatched != null) {
                unmatched.close();
            }
            throw failure;
        }
        // only now, when the left and what it was joined with have given their memory back
        if (unmatched != null) {
            try (unmatched) {
                deliverUnmatched(unmatched);
            }
        }
    }

    /** Whether it has to be known which left rows have had a match in any block. */
    private boolean marksLeft() {
        return switch (joining.type()) {
            case LEFT, FULL, SEMI, ANTI -> true;
            case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> false;
        };
    }

    /** The join with a block: what it gives has the place of the left row after the result, and then its number to be marked. */
    private Joining part(boolean marksLeft) {
        JoinType type = joining.type();
        boolean choosesLeft = !type.showsRight();
        List<Field> fields = new ArrayList<>();
        if (!marksLeft || !choosesLeft) {
            fields.addAll(joining.schema().fields());
            fields.add(numberedLeft.field(place));
        }
        if (marksLeft) {
            fields.add(numberedLeft.field(place + 1));
            type = switch (type) {
                case LEFT -> JoinType.INNER;
                case FULL -> JoinType.RIGHT;
                case ANTI -> JoinType.SEMI;
                case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> type;
            };
        }
        return new Joining(
                type,
                numberedLeft,
                joining.leftKeys(),
                joining.right(),
                joining.rightKeys(),
                joining.nullsMatch(),
                joining.condition(),
                Schema.of(fields),
                joining.text());
    }

    private void deliver(Chunk rows, Joining part, boolean marksLeft) {
        checkCancellation.run();
        int count = rows.rowCount();
        if (count == 0) {
            return;
        }
        if (marksLeft) {
            int number = part.schema().size() - 1;
            MarkKernel.mark(count, rows.column(number).valuesAddress(), 0, marks.address());
        }
        if (!marksLeft || joining.type().showsRight()) {
            target.accept(rows, rows.column(joining.schema().size()).valuesAddress());
        }
    }

    private void deliverUnmatched(UnmatchedRows unmatched) {
        Chunk rows = unmatched.next();
        while (rows != null) {
            checkCancellation.run();
            if (rows.rowCount() > 0) {
                JoinTableKernel.add(rows.rowCount(), AFTER_LEFT, unmatched.numbers());
                target.accept(rows, unmatched.numbers());
            }
            rows = unmatched.next();
        }
    }

    /** Delivers the left rows that come out alone: those that had a match in some block, or those that had in none. */
    private void deliverRest() {
        boolean marked = joining.type() == JoinType.SEMI;
        try (LoneRows lone = new LoneRows(pool, joining, numberedLeft);
                RowReader rows = left.read(false)) {
            numbering.restart();
            Chunk chunk = rows.next();
            while (chunk != null) {
                checkCancellation.run();
                Chunk chosen = lone.choose(numbering.number(chunk), marks.address(), marked);
                if (chosen.rowCount() > 0) {
                    target.accept(chosen, lone.places());
                }
                chunk = rows.next();
            }
        }
    }

    @Override
    public void close() {
        numbering.close();
        if (marks != null) {
            marks.close();
        }
        pool.close();
    }
}
