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
public record NumberStep(Schema input, String name) implements CountingTransform.Step {

    @Override
    public Schema schema() {
        return AddedNumbers.schema(input, name);
    }

    @Override
    public String describe() {
        return "row number as " + name;
    }

    @Override
    public long start() {
        return 1;
    }

    @Override
    public CountingTransform open(MemoryPool pool, long position) {
        return new NumberTransform(new AddedNumbers(pool, "rowNumber", schema()), position);
    }

    private static final class NumberTransform implements CountingTransform {

        private final AddedNumbers numbers;
        private long next;

        NumberTransform(AddedNumbers numbers, long next) {
            this.numbers = numbers;
            this.next = next;
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
        public long position() {
            return next;
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
