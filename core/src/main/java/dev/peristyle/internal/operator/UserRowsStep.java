package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.util.function.BiConsumer;

/**
 * Makes rows of rows by a function of the user.
 *
 * @param operator what the user called it
 * @param schema what comes out
 * @param function called by several threads at a time
 * @param one whether a row comes out for each, which is added for the user
 */
public record UserRowsStep(
        String operator, Schema schema, BiConsumer<? super RowView, ? super RowOutput> function, boolean one)
        implements ChunkTransform.Step {

    @Override
    public String describe() {
        return operator + " by a function to " + schema.names();
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new Transform(this, new RowsWriter(pool, operator, schema));
    }

    private static final class Transform implements ChunkTransform {

        private final UserRowsStep step;
        private final RowsWriter out;
        private RowCursor view;
        private int row;
        private boolean isAligned;

        Transform(UserRowsStep step, RowsWriter out) {
            this.step = step;
            this.out = out;
        }

        @Override
        public Chunk apply(Chunk input) {
            closeView();
            view = UserRows.of(input);
            row = 0;
            isAligned = step.one && input.rowCount() <= RowsWriter.CHUNK;
            return some();
        }

        @Override
        public Chunk more() {
            Chunk written = out.next();
            return written != null || view == null ? written : some();
        }

        /** Takes rows until they make a chunk; what one of them makes beyond that is shown next. */
        private Chunk some() {
            out.clear();
            while (!out.isFull()) {
                if (!view.next()) {
                    closeView();
                    break;
                }
                call();
                row++;
            }
            out.finish();
            return out.next();
        }

        private void call() {
            try {
                step.function.accept(view, out);
                if (step.one) {
                    out.add();
                } else if (out.hasUnfinishedRow()) {
                    throw new IllegalStateException("a row was set and not added; call add() after its columns");
                }
            } catch (MemoryLimitException failure) {
                // not the user's fault: there is no room for another row
                throw failure;
            } catch (RuntimeException failure) {
                throw RowFailure.inFunction(step.operator + ": the function", view, row, failure);
            }
        }

        private void closeView() {
            if (view != null) {
                view.close();
                view = null;
            }
        }

        @Override
        public int inputRow(int outputRow) {
            return isAligned ? outputRow : UNKNOWN_ROW;
        }

        @Override
        public void close() {
            closeView();
            out.close();
        }
    }
}
