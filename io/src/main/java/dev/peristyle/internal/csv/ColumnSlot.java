package dev.peristyle.internal.csv;

import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;

/** One column that a reader parses. Not thread-safe. */
final class ColumnSlot extends CascadeColumn {
    /** Position of the column in the dataset's schema. */
    final int position;

    private final ChunkReader.IndexedRows input;
    private final FieldParser parser;
    private final TextReplacement replacement;

    ColumnSlot(int position, Field field, ReadSettings settings, ChunkReader.IndexedRows input, MemoryPool pool) {
        super(pool, "csv: column " + field.name(), field.type());
        this.position = position;
        this.input = input;
        this.parser = new FieldParser(
                field.name(), field.type(), settings.infers(field.name()), settings, input.state(), pool);
        this.replacement = field.type() == DataType.STRING ? new TextReplacement(pool) : null;
    }

    @Override
    protected int load(long selection, int count) {
        reserve(count);
        int failed = parser.parse(input.base(), input.rows(), input.columnInFile(position), selection, count, buffer);
        return failed < 0 && input.replaces() && replacement != null ? replacement.apply(buffer, count) : failed;
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            parser.close();
            if (replacement != null) {
                replacement.close();
            }
        }
    }
}
