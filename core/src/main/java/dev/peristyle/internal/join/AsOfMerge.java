package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.sort.ChunkWords;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;

/**
 * Goes through rows of both sides of an as-of join, each sorted by the keys, once. Beside each left row there are then the last right
 * row that has been passed and the next one, and one of the two is the nearest. Not thread-safe.
 */
final class AsOfMerge implements AutoCloseable {

    private final AsOfJoining joining;
    private final Sorter left;
    private final Sorter right;
    private final PartitionJoin.Target target;
    private final Runnable checkCancellation;
    private final boolean passesEqual;
    private final ChunkWords leftKeys;
    private final ChunkWords rightKeys;
    private final ChunkWords keptKeys;
    private final KeptRow kept;
    private final KeptRow absent;
    private final MatchedRows shown;
    private final MatchedRows before;
    private final MatchedRows alone;
    private final Distance distance;
    private final long limitHigh;
    private final long limitLow;
    private final int leftNear;
    private final int rightNear;
    private Chunk lefts;
    private Chunk rights;

    /** The next row of the right. */
    private int next;

    /** Whether there is a row that has been passed before those that are shown. */
    private boolean hasKept;

    /**
     * Of sides that are sorted; they stay the caller's.
     *
     * @param numberedLeft the columns of the left, then the place of each row
     */
    AsOfMerge(
            MemoryPool pool,
            AsOfJoining joining,
            Schema numberedLeft,
            Sorter left,
            Sorter right,
            PartitionJoin.Target target,
            Runnable checkCancellation) {
        String owner = AsOfJoin.OWNER;
        this.joining = joining;
        this.left = left;
        this.right = right;
        this.target = target;
        this.checkCancellation = checkCancellation;
        this.passesEqual = (joining.direction() == AsOfDirection.AFTER) == joining.isStrict();
        this.leftKeys = new ChunkWords(pool, owner, numberedLeft, AsOfJoining.order(joining.leftKeys()));
        this.rightKeys = new ChunkWords(pool, owner, joining.right(), AsOfJoining.order(joining.rightKeys()));
        this.keptKeys = new ChunkWords(pool, owner, joining.right(), AsOfJoining.order(joining.rightKeys()));
        this.shown = new MatchedRows(pool, owner, joining.schema(), numberedLeft, joining.right());
        this.before = new MatchedRows(pool, owner, joining.schema(), numberedLeft, joining.right());
        this.alone = new MatchedRows(pool, owner, joining.schema(), numberedLeft, joining.right());
        this.leftNear = joining.leftKeys()[joining.leftKeys().length - 1];
        this.rightNear = joining.rightKeys()[joining.rightKeys().length - 1];
        BigInteger tolerance = joining.tolerance();
        boolean measures = tolerance != null || joining.direction() == AsOfDirection.NEAREST;
        this.distance = measures ? new Distance(joining.nearType()) : null;
        this.limitHigh =
                tolerance == null ? -1 : tolerance.shiftRight(Long.SIZE).longValue();
        this.limitLow = tolerance == null ? -1 : tolerance.longValue();
        this.kept = new KeptRow(pool, owner, joining.right());
        try {
            this.absent = new KeptRow(pool, owner, joining.right());
        } catch (Throwable failure) {
            kept.close();
            throw failure;
        }
    }

    /** Delivers the rows of the result, in any order. */
    void run() {
        showNext();
        while ((lefts = left.next()) != null) {
            checkCancellation.run();
            leftKeys.write(lefts);
            shown.begin(lefts);
            before.begin(lefts);
            alone.begin(lefts);
            int rows = lefts.rowCount();
            for (int row = 0; row < rows; row++) {
                pass(row);
                match(row);
            }
            deliver();
        }
    }

    /** Passes the rows of the right that come before one of the left. */
    private void pass(int row) {
        while (rights != null) {
            int order = rightKeys.compare(next, leftKeys, row);
            if (order > 0 || order == 0 && !passesEqual) {
                return;
            }
            next++;
            if (next == rights.rowCount()) {
                // what is shown goes away, but the last of it may still be the nearest
                deliver();
                kept.keep(rights, next - 1);
                keptKeys.write(kept.chunk());
                hasKept = true;
                showNext();
            }
        }
    }

    private void showNext() {
        next = 0;
        do {
            checkCancellation.run();
            rights = right.next();
        } while (rights != null && rights.rowCount() == 0);
        if (rights != null) {
            rightKeys.write(rights);
        }
    }

    private void match(int row) {
        if (!leftKeys.isLastNull(row)) {
            AsOfDirection direction = joining.direction();
            boolean isBefore = direction != AsOfDirection.AFTER && hasBefore(row);
            boolean isAfter = direction != AsOfDirection.BEFORE && hasAfter(row);
            if (isBefore && isAfter) {
                measureAfter(row);
                long high = distance.high();
                long low = distance.low();
                measureBefore(row);
                isBefore = !distance.exceeds(high, low);
            }
            if (isBefore) {
                addBefore(row);
                return;
            }
            if (isAfter) {
                shown.add(row, next);
                return;
            }
        }
        if (joining.keepsLeft()) {
            alone.add(row, 0);
        }
    }

    private boolean hasBefore(int row) {
        boolean same = next > 0
                ? leftKeys.sameButLast(row, rightKeys, next - 1)
                : hasKept && leftKeys.sameButLast(row, keptKeys, 0);
        if (same && joining.tolerance() != null) {
            measureBefore(row);
            return !distance.exceeds(limitHigh, limitLow);
        }
        return same;
    }

    private boolean hasAfter(int row) {
        boolean same = rights != null && leftKeys.sameButLast(row, rightKeys, next);
        if (same && joining.tolerance() != null) {
            measureAfter(row);
            return !distance.exceeds(limitHigh, limitLow);
        }
        return same;
    }

    private void measureBefore(int row) {
        Chunk chunk = next > 0 ? rights : kept.chunk();
        distance.measure(lefts.column(leftNear), row, chunk.column(rightNear), next > 0 ? next - 1 : 0);
    }

    private void measureAfter(int row) {
        distance.measure(rights.column(rightNear), next, lefts.column(leftNear), row);
    }

    private void addBefore(int row) {
        if (next > 0) {
            shown.add(row, next - 1);
        } else {
            before.add(row, 0);
        }
    }

    private void deliver() {
        deliver(shown, rights);
        deliver(before, kept.chunk());
        deliver(alone, absent.chunk());
    }

    private void deliver(MatchedRows matched, Chunk chunk) {
        Chunk rows = matched.take(lefts, chunk);
        if (rows != null) {
            target.accept(rows, matched.places());
        }
    }

    @Override
    public void close() {
        leftKeys.close();
        rightKeys.close();
        keptKeys.close();
        shown.close();
        before.close();
        alone.close();
        absent.close();
        kept.close();
    }
}
