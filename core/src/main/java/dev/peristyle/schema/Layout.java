package dev.peristyle.schema;

/** How the values of a column lie in memory. All layouts are little-endian. */
public enum Layout {
    /** One bit per row, least significant bit first. */
    BIT(0, Lane.BIT),
    /** One byte per row, a signed integer. */
    INT8(1, Lane.I64),
    /** Two bytes per row, a signed integer. */
    INT16(2, Lane.I64),
    /** Four bytes per row, a signed integer. */
    INT32(4, Lane.I64),
    /** Eight bytes per row, a signed integer. */
    INT64(8, Lane.I64),
    /** One byte per row, an unsigned integer. */
    UINT8(1, Lane.I64),
    /** Two bytes per row, an unsigned integer. */
    UINT16(2, Lane.I64),
    /** Four bytes per row, an unsigned integer. */
    UINT32(4, Lane.I64),
    /** Eight bytes per row, an unsigned integer. It needs a lane that holds all of its values with a sign. */
    UINT64(8, Lane.I128),
    /** Sixteen bytes per row, a signed integer: the low word, then the high word. */
    INT128(16, Lane.I128),
    /** Two bytes per row, IEEE 754. */
    FLOAT16(2, Lane.F64),
    /** Four bytes per row, IEEE 754. */
    FLOAT32(4, Lane.F64),
    /** Eight bytes per row, IEEE 754. */
    FLOAT64(8, Lane.F64),
    /** A view: an eight-byte address, and in a second buffer a four-byte length per row. */
    VIEW(8, Lane.BYTES);

    private final int bytes;
    private final Lane lane;

    Layout(int bytes, Lane lane) {
        this.bytes = bytes;
        this.lane = lane;
    }

    /**
     * Returns the bytes that one value takes in the values buffer; 0 for {@link #BIT}.
     *
     * @return bytes per row
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Returns the bits that a row takes in all buffers; the text that a view shows is not counted.
     *
     * @return bits per row, without its null
     */
    public int bitsPerRow() {
        return this == BIT ? 1 : this == VIEW ? (bytes + Integer.BYTES) * Byte.SIZE : bytes * Byte.SIZE;
    }

    /**
     * Returns the lane in which loops carry a value of this layout.
     *
     * @return the lane
     */
    public Lane lane() {
        return lane;
    }

    /**
     * Returns the size of the values of some rows in the values buffer.
     *
     * @param rows a number of rows, not negative
     * @return bytes; those of {@link #BIT} are rounded up to whole 64-bit words
     */
    public long bytes(long rows) {
        return this == BIT ? (rows + 63) / 64 * 8 : rows * bytes;
    }
}
