package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * Adds the place of each row among all rows, from 1. Runs in order.
 *
 * @param input the columns that come in
 * @param name the name of the added column
 */
public record NumberStep(Schema input, String name) implements ChunkTransform.Step {

    @Override
    public Schema schema() {
        return AddedNumbers.schema(input, name);
    }

    @Override
    public String describe() {
        return "row number as " + name;
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new NumberTransform(new AddedNumbers(pool, "rowNumber", schema()));
    }

    private static final class NumberTransform implements ChunkTransform {

        private final AddedNumbers numbers;
        private long next = 1;

        NumberTransform(AddedNumbers numbers) {
            this.numbers = numbers;
        }

        @Override
        public Chunk apply(Chunk input) {
            int rows = input.rowCount();
            long into = numbers.room(rows);
            long first = next;
            for (int row = 0; row < rows; row++) {
                UnsafeApi.putLong(into + 8L * row, first + row);
            }
            next = first + rows;
            return numbers.show(input);
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
