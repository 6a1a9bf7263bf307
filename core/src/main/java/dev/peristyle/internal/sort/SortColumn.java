package dev.peristyle.internal.sort;

import dev.peristyle.column.Column;
import dev.peristyle.column.StringColumn;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableColumn;
import dev.peristyle.internal.sort.kernel.TextKeyKernel;
import dev.peristyle.schema.DataType.Layout;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * A key's column as raw addresses, either of a table or of a chunk: row r is in batch {@code r >>> shift} at
 * {@code r & mask}, and a chunk is one batch. Text is held as offsets in a table and as views in a chunk.
 */
final class SortColumn {

    private static final int ONE_BATCH = 31;

    final BoundSortKey key;
    final Layout layout;
    final boolean views;
    final int shift;
    final int mask;
    final long[] values;
    final long[] validity;
    final long[] text;
    /** Whether the words of the key need a bit that tells nulls from values. */
    final boolean nullable;
    /** The longest text; {@link Integer#MAX_VALUE} if not known. */
    final int longestText;

    private SortColumn(
            BoundSortKey key,
            Layout layout,
            boolean views,
            int shift,
            long[][] addresses,
            boolean nullable,
            int longestText) {
        this.key = key;
        this.layout = layout;
        this.views = views;
        this.shift = shift;
        this.mask = (int) ((1L << shift) - 1);
        this.values = addresses[0];
        this.validity = addresses[1];
        this.text = addresses[2];
        this.nullable = nullable;
        this.longestText = longestText;
    }

    /** Looks at the table's values, so that words can be as short as these allow. */
    static SortColumn[] exact(Table table, List<BoundSortKey> keys) {
        return of(table, keys, true);
    }

    /** Assumes no more than a chunk tells, so that words can be compared with those of chunks. */
    static SortColumn[] comparable(Table table, List<BoundSortKey> keys) {
        return of(table, keys, false);
    }

    private static SortColumn[] of(Table table, List<BoundSortKey> keys, boolean exact) {
        SortColumn[] columns = new SortColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            columns[key] = of(table, keys.get(key), exact);
        }
        return columns;
    }

    private static SortColumn of(Table table, BoundSortKey key, boolean exact) {
        TableColumn column = table.column(key.column());
        Layout layout = column.field().type().layout();
        int shift = table.batchShift();
        int batches = (int) ((table.rowCount() + (1L << shift) - 1) >>> shift);
        long[][] addresses = new long[3][batches];
        boolean nulls = false;
        int longest = 0;
        for (int batch = 0; batch < batches; batch++) {
            addresses[0][batch] = column.valuesAddress(batch);
            addresses[1][batch] = column.validityAddress(batch);
            addresses[2][batch] = column.textAddress(batch);
            nulls |= addresses[1][batch] != 0;
            if (exact && layout == Layout.VIEW) {
                int rows = (int) Math.min(1L << shift, table.rowCount() - ((long) batch << shift));
                longest = TextKeyKernel.longest(addresses[0][batch], rows, longest);
            }
        }
        return new SortColumn(
                key, layout, false, shift, addresses, nulls || !exact, exact ? longest : Integer.MAX_VALUE);
    }

    /** Columns that show nothing until a chunk is {@link #bind bound}. */
    static SortColumn[] ofChunks(List<BoundSortKey> keys, Schema schema) {
        SortColumn[] columns = new SortColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            columns[key] = ofChunks(
                    keys.get(key), schema.field(keys.get(key).column()).type().layout());
        }
        return columns;
    }

    private static SortColumn ofChunks(BoundSortKey key, Layout layout) {
        return new SortColumn(key, layout, layout == Layout.VIEW, ONE_BATCH, new long[3][1], true, Integer.MAX_VALUE);
    }

    void bind(Column column) {
        values[0] = column.valuesAddress();
        validity[0] = column.validityAddress();
        text[0] = views ? ((StringColumn) column).lengthsAddress() : 0;
    }

    boolean isNull(long row) {
        long bitmap = validity[(int) (row >>> shift)];
        int position = (int) row & mask;
        return bitmap != 0 && (UnsafeApi.getByte(bitmap + (position >> 3)) >>> (position & 7) & 1) == 0;
    }

    boolean booleanAt(long row) {
        int position = (int) row & mask;
        return (UnsafeApi.getByte(values[(int) (row >>> shift)] + (position >> 3)) >>> (position & 7) & 1) != 0;
    }

    int intAt(long row) {
        return UnsafeApi.getInt(values[(int) (row >>> shift)] + 4L * ((int) row & mask));
    }

    long longAt(long row) {
        return UnsafeApi.getLong(values[(int) (row >>> shift)] + 8L * ((int) row & mask));
    }

    long textAt(long row) {
        return views ? longAt(row) : text[(int) (row >>> shift)] + intAt(row);
    }

    int lengthAt(long row) {
        if (views) {
            return UnsafeApi.getInt(text[0] + 4 * row);
        }
        long offset = values[(int) (row >>> shift)] + 4L * ((int) row & mask);
        return UnsafeApi.getInt(offset + 4) - UnsafeApi.getInt(offset);
    }
}
