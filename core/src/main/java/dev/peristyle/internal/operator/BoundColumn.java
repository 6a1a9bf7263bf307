package dev.peristyle.internal.operator;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.Selection;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;

/** A column of a cascade over a chunk: shows the chunk's own memory, and a copy only where a filter has left gaps. */
public final class BoundColumn extends CascadeColumn {

    private final Column shown;
    private Column source;

    /**
     * A column without rows.
     *
     * @param pool where its memory comes from
     * @param owner who holds it, shown in reports
     */
    public BoundColumn(MemoryPool pool, String owner, DataType type) {
        super(pool, owner, type);
        this.shown = ColumnBinder.create(type);
    }

    /**
     * Sets what the rows at hand are.
     *
     * @param column the column of the chunk, of this column's type; valid until the next call
     */
    public void bind(Column column) {
        this.source = column;
    }

    @Override
    public Column column() {
        return shown;
    }

    @Override
    protected int load(long selection, int count) {
        if (selection == 0) {
            ColumnBinder.bindSame(shown, source);
        } else {
            gather(source, selection, count);
        }
        return FilterCascade.ALL_READ;
    }

    @Override
    protected void keep(long entries, int count) {
        gather(shown, entries, count);
    }

    private void gather(Column from, long entries, int count) {
        // rows that are in the buffer already are no more than fit
        reserve(count);
        Selection.gather(from, entries, count, buffer);
        ColumnBinder.bindSame(shown, buffer.column());
    }

    @Override
    protected void showNothing() {
        super.showNothing();
        ColumnBinder.bindSame(shown, buffer.column());
    }

    @Override
    public void close() {
        ColumnBinder.invalidate(shown);
        super.close();
    }
}
