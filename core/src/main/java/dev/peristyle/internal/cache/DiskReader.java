package dev.peristyle.internal.cache;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/** Reads a piece of a {@link DiskCopy} at a time, and of it the columns that are wanted. */
final class DiskReader implements TrustedReader {

    private static final String OWNER = "cache on disk";

    private final DiskCopy copy;
    private final RunContext context;
    private final List<Part> parts = new ArrayList<>();
    private final ChunkWriter output;
    private int piece;
    private int end;

    /** What is held of one column. */
    private final class Part {

        private final int position;
        private final Column column;
        private final GrowingBuffer validity;
        private final GrowingBuffer values;
        private final GrowingBuffer text;
        private final GrowingBuffer views;

        Part(int position, Column column, MemoryPool pool) {
            this.position = position;
            this.column = column;
            this.validity = new GrowingBuffer(pool, OWNER);
            this.values = new GrowingBuffer(pool, OWNER);
            this.text = new GrowingBuffer(pool, OWNER);
            this.views = new GrowingBuffer(pool, OWNER);
        }

        void read(int rows) {
            long validityBytes = copy.validityBytes(position, piece);
            int nulls = 0;
            if (validityBytes > 0) {
                copy.readValidity(position, piece, validity.ensure(validityBytes));
                nulls = rows - (int) BitCopyKernel.count(validity.address(), 0, rows);
            }
            copy.readValues(position, piece, values.ensure(copy.valueBytes(position, piece)));
            if (copy.layout(position) == Layout.VIEW) {
                int start = UnsafeApi.getInt(values.address());
                int bytes = UnsafeApi.getInt(values.address() + 4L * rows) - start;
                // an address even of no text
                copy.readText(position, piece, text.ensure(Math.max(1, bytes)), bytes);
                long addresses = views.ensure(12L * rows);
                long lengths = addresses + 8L * rows;
                TextKernel.views(values.address(), text.address() - start, rows, addresses, lengths);
                ColumnBinder.bindViews((ViewColumn) column, rows, addresses, lengths, validity.address(), nulls);
            } else {
                ColumnBinder.bind(column, rows, values.address(), validity.address(), nulls);
            }
        }

        void close() {
            ColumnBinder.invalidate(column);
            validity.close();
            values.close();
            text.close();
            views.close();
        }
    }

    DiskReader(DiskCopy copy, Schema columns, RunContext context, MemoryPool pool) {
        this.copy = copy;
        this.context = context;
        List<Column> shown = new ArrayList<>();
        for (Field field : columns.fields()) {
            Column column = ColumnBinder.create(field.type());
            shown.add(column);
            parts.add(new Part(copy.schema().indexOf(field.name()), column, pool));
        }
        this.output = new ChunkWriter(columns, shown);
    }

    @Override
    public void begin(Morsel morsel) {
        output.invalidate();
        DiskSource.Pieces pieces = (DiskSource.Pieces) morsel;
        piece = pieces.from();
        end = pieces.to();
    }

    @Override
    public boolean next() {
        output.invalidate();
        if (piece == end) {
            return false;
        }
        int rows = copy.rows(piece);
        for (Part part : parts) {
            part.read(rows);
        }
        output.publish(rows);
        piece++;
        context.advance(0, rows);
        return true;
    }

    @Override
    public Chunk chunk() {
        return output.chunk();
    }

    @Override
    public void close() {
        output.invalidate();
        parts.forEach(Part::close);
    }
}
