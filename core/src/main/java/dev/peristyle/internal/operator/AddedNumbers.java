package dev.peristyle.internal.operator;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Shows chunks with one more column of longs, the last one. Used again for each chunk. Not thread-safe. */
public final class AddedNumbers implements AutoCloseable {

    private final List<Column> columns = new ArrayList<>();
    private final ColumnBuffer numbers;
    private final ChunkWriter output;

    /**
     * Columns without rows.
     *
     * @param schema what comes out: the columns of the input, and the added one
     */
    public AddedNumbers(MemoryPool pool, String owner, Schema schema) {
        for (Field field : schema.fields().subList(0, schema.size() - 1)) {
            columns.add(ColumnBinder.create(field.type()));
        }
        this.numbers = new ColumnBuffer(pool, owner, DataType.LONG);
        List<Column> all = new ArrayList<>(columns);
        all.add(numbers.column());
        this.output = new ChunkWriter(schema, all);
    }

    /** Columns, then one of longs. */
    public static Schema schema(Schema input, String name) {
        List<Field> fields = new ArrayList<>(input.fields());
        fields.add(new Field(name, DataType.LONG));
        return Schema.of(fields);
    }

    /** Makes room; returns the address of the numbers to be written, 0 if there are none. */
    public long room(int rows) {
        if (rows == 0) {
            return 0;
        }
        numbers.ensureCapacity(rows);
        return numbers.valuesAddress();
    }

    /**
     * Shows a chunk beside the numbers that were written.
     *
     * @return valid as long as the chunk is and until the next call
     */
    public Chunk show(Chunk chunk) {
        for (int column = 0; column < columns.size(); column++) {
            ColumnBinder.bindSame(columns.get(column), chunk.column(column));
        }
        numbers.publish(chunk.rowCount(), 0);
        output.publish(chunk.rowCount());
        return output.chunk();
    }

    @Override
    public void close() {
        output.invalidate();
        numbers.close();
    }
}
