package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;

/**
 * Leaves the first rows out. Runs in order.
 *
 * @param schema the columns, the same before and after
 * @param count how many rows are left out at most
 */
public record SkipStep(Schema schema, long count) implements CountingTransform.Step {

    @Override
    public String describe() {
        return "skip " + count;
    }

    @Override
    public long start() {
        return count;
    }

    @Override
    public CountingTransform open(MemoryPool pool, long position) {
        return new SkipTransform(new ChosenRows(pool, "skip", schema), position);
    }

    private static final class SkipTransform implements CountingTransform {

        private final ChosenRows chosen;
        private long left;

        SkipTransform(ChosenRows chosen, long left) {
            this.chosen = chosen;
            this.left = left;
        }

        @Override
        public Chunk apply(Chunk input) {
            int skipped = (int) Math.min(left, input.rowCount());
            left -= skipped;
            return skipped == 0 ? input : chosen.showFrom(input, skipped);
        }

        @Override
        public long position() {
            return left;
        }

        @Override
        public void close() {
            chosen.close();
        }
    }
}
