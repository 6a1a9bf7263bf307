package dev.peristyle.internal.top;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.ChosenRows;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.sort.KeyRuns;
import dev.peristyle.internal.top.kernel.TopKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/**
 * Keeps the first rows of each group, which come one after the other. Runs in order.
 *
 * @param schema the columns, the same before and after
 * @param key the column that makes a group
 * @param count how many rows of a group are kept at most
 */
public record FirstOfRunsStep(Schema schema, int key, long count) implements ChunkTransform.Step {

    private static final String OWNER = "top of groups";

    @Override
    public String describe() {
        return "first " + count + " of each group";
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new FirstOfRuns(
                new KeyRuns(pool, OWNER, schema, new int[] {key}), count, new ChosenRows(pool, OWNER, schema));
    }

    private static final class FirstOfRuns implements ChunkTransform {

        private final KeyRuns runs;
        private final long count;
        private final ChosenRows chosen;
        private long before;

        FirstOfRuns(KeyRuns runs, long count, ChosenRows chosen) {
            this.runs = runs;
            this.count = count;
            this.chosen = chosen;
        }

        @Override
        public Chunk apply(Chunk input) {
            int rows = input.rowCount();
            long starts = runs.starts(input);
            int found = TopKernel.firstOfRuns(rows, starts, count, before, chosen.room(rows + 1));
            before = TopKernel.lastRun(rows, starts, before);
            return chosen.show(input, found);
        }

        @Override
        public void close() {
            runs.close();
            chosen.close();
        }
    }
}
