package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Condition;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out rows of a source that cannot have a match in a join above it. It lets some of them pass: the join looks again. What is
 * wrong in other columns of rows that it leaves out is not found.
 */
final class KeyFilter implements Predicate {

    private static final String OWNER = "join, filter of a scan";

    private final BuildKeys keys;
    private final Schema columns;
    private final Condition condition;

    /**
     * Of a scan.
     *
     * @param keys stays the caller's, and is there as long as this is used
     * @param columns the columns of the source that are the keys of the left, in their order
     */
    KeyFilter(BuildKeys keys, List<Field> columns) {
        this.keys = keys;
        this.columns = Schema.of(columns);
        List<Condition> parts = new ArrayList<>();
        if (keys.hasBounds()) {
            parts.add(new Condition.Comparison(columns.get(0).name(), Condition.Operator.GE, keys.min()));
            parts.add(new Condition.Comparison(columns.get(0).name(), Condition.Operator.LE, keys.max()));
        }
        parts.add(new Condition.Opaque(describe(), this.columns.names()));
        this.condition = new Condition.And(parts);
    }

    @Override
    public List<String> columns() {
        return columns.names();
    }

    @Override
    public String describe() {
        return columns.names() + " may have a match: " + keys.joining().text();
    }

    @Override
    public Condition condition() {
        return condition;
    }

    @Override
    public Predicate.Evaluator open(MemoryPool pool) {
        int[] positions = new int[columns.size()];
        for (int key = 0; key < positions.length; key++) {
            positions[key] = key;
        }
        KeyColumns loaded =
                new KeyColumns(pool, OWNER, columns, positions, keys.joining().nullsMatch());
        return new Predicate.Evaluator() {
            @Override
            public int evaluate(Chunk chunk, long bitmap) {
                loaded.load(chunk);
                return keys.test(loaded, chunk.rowCount(), bitmap);
            }

            @Override
            public void close() {
                loaded.close();
            }
        };
    }

    @Override
    public String toString() {
        return describe();
    }
}
