package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.memory.MemoryPool;

/** One field as a column. Not thread-safe. */
public final class FieldColumn extends CascadeColumn {
    final FieldFormat field;
    private final RecordBlock block;
    private final int recordLength;
    private final FieldLoader loader;

    /**
     * A column without rows.
     *
     * @param recordLength from one record to the next in bytes
     * @param block where the records are when it is loaded
     */
    public FieldColumn(FieldFormat field, int recordLength, RecordBlock block, MemoryPool pool) {
        super(pool, "records: field " + field.name(), field.storage().type());
        this.field = field;
        this.block = block;
        this.recordLength = recordLength;
        this.loader = FieldLoader.of(field.storage(), pool);
    }

    /** The field that it shows. */
    public FieldFormat field() {
        return field;
    }

    @Override
    protected int load(long selection, int count) {
        reserve(count);
        return loader.load(block.address + field.offset(), recordLength, selection, count, buffer);
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            loader.close();
        }
    }
}
