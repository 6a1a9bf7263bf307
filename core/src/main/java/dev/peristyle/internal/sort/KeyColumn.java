package dev.peristyle.internal.sort;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.loop.KeyCodes;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.RowStore;
import dev.peristyle.internal.state.kernel.RowAccess;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.util.Collection;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * A key's column as raw addresses. What names a row is its address where rows are whole, and its number where they are those
 * of a chunk; in both cases its value is at {@code base + row * step}.
 */
final class KeyColumn {

    final BoundSortKey key;
    final Layout layout;
    /** Null for bits and texts. */
    final KeyCodes codes;
    /** Whether rows are named by address. */
    final boolean whole;

    final int step;
    /** Where the byte of the null bit is, and which bit it is, in a row by address. */
    final int nullOffset;

    final int nullBit;
    /** Whether the words of the key need a bit that tells nulls from values. */
    final boolean nullable;
    /** The longest text; {@link Integer#MAX_VALUE} if not known. */
    final int maxTextBytes;

    long base;
    /** Of a chunk: its bitmap of rows with a value, or 0, and the lengths of texts. */
    long validity;

    long lengths;

    private KeyColumn(BoundSortKey key, RowLayout layout, boolean nullable, int maxTextBytes) {
        this.key = key;
        this.layout = layout.layout(key.column());
        this.codes = codes(this.layout);
        this.whole = true;
        this.step = 1;
        this.base = layout.offset(key.column());
        this.nullOffset = layout.nullOffset(key.column());
        this.nullBit = layout.nullBit(key.column());
        this.nullable = nullable;
        this.maxTextBytes = maxTextBytes;
    }

    private KeyColumn(BoundSortKey key, Layout layout, boolean nullable, int maxTextBytes) {
        this.key = key;
        this.layout = layout;
        this.codes = codes(layout);
        this.whole = false;
        this.step = layout.bytes();
        this.nullOffset = 0;
        this.nullBit = 0;
        this.nullable = nullable;
        this.maxTextBytes = maxTextBytes;
    }

    private static KeyCodes codes(Layout layout) {
        return layout == Layout.BIT || layout == Layout.VIEW ? null : KeyCodes.of(layout);
    }

    /** Looks at the values that stores have, so that words can be as short as these allow. */
    static KeyColumn[] exact(RowLayout layout, Collection<RowStore> stores, List<BoundSortKey> keys) {
        KeyColumn[] columns = new KeyColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            int column = keys.get(key).column();
            boolean nulls = false;
            int longest = 0;
            for (RowStore store : stores) {
                nulls |= store.hasNulls(column);
                longest = Math.max(longest, store.longestText(column));
            }
            columns[key] = new KeyColumn(keys.get(key), layout, nulls, longest);
        }
        return columns;
    }

    /** Assumes no more than a chunk tells, so that words can be compared with those of chunks. */
    static KeyColumn[] comparable(RowLayout layout, List<BoundSortKey> keys) {
        KeyColumn[] columns = new KeyColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            columns[key] = new KeyColumn(keys.get(key), layout, true, Integer.MAX_VALUE);
        }
        return columns;
    }

    /** Columns that show nothing until a chunk is {@link #bind bound}. */
    static KeyColumn[] ofChunks(List<BoundSortKey> keys, Schema schema) {
        KeyColumn[] columns = new KeyColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            Layout layout = schema.field(keys.get(key).column()).type().layout();
            columns[key] = new KeyColumn(keys.get(key), layout, true, Integer.MAX_VALUE);
        }
        return columns;
    }

    /** The columns of one chunk, looked at so that words can be as short as these allow. */
    static KeyColumn[] of(Chunk chunk, List<BoundSortKey> keys) {
        KeyColumn[] columns = new KeyColumn[keys.size()];
        for (int key = 0; key < columns.length; key++) {
            Column column = chunk.column(keys.get(key).column());
            Layout layout = column.type().layout();
            columns[key] = new KeyColumn(keys.get(key), layout, column.nullCount() > 0, longest(column));
            columns[key].bind(column);
        }
        return columns;
    }

    private static int longest(Column column) {
        int longest = 0;
        if (column instanceof ViewColumn views) {
            long lengths = views.lengthsAddress();
            for (int row = 0; row < column.rowCount(); row++) {
                longest = Math.max(longest, UnsafeApi.getInt(lengths + 4L * row));
            }
        }
        return longest;
    }

    void bind(Column column) {
        base = column.valuesAddress();
        validity = column.nullCount() == 0 ? 0 : column.validityAddress();
        lengths = layout == Layout.VIEW ? ((ViewColumn) column).lengthsAddress() : 0;
    }

    boolean isNull(long row) {
        return whole ? RowAccess.isNull(row, nullOffset, nullBit) : Bits.isNull(validity, (int) row);
    }

    /**
     * The bits of a value in an unsigned number of the order of the values, with the highest bit at the upper end.
     *
     * @param row a row with a value that is not held as bytes
     * @param drop how many of the upper bits are left out
     */
    long code(long row, int drop) {
        long address = base + row * step;
        if (layout == Layout.BIT) {
            return (long) (whole ? UnsafeApi.getByte(address) : Bits.at(base, (int) row)) << 63;
        }
        if (layout.bytes() <= Long.BYTES) {
            return codes.code(address) << drop;
        }
        long low = UnsafeApi.getLong(address);
        if (drop >= Long.SIZE) {
            return low << drop - Long.SIZE;
        }
        long high = codes.code(address);
        return drop == 0 ? high : high << drop | low >>> Long.SIZE - drop;
    }

    /** Whether each value is one word of memory, for which there is a loop. */
    boolean isWord() {
        return codes != null && layout.bytes() <= Long.BYTES;
    }

    long textAt(long row) {
        return whole ? RowAccess.textAddress(row, (int) base) : UnsafeApi.getLong(base + 8 * row);
    }

    int lengthAt(long row) {
        return whole ? RowAccess.textLength(row, (int) base) : UnsafeApi.getInt(lengths + 4 * row);
    }
}
