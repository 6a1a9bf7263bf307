package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Selection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** One column that a reader parses: its buffer, and how far it is with the chunk at hand. Not thread-safe. */
final class ColumnSlot implements AutoCloseable {
    /** Position of the column in the dataset's schema. */
    final int position;

    /** The last filter that reads it, or {@link Integer#MAX_VALUE} if it is delivered. */
    final int lastUse;

    private final FieldParser parser;
    private final ColumnBuffer buffer;
    private boolean parsed;

    ColumnSlot(int position, int lastUse, Field field, ReadSettings settings, MemoryPool pool) {
        this.position = position;
        this.lastUse = lastUse;
        this.parser = new FieldParser(field.type(), settings, pool);
        this.buffer = new ColumnBuffer(pool, "csv: column " + field.name(), field.type());
    }

    /** A chunk that shows what is parsed into some slots. */
    static Chunk chunk(Schema schema, ColumnSlot[] slots) {
        List<Column> columns = new ArrayList<>(slots.length);
        for (ColumnSlot slot : slots) {
            columns.add(slot.buffer.column());
        }
        return new Chunk(schema, columns);
    }

    /** A new chunk begins. */
    void reset() {
        parsed = false;
    }

    boolean isParsed() {
        return parsed;
    }

    /** Parses the selected rows; returns -1 or the first of them that could not be parsed. */
    int parse(long base, RowIndexer rows, int columnInFile, long selection, int count) {
        if (count > buffer.capacity()) {
            // in powers of two, so that chunks of much the same size do not each bring a larger one
            buffer.ensureCapacity(Math.max(64, Integer.highestOneBit(count - 1) << 1));
        }
        parsed = true;
        return parser.parse(base, rows, columnInFile, selection, count, buffer);
    }

    /** Keeps only some of the parsed rows. */
    void keep(long entries, int count) {
        Selection.gather(buffer.column(), entries, count, buffer);
    }

    /** Shows no rows. */
    void showNothing() {
        parsed = true;
        buffer.publish(0, 0);
    }

    @Override
    public void close() {
        try {
            buffer.close();
        } finally {
            parser.close();
        }
    }
}
