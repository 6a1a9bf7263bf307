package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Lets the first rows through and does not ask its input for more. */
public final class LimitOperator implements Operator {

    private final Operator input;
    private final ChunkWriter head;
    private long left;

    /**
     * Takes over the input: it is closed with this operator.
     *
     * @param count how many to let through at most
     */
    public LimitOperator(Operator input, long count) {
        this.input = input;
        this.left = count;
        List<Column> columns = new ArrayList<>();
        for (Field field : input.schema().fields()) {
            columns.add(ColumnBinder.create(field.type()));
        }
        this.head = new ChunkWriter(input.schema(), columns);
    }

    @Override
    public Schema schema() {
        return input.schema();
    }

    /**
     * Returns how many it would still let through.
     *
     * @return rows
     */
    public long left() {
        return left;
    }

    @Override
    public Chunk next() {
        if (left == 0) {
            return null;
        }
        Chunk chunk = input.next();
        if (chunk == null || chunk.rowCount() <= left) {
            left -= chunk == null ? 0 : chunk.rowCount();
            return chunk;
        }
        int rows = (int) left;
        for (int position = 0; position < chunk.schema().size(); position++) {
            bindHead(head.chunk().column(position), chunk.column(position), rows);
        }
        head.publish(rows);
        left = 0;
        return head.chunk();
    }

    private static void bindHead(Column target, Column source, int rows) {
        int nullCount = 0;
        if (source.validityAddress() != 0) {
            for (int row = 0; row < rows; row++) {
                nullCount += source.isNull(row) ? 1 : 0;
            }
        }
        if (target instanceof ViewColumn text) {
            ColumnBinder.bindViews(
                    text,
                    rows,
                    source.valuesAddress(),
                    ((ViewColumn) source).lengthsAddress(),
                    source.validityAddress(),
                    nullCount);
        } else {
            ColumnBinder.bind(target, rows, source.valuesAddress(), source.validityAddress(), nullCount);
        }
    }

    @Override
    public void close() {
        head.invalidate();
        input.close();
    }
}
