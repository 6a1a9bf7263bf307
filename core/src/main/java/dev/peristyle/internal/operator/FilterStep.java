package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RowFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the rows for which a condition holds.
 *
 * @param schema the columns, the same before and after
 * @param filter the condition
 */
public record FilterStep(Schema schema, RowFilter filter) implements ChunkTransform.Step {

    @Override
    public String describe() {
        return "filter " + filter.describe();
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new FilterTransform(pool, schema, filter);
    }

    private static final class FilterTransform implements ChunkTransform {

        private final MemoryPool pool;
        private final RowFilter.Evaluator evaluator;
        private final int[] positions;
        private final Chunk condition;
        private final List<Column> conditionColumns;
        private final List<ColumnBuffer> buffers;
        private final Selection selection;
        private final Chunk output;
        private OffHeapBuffer bitmap;

        FilterTransform(MemoryPool pool, Schema schema, RowFilter filter) {
            this.pool = pool;
            this.positions = filter.columns().stream().mapToInt(schema::indexOf).toArray();
            Schema conditionSchema = schema.select(filter.columns());
            this.conditionColumns = new ArrayList<>();
            for (Field field : conditionSchema.fields()) {
                conditionColumns.add(ColumnBinder.create(field.type()));
            }
            this.condition = new Chunk(conditionSchema, conditionColumns);
            this.buffers = schema.fields().stream()
                    .map(field -> new ColumnBuffer(pool, "filter", field.type()))
                    .toList();
            this.output =
                    new Chunk(schema, buffers.stream().map(ColumnBuffer::column).toList());
            this.selection = new Selection(pool, "filter");
            this.evaluator = filter.open(pool);
        }

        @Override
        public Chunk apply(Chunk input) {
            int rows = input.rowCount();
            if (rows == 0) {
                return input;
            }
            if (bitmap == null || bitmap.capacity() < rows / 8 + 8) {
                if (bitmap != null) {
                    bitmap.close();
                }
                bitmap = pool.allocate(rows / 8 + 8, "filter");
            }
            for (int position = 0; position < positions.length; position++) {
                ColumnBinder.bindSame(conditionColumns.get(position), input.column(positions[position]));
            }
            condition.publish(rows);
            int passed = evaluator.evaluate(condition, bitmap.address());
            if (passed == rows) {
                return input;
            }
            int selected = selection.fromBitmap(bitmap.address(), rows);
            for (int position = 0; position < buffers.size(); position++) {
                Selection.gather(input.column(position), selection.address(), selected, buffers.get(position));
            }
            output.publish(selected);
            return output;
        }

        @Override
        public void close() {
            evaluator.close();
            selection.close();
            buffers.forEach(ColumnBuffer::close);
            if (bitmap != null) {
                bitmap.close();
            }
        }
    }
}
