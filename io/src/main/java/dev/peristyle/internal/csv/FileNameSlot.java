package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Field;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** The column with the name of the file: the same text in all rows, shown where it is. Not thread-safe. */
final class FileNameSlot extends CascadeColumn {
    private final ChunkReader.IndexedRows input;
    private final MemoryPool pool;
    private String name;
    private OffHeapBuffer text;
    private int length;

    FileNameSlot(Field field, ChunkReader.IndexedRows input, MemoryPool pool) {
        super(pool, "csv: column " + field.name(), field.type());
        this.input = input;
        this.pool = pool;
    }

    @Override
    protected int load(long selection, int count) {
        if (!input.fileName().equals(name)) {
            change(input.fileName());
        }
        reserve(count);
        long values = buffer.valuesAddress();
        long lengths = buffer.lengthsAddress();
        long address = text.address();
        for (int row = 0; row < count; row++) {
            UnsafeApi.putLong(values + 8L * row, address);
            UnsafeApi.putInt(lengths + 4L * row, length);
        }
        buffer.publish(count, 0);
        return FilterCascade.ALL_READ;
    }

    /** The rows of the file before are not shown any more. */
    private void change(String next) {
        byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
        if (text != null) {
            text.close();
            text = null;
        }
        text = OffHeapCopy.of(bytes, pool, "csv: name of the file");
        length = bytes.length;
        name = next;
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            if (text != null) {
                text.close();
            }
        }
    }
}
