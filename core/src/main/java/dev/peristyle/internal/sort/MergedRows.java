package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.state.RowGather;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowReader;
import dev.peristyle.memory.MemoryPool;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Merges sources with a tree of losers (Knuth, The Art of Computer Programming, volume 3, 5.4.1): each inner node remembers
 * who lost there, so that the next row costs one comparison for each level. Of equal rows that of the earlier source comes
 * first. Not thread-safe.
 */
final class MergedRows implements SortResult {

    private static final int NOBODY = -1;

    private final List<MergeSource> sources;
    private final KeyColumn[] columns;
    private final KeyWords words;
    private final GrowingBuffer rows;
    private final RowGather gather;
    private final int chunkRows;
    /** The winner at 0, the losers of inner nodes from 1 on. */
    private final int[] tree;

    private long left;
    private int turning = NOBODY;
    private boolean begun;

    /**
     * Takes sources over.
     *
     * @param sources at least one; those of earlier rows first
     * @param words writes the words of the sources
     * @param limit how many of the first rows are wanted
     */
    MergedRows(
            MemoryPool pool,
            String owner,
            RowLayout layout,
            KeyColumn[] columns,
            KeyWords words,
            List<MergeSource> sources,
            long limit) {
        this.sources = List.copyOf(sources);
        this.columns = columns;
        this.words = words;
        this.rows = new GrowingBuffer(pool, owner);
        this.gather = new RowGather(pool, owner, layout);
        this.chunkRows = RowReader.chunkRows(layout, pool);
        this.tree = new int[sources.size()];
        this.left = limit;
    }

    @Override
    public Chunk next() {
        int count = fill();
        return count == 0 ? null : gather.gather(rows.address(), 8, count);
    }

    /** Where the addresses of the rows are that {@link #fill} has found, eight bytes each. */
    long rows() {
        return rows.address();
    }

    /** Finds the next rows. They stay where they are until the next call. Returns how many they are, 0 at the end. */
    int fill() {
        rows.ensureExactly(8L * chunkRows);
        if (!begun) {
            begun = true;
            sources.forEach(MergeSource::turn);
            build();
        } else if (turning != NOBODY) {
            sources.get(turning).turn();
            replay(turning);
            turning = NOBODY;
        }
        int count = 0;
        while (count < chunkRows && left > 0) {
            MergeSource source = sources.get(tree[0]);
            if (source.isEnded()) {
                break;
            }
            UnsafeApi.putLong(rows.address() + 8L * count, source.row());
            count++;
            left--;
            if (!source.advance()) {
                turning = tree[0];
                break;
            }
            replay(tree[0]);
        }
        return count;
    }

    /** Leaves of a tree of n sources are the nodes n to 2n - 1; the parent of a node is half of it. */
    private void build() {
        int count = tree.length;
        int[] winners = new int[2 * count];
        for (int source = 0; source < count; source++) {
            winners[count + source] = source;
        }
        for (int node = count - 1; node > 0; node--) {
            int one = winners[2 * node];
            int other = winners[2 * node + 1];
            boolean first = beats(one, other);
            winners[node] = first ? one : other;
            tree[node] = first ? other : one;
        }
        tree[0] = count == 1 ? 0 : winners[1];
    }

    private void replay(int changed) {
        int winner = changed;
        for (int node = tree.length + changed >>> 1; node > 0; node >>>= 1) {
            if (beats(tree[node], winner)) {
                int loser = winner;
                winner = tree[node];
                tree[node] = loser;
            }
        }
        tree[0] = winner;
    }

    private boolean beats(int one, int other) {
        MergeSource left = sources.get(one);
        MergeSource right = sources.get(other);
        if (left.isEnded() || right.isEnded()) {
            return !left.isEnded();
        }
        int order = Long.compareUnsigned(left.word(), right.word());
        if (order == 0 && !words.complete()) {
            order = RowOrder.compare(columns, left.row(), columns, right.row(), words.nextKey());
        }
        return order == 0 ? one < other : order < 0;
    }

    @Override
    public void close() {
        gather.close();
        rows.close();
        sources.forEach(MergeSource::close);
    }
}
