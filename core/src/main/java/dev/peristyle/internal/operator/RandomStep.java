package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * Adds a random number of 64 bits to each row, which depends on nothing but the seed and the place of the row. Runs in order.
 *
 * <p>The numbers are those of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), which can be
 * computed for any place at once.
 *
 * @param input the columns that come in
 * @param name the name of the added column
 * @param seed the start of the sequence
 */
public record RandomStep(Schema input, String name, long seed) implements CountingTransform.Step {

    /** The odd number nearest to 2⁶⁴ divided by the golden ratio. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    @Override
    public Schema schema() {
        return AddedNumbers.schema(input, name);
    }

    @Override
    public String describe() {
        return "random number by seed " + seed + " as " + name;
    }

    @Override
    public long start() {
        return mixed(seed);
    }

    @Override
    public CountingTransform open(MemoryPool pool, long position) {
        return new RandomTransform(new AddedNumbers(pool, "sample", schema()), position);
    }

    private static long mixed(long state) {
        long bits = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    private static final class RandomTransform implements CountingTransform {

        private final AddedNumbers numbers;
        private long state;

        RandomTransform(AddedNumbers numbers, long state) {
            this.numbers = numbers;
            this.state = state;
        }

        @Override
        public Chunk apply(Chunk input) {
            int rows = input.rowCount();
            long into = numbers.room(rows);
            long before = state;
            for (int row = 0; row < rows; row++) {
                before += STEP;
                UnsafeApi.putLong(into + 8L * row, mixed(before));
            }
            state = before;
            return numbers.show(input);
        }

        @Override
        public long position() {
            return state;
        }

        @Override
        public int inputRow(int row) {
            return row;
        }

        @Override
        public void close() {
            numbers.close();
        }
    }
}
