package dev.peristyle.internal.state;

import dev.peristyle.internal.state.kernel.RowAccess;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/**
 * How a row of a schema lies in memory: the values of its columns, widest first, so that each is aligned, then a bit for
 * each column that is set when the row has no value there, then zero to seven bytes up to a multiple of eight.
 *
 * <pre>
 *   16-byte values | 8-byte values and texts | 4 | 2 | 1 and booleans | null bits | padding
 *   text: u32 distance from the first byte of the row to the text, u32 length
 * </pre>
 *
 * <p>The bytes of a text lie after its row in the same page. Because the distance counts from the row itself, whoever has
 * the address of a row needs nothing else, and a page may move: to disk, and back to another address.
 */
public final class RowLayout {

    private final Schema schema;
    private final Layout[] layouts;
    private final int[] offsets;
    private final int nullOffset;
    private final int rowBytes;
    private final boolean texts;

    private RowLayout(Schema schema) {
        this.schema = schema;
        int columns = schema.size();
        layouts = new Layout[columns];
        offsets = new int[columns];
        boolean views = false;
        for (int column = 0; column < columns; column++) {
            layouts[column] = schema.field(column).type().layout();
            views |= layouts[column] == Layout.VIEW;
        }
        int end = 0;
        for (int width = 16; width > 0; width >>= 1) {
            for (int column = 0; column < columns; column++) {
                if (width(layouts[column]) == width) {
                    offsets[column] = end;
                    end += width;
                }
            }
        }
        texts = views;
        nullOffset = end;
        rowBytes = Math.max(8, end + (columns + 7) / 8 + 7 & -8);
    }

    /**
     * The layout of the rows of a schema.
     *
     * @param schema names and types
     * @return the layout
     */
    public static RowLayout of(Schema schema) {
        return new RowLayout(schema);
    }

    private static int width(Layout layout) {
        return Math.max(1, layout.bytes());
    }

    /**
     * Returns the columns.
     *
     * @return the schema
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Returns how the values of a column lie in columns; in a row a boolean takes a byte, and a text its distance and length.
     *
     * @return the layout of its type
     */
    public Layout layout(int column) {
        return layouts[column];
    }

    /**
     * Returns where the value of a column is.
     *
     * @return bytes from the first one of the row
     */
    public int offset(int column) {
        return offsets[column];
    }

    /**
     * Returns where the byte is that has the null bit of a column.
     *
     * @return bytes from the first one of the row
     */
    public int nullOffset(int column) {
        return nullOffset + (column >>> 3);
    }

    /**
     * Returns which bit of the byte at {@link #nullOffset} is set when the row has no value in a column.
     *
     * @return 0 to 7
     */
    public int nullBit(int column) {
        return column & 7;
    }

    /** Where the first byte of null bits is. */
    int nullsOffset() {
        return nullOffset;
    }

    /**
     * Returns the size of a row without its texts.
     *
     * @return bytes, a multiple of 8
     */
    public int rowBytes() {
        return rowBytes;
    }

    /**
     * Says whether rows have bytes beside their fixed part.
     *
     * @return true if a column is text or binary
     */
    public boolean hasTexts() {
        return texts;
    }

    /**
     * Says whether a row has no value in a column.
     *
     * @param row address of the row
     * @return true if so
     */
    public boolean isNull(long row, int column) {
        return RowAccess.isNull(row, nullOffset(column), nullBit(column));
    }

    /**
     * Makes a row that has no value in any column.
     *
     * @param row address of the row, of {@link #rowBytes()} bytes
     */
    public void writeNulls(long row) {
        UnsafeApi.setMemory(row, nullOffset, (byte) 0);
        UnsafeApi.setMemory(row + nullOffset, rowBytes - nullOffset, (byte) 0xFF);
    }
}
