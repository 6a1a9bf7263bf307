package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.internal.expression.BoundExpression;
import dev.peristyle.internal.expression.Projection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Computes other columns, row by row.
 *
 * @param input the columns that come in
 * @param expressions what is computed, one for each column that comes out
 * @param schema the names and types that come out
 */
public record ProjectStep(Schema input, List<BoundExpression> expressions, Schema schema)
        implements ChunkTransform.Step {

    @Override
    public String describe() {
        List<String> parts = new ArrayList<>();
        for (int position = 0; position < expressions.size(); position++) {
            String expression = expressions.get(position).describe();
            String name = schema.field(position).name();
            parts.add(expression.equals(name) ? name : name + " = " + expression);
        }
        return "project " + String.join(", ", parts);
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new ProjectTransform(pool, this);
    }

    private static final class ProjectTransform implements ChunkTransform {

        private final Projection projection;
        private final Column[] columns;
        private final ChunkWriter output;

        ProjectTransform(MemoryPool pool, ProjectStep step) {
            List<Column> created = new ArrayList<>();
            for (Field field : step.schema.fields()) {
                created.add(ColumnBinder.create(field.type()));
            }
            this.columns = created.toArray(new Column[0]);
            this.output = new ChunkWriter(step.schema, created);
            this.projection = Projection.open(pool, step.input, step.expressions);
        }

        @Override
        public Chunk apply(Chunk input) {
            Column[] results = projection.evaluate(input);
            for (int position = 0; position < columns.length; position++) {
                ColumnBinder.bindSame(columns[position], results[position]);
            }
            output.publish(input.rowCount());
            return output.chunk();
        }

        @Override
        public int inputRow(int row) {
            return row;
        }

        @Override
        public Map<String, Long> counts() {
            return projection.counts();
        }

        @Override
        public void close() {
            output.invalidate();
            projection.close();
        }
    }
}
