package dev.peristyle.column;

import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.schema.Layout;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.UnsafeApi;

/**
 * What differs between columns when rows are copied, whatever their values mean: bits, values of one width, or views of
 * bytes that lie elsewhere. Everything that moves rows asks the shape of a column, so that another shape is one class here.
 */
abstract class ColumnShape {

    private static final Map<Layout, ColumnShape> SHAPES = new EnumMap<>(Layout.class);

    /** By the logarithm of the width. */
    private static final Gather[] GATHERS = {
        SelectionKernel::gather1,
        SelectionKernel::gather2,
        SelectionKernel::gather4,
        SelectionKernel::gather8,
        SelectionKernel::gather16
    };

    static {
        for (Layout layout : Layout.values()) {
            SHAPES.put(layout, layout.bytes() == 0 ? new Bits() : new Fixed(layout.bytes()));
        }
        SHAPES.put(Layout.VIEW, new Views());
    }

    /** Copies chosen values of one width. */
    private interface Gather {
        void run(long source, long selection, int count, long target);
    }

    private ColumnShape() {}

    static ColumnShape of(Layout layout) {
        return SHAPES.get(layout);
    }

    /** Copies the values of chosen rows into a buffer with room for them. */
    abstract void gather(Column source, long entries, int count, ColumnBuffer target);

    /** What the values of some rows take in the block of a table's batch. */
    abstract long batchBytes(int rows);

    /** Appends values of rows {@code [from, from + count)} to a batch, which has room for them. */
    abstract void append(Column source, int from, int count, TableBatch batch, int column);

    /**
     * Shows values of a batch through a column.
     *
     * @param values address of the values in the batch
     * @param text address of the bytes in the batch, of views
     * @param position the first row in the batch
     */
    abstract void show(
            TableChunks chunks, int column, long values, long text, int position, int rows, long validity, int nulls);

    /** One bit per row. */
    private static final class Bits extends ColumnShape {

        @Override
        void gather(Column source, long entries, int count, ColumnBuffer target) {
            SelectionKernel.gatherBits(source.valuesAddress(), entries, count, target.valuesAddress());
        }

        @Override
        long batchBytes(int rows) {
            return Layout.BIT.bytes(rows);
        }

        @Override
        void append(Column source, int from, int count, TableBatch batch, int column) {
            BitCopyKernel.copy(source.valuesAddress(), from, batch.values(column), batch.rows(), count);
        }

        @Override
        void show(
                TableChunks chunks,
                int column,
                long values,
                long text,
                int position,
                int rows,
                long validity,
                int nulls) {
            chunks.target(column).bind(rows, chunks.valueBits(column, values, position, rows), validity, nulls);
        }
    }

    /** So many bytes per row. */
    private static final class Fixed extends ColumnShape {

        private final int bytes;
        private final Gather gather;

        Fixed(int bytes) {
            this.bytes = bytes;
            this.gather = GATHERS[Integer.numberOfTrailingZeros(bytes)];
        }

        @Override
        void gather(Column source, long entries, int count, ColumnBuffer target) {
            gather.run(source.valuesAddress(), entries, count, target.valuesAddress());
        }

        @Override
        long batchBytes(int rows) {
            return (long) bytes * rows;
        }

        @Override
        void append(Column source, int from, int count, TableBatch batch, int column) {
            UnsafeApi.copyMemory(
                    source.valuesAddress() + (long) bytes * from,
                    batch.values(column) + (long) bytes * batch.rows(),
                    (long) bytes * count);
        }

        @Override
        void show(
                TableChunks chunks,
                int column,
                long values,
                long text,
                int position,
                int rows,
                long validity,
                int nulls) {
            chunks.target(column).bind(rows, values + (long) bytes * position, validity, nulls);
        }
    }

    /** An address and a length a row; in a batch offsets into its bytes, one more than there are rows. */
    private static final class Views extends ColumnShape {

        @Override
        void gather(Column source, long entries, int count, ColumnBuffer target) {
            SelectionKernel.gather8(source.valuesAddress(), entries, count, target.valuesAddress());
            SelectionKernel.gather4(((ViewColumn) source).lengthsAddress(), entries, count, target.lengthsAddress());
        }

        @Override
        long batchBytes(int rows) {
            return 4L * rows + 4;
        }

        @Override
        void append(Column source, int from, int count, TableBatch batch, int column) {
            long offsets = batch.values(column);
            if (batch.rows() == 0) {
                UnsafeApi.putInt(offsets, 0);
            }
            TextKernel.append(
                    source.valuesAddress(),
                    ((ViewColumn) source).lengthsAddress(),
                    source.validityAddress(),
                    from,
                    count,
                    batch.text(column),
                    batch.textBytes(column),
                    offsets + 4L * (batch.rows() + 1));
            batch.setTextBytes(column, UnsafeApi.getInt(offsets + 4L * (batch.rows() + count)));
        }

        @Override
        void show(
                TableChunks chunks,
                int column,
                long values,
                long text,
                int position,
                int rows,
                long validity,
                int nulls) {
            long addresses = chunks.viewScratch(column);
            long lengths = addresses + (8L << chunks.batchShift());
            TextKernel.views(values + 4L * position, text, rows, addresses, lengths);
            ColumnBinder.bindViews((ViewColumn) chunks.target(column), rows, addresses, lengths, validity, nulls);
        }
    }
}
