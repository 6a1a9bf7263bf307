package dev.peristyle.internal.top;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.ChosenRows;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.List;

/**
 * Drops rows that cannot be among the first ones of their group, as far as there is memory to know: what passes is enough to find
 * them, and has the first row of each group. Runs in order.
 *
 * @param schema the columns, the same before and after
 * @param keys the columns that make a group
 * @param order what decides, the first one first
 * @param latest whether of rows that are equal the later one comes first
 * @param count how many rows of a group are wanted, at most {@link #MAX_COUNT}
 */
public record CandidateStep(Schema schema, int[] keys, List<BoundSortKey> order, boolean latest, int count)
        implements ChunkTransform.Step {

    /** Of more rows it costs too much to keep the words in order. */
    public static final int MAX_COUNT = 64;

    /** Memory for groups and words; most of it stays for the sorts. */
    private static final int PART_OF_LIMIT = 8;

    private static final String OWNER = "top of groups";

    @Override
    public String describe() {
        return "candidates for the first " + count + " of each group";
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        long limit = pool.limit() == MemoryPool.UNLIMITED ? pool.limit() : Math.max(1, pool.limit() / PART_OF_LIMIT);
        MemoryPool groups = pool.child("groups", limit);
        try {
            return new Candidates(new KnownGroups(groups, OWNER, this), groups, new ChosenRows(pool, OWNER, schema));
        } catch (RuntimeException | Error failure) {
            groups.close();
            throw failure;
        }
    }

    private static final class Candidates implements ChunkTransform {

        private final MemoryPool pool;
        private final ChosenRows chosen;
        /** Null once it does not pay, or has no memory, to know groups. */
        private KnownGroups groups;

        Candidates(KnownGroups groups, MemoryPool pool, ChosenRows chosen) {
            this.groups = groups;
            this.pool = pool;
            this.chosen = chosen;
        }

        @Override
        public Chunk apply(Chunk input) {
            if (groups == null || input.rowCount() == 0) {
                return input;
            }
            int found = groups.choose(input, chosen.room(input.rowCount()));
            if (!groups.isUseful()) {
                groups.close();
                groups = null;
            }
            return found == KnownGroups.UNKNOWN ? input : chosen.show(input, found);
        }

        @Override
        public void close() {
            if (groups != null) {
                groups.close();
                groups = null;
            }
            chosen.close();
            pool.close();
        }
    }
}
