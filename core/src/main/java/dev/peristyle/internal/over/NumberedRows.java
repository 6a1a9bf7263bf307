package dev.peristyle.internal.over;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.internal.operator.AddedNumbers;
import dev.peristyle.internal.state.kernel.RowGatherKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Shows rows of the input with their numbers, last, and rows of the result without them. Not thread-safe. */
final class NumberedRows implements AutoCloseable {

    private final AddedNumbers numbers;
    private final ChunkWriter without;
    private long count;

    /**
     * Of no rows yet.
     *
     * @param numbered the columns of the input and that of the numbers
     * @param result the columns of the result
     */
    NumberedRows(MemoryPool pool, Schema numbered, Schema result) {
        this.numbers = new AddedNumbers(pool, WindowedRows.OWNER, numbered);
        List<Column> columns = new ArrayList<>();
        for (Field field : result.fields()) {
            columns.add(ColumnBinder.create(field.type()));
        }
        this.without = new ChunkWriter(result, columns);
    }

    /** Numbers the rows of a chunk of the input after those before. */
    Chunk number(Chunk rows) {
        int all = rows.rowCount();
        RowGatherKernel.number(numbers.room(all), Long.BYTES, all, count, 1);
        count += all;
        return numbers.show(rows);
    }

    /** Shows the rows of a result without the numbers, which are the last column. */
    Chunk hide(Chunk rows) {
        for (int position = 0; position < without.chunk().schema().size(); position++) {
            ColumnBinder.bindSame(without.chunk().column(position), rows.column(position));
        }
        without.publish(rows.rowCount());
        return without.chunk();
    }

    /** Gives the numbers back: no more rows of the input follow. */
    void endInput() {
        numbers.close();
    }

    @Override
    public void close() {
        endInput();
        without.invalidate();
    }
}
