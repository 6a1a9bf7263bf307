package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowView;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.function.Predicate;
import org.agrona.UnsafeApi;

/**
 * Keeps the rows for which a condition of the user holds.
 *
 * @param schema the columns, the same before and after
 * @param condition called by several threads at a time
 */
public record UserFilterStep(Schema schema, Predicate<? super RowView> condition) implements ChunkTransform.Step {

    @Override
    public String describe() {
        return "filter by a function";
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new Transform(new ChosenRows(pool, "filter", schema), condition);
    }

    private static final class Transform implements ChunkTransform {

        private final ChosenRows chosen;
        private final Predicate<? super RowView> condition;
        private long numbers;
        private boolean isAll;

        Transform(ChosenRows chosen, Predicate<? super RowView> condition) {
            this.chosen = chosen;
            this.condition = condition;
        }

        @Override
        public Chunk apply(Chunk input) {
            numbers = chosen.room(Math.max(1, input.rowCount()));
            int count = 0;
            try (RowCursor view = UserRows.of(input)) {
                for (int row = 0; view.next(); row++) {
                    if (holds(view, row)) {
                        UnsafeApi.putInt(numbers + 4L * count, row);
                        count++;
                    }
                }
            }
            isAll = count == input.rowCount();
            return chosen.show(input, count);
        }

        private boolean holds(RowView view, int row) {
            try {
                return condition.test(view);
            } catch (RuntimeException failure) {
                throw RowFailure.inFunction("filter: the function", view, row, failure);
            }
        }

        @Override
        public int inputRow(int row) {
            return isAll ? row : UnsafeApi.getInt(numbers + 4L * row);
        }

        @Override
        public void close() {
            chosen.close();
        }
    }
}
