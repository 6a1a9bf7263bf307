package dev.peristyle.internal.top;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.AddedNumbers;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.sort.KeyRuns;
import dev.peristyle.internal.top.kernel.TopKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/**
 * Adds the number of the first row of each group to all of its rows, which come one group after the other. Runs in order.
 *
 * @param input the columns that come in
 * @param keys the columns that make a group
 * @param numbers the column of the numbers of rows
 * @param name the name of the added column
 */
public record GroupStartStep(Schema input, int[] keys, int numbers, String name) implements ChunkTransform.Step {

    private static final String OWNER = "top of groups";

    @Override
    public Schema schema() {
        return AddedNumbers.schema(input, name);
    }

    @Override
    public String describe() {
        return "first row of each group as " + name;
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new GroupStarts(new KeyRuns(pool, OWNER, input, keys), numbers, new AddedNumbers(pool, OWNER, schema()));
    }

    private static final class GroupStarts implements ChunkTransform {

        private final KeyRuns runs;
        private final int numbers;
        private final AddedNumbers added;
        private long first;

        GroupStarts(KeyRuns runs, int numbers, AddedNumbers added) {
            this.runs = runs;
            this.numbers = numbers;
            this.added = added;
        }

        @Override
        public Chunk apply(Chunk input) {
            int rows = input.rowCount();
            long into = added.room(rows);
            first = TopKernel.spread(
                    rows, runs.starts(input), input.column(numbers).valuesAddress(), first, into);
            return added.show(input);
        }

        @Override
        public void close() {
            runs.close();
            added.close();
        }
    }
}
