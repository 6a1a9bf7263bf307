package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps the rows for which a condition holds.
 *
 * @param schema the columns, the same before and after
 */
public record FilterStep(Schema schema, Predicate predicate) implements ChunkTransform.Step {

    private static final String OWNER = "filter";

    @Override
    public String describe() {
        return "filter " + predicate.describe();
    }

    @Override
    public ChunkTransform open(MemoryPool pool) {
        return new FilterTransform(pool, schema, predicate);
    }

    private static final class FilterTransform implements ChunkTransform {

        private final List<BoundColumn> columns = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        private final FilterCascade cascade;

        FilterTransform(MemoryPool pool, Schema schema, Predicate predicate) {
            this.cascade = new FilterCascade(
                    schema,
                    List.of(predicate),
                    schema.names(),
                    (position, field) -> {
                        BoundColumn column = new BoundColumn(pool, OWNER, field.type());
                        columns.add(column);
                        positions.add(position);
                        return column;
                    },
                    pool,
                    OWNER);
        }

        @Override
        public Chunk apply(Chunk input) {
            if (input.rowCount() == 0) {
                return input;
            }
            for (int number = 0; number < columns.size(); number++) {
                columns.get(number).bind(input.column(positions.get(number)));
            }
            int failed = cascade.apply(input.rowCount());
            if (failed != FilterCascade.ALL_READ) {
                throw cascade.failure().at(failed);
            }
            return cascade.chunk();
        }

        @Override
        public int inputRow(int row) {
            return cascade.inputRow(row);
        }

        @Override
        public Map<String, Long> counts() {
            return cascade.counts();
        }

        @Override
        public void close() {
            cascade.close();
        }
    }
}
