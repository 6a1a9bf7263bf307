package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.join.kernel.JoinTableKernel;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.Map;

/**
 * Looks up the rows of a chunk and gives what comes out in chunks of a bounded size: a row with a million matches makes many of
 * them. One per thread.
 */
final class Probe implements ChunkTransform {

    private static final String OWNER = "join";
    private static final int USUAL_ROOM = 2048;

    /** Of a small limit the rows that come out take a part only; the rest is for those that are held and read. */
    private static final int PARTS_OF_LIMIT = 8;

    private static final int MIN_ROOM = 64;

    private final Joining joining;
    private final int maxRoom;
    private final JoinIndex index;
    private final KeyColumns keys;
    private final GrowingBuffer firsts;
    private final GrowingBuffer differs;
    private final Pairs candidates;
    private final Pairs results;
    private final PairColumns output;
    private final PairColumns tested;
    private final Predicate.Evaluator condition;
    private final GrowingBuffer met;
    private final long[] cursor = new long[2];
    private Chunk input;
    private int room;

    /** Whether the row at which the last candidates ended has had one that meets the condition. */
    private boolean matched;

    Probe(MemoryPool pool, Joining joining, JoinIndex index) {
        RowLayout layout = index.held().store().layout();
        Schema right = joining.numberedRight();
        this.joining = joining;
        this.index = index;
        this.keys = new KeyColumns(pool, OWNER, joining.left(), joining.leftKeys(), joining.nullsMatch());
        this.firsts = new GrowingBuffer(pool, OWNER);
        this.differs = new GrowingBuffer(pool, OWNER);
        this.candidates = new Pairs(pool, OWNER);
        this.results = new Pairs(pool, OWNER);
        this.met = new GrowingBuffer(pool, OWNER);
        this.output = new PairColumns(
                pool,
                OWNER,
                joining.probed(),
                joining.left(),
                right,
                joining.type().keepsRight(),
                layout);
        long most = pool.limit() / PARTS_OF_LIMIT / output.rowBytes();
        this.maxRoom = (int) Math.max(MIN_ROOM, Math.min(Integer.MAX_VALUE, most));
        Predicate predicate = joining.condition();
        if (predicate == null) {
            this.tested = null;
            this.condition = null;
        } else {
            Schema both = joining.both().select(predicate.columns());
            this.tested = new PairColumns(pool, OWNER, both, joining.left(), right, false, layout);
            this.condition = predicate.open(pool);
        }
    }

    @Override
    public Chunk apply(Chunk chunk) {
        input = chunk;
        room = Math.min(maxRoom, Math.max(USUAL_ROOM, chunk.rowCount()));
        cursor[0] = 0;
        cursor[1] = 0;
        matched = false;
        keys.load(chunk);
        int rows = chunk.rowCount();
        index.find(keys, rows, differs.ensure(rows), firsts.ensure(8L * rows));
        return nextPairs();
    }

    @Override
    public Chunk more() {
        return input == null || cursor[0] >= input.rowCount() ? null : nextPairs();
    }

    private Chunk nextPairs() {
        boolean choosesLeft = !joining.type().showsRight();
        if (condition != null) {
            testPairs();
            return output.show(input, results);
        }
        if (choosesLeft) {
            int rows = input.rowCount();
            results.clear(rows + 1);
            results.setCount(
                    JoinTableKernel.select(rows, firsts.address(), joining.type() == JoinType.SEMI, results.lefts()));
            cursor[0] = rows;
            return results.count() == rows ? output.showAll(input, results) : output.show(input, results);
        }
        if (!joining.type().showsLeft()) {
            // the first row of a key stands for all of them
            fillFirsts();
            return output.show(input, results);
        }
        boolean whole = cursor[0] == 0 && cursor[1] == 0;
        fill(results, joining.type().keepsLeft() ? index.absentRow() : 0);
        int count = results.count();
        // as many pairs as rows, and none of them left out or twice
        boolean each = whole && count == input.rowCount() && cursor[0] == count && hasEach(count);
        return each ? output.showAll(input, results) : output.show(input, results);
    }

    private void fillFirsts() {
        int rows = input.rowCount();
        results.clear(rows + 1);
        results.setCount(JoinTableKernel.firsts(rows, firsts.address(), results.lefts(), results.rights()));
        cursor[0] = rows;
    }

    private boolean hasEach(int count) {
        for (int pair = 0; pair < count; pair++) {
            if (results.left(pair) != pair) {
                return false;
            }
        }
        return true;
    }

    private void fill(Pairs pairs, long none) {
        pairs.clear(room);
        pairs.setCount(JoinTableKernel.pairs(
                cursor,
                input.rowCount(),
                firsts.address(),
                index.held().linkOffset(),
                none,
                room,
                pairs.lefts(),
                pairs.rights()));
    }

    /** Keeps the pairs that meet the condition, and what comes out of rows that have none. */
    private void testPairs() {
        int row = (int) cursor[0];
        fill(candidates, 0);
        int count = candidates.count();
        long bitmap = met.ensure(Layout.BIT.bytes(count));
        if (count > 0) {
            condition.evaluate(tested.show(input, candidates), bitmap);
        }
        int end = (int) cursor[0];
        results.clear(count + end - row + 1);
        JoinType type = joining.type();
        int pair = 0;
        // the row at the end may have more candidates, unless it is after the last one
        for (; row <= end && row < input.rowCount(); row++) {
            for (; pair < count && candidates.left(pair) == row; pair++) {
                if (Bits.isSet(bitmap, pair)) {
                    matched = true;
                    if (type.showsRight()) {
                        results.add(row, candidates.right(pair));
                    }
                }
            }
            if (row < end) {
                addDone(row, type);
            }
        }
    }

    private void addDone(int row, JoinType type) {
        boolean comesOut = switch (type) {
            case LEFT, FULL, ANTI -> !matched;
            case SEMI -> matched;
            case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> false;
        };
        if (comesOut) {
            results.add(row, index.absentRow());
        }
        matched = false;
    }

    @Override
    public Map<String, Long> counts() {
        return condition == null ? Map.of() : condition.counts();
    }

    @Override
    public void close() {
        input = null;
        if (condition != null) {
            condition.close();
            tested.close();
        }
        output.close();
        keys.close();
        firsts.close();
        differs.close();
        candidates.close();
        results.close();
        met.close();
    }
}
