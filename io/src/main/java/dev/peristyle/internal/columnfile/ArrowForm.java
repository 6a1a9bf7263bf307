package dev.peristyle.internal.columnfile;

/** How the values of a column lie in the buffers of a file. */
enum ArrowForm {
    /** A bit a value. */
    BITS(1),
    /** As in the column: of the same width. */
    SAME(1),
    /** Integers of four bytes, of a column of eight. */
    INT_AS_LONG(1),
    /** Integers of sixteen bytes, of a column of eight. */
    WIDE_AS_LONG(1),
    /** Milliseconds in eight bytes, of a column of days in four. */
    MILLIS_AS_DAYS(1),
    /** So many bytes a value, one after the other. */
    FIXED_BYTES(1),
    /** Offsets of four bytes into bytes. */
    OFFSETS(2),
    /** Offsets of eight bytes into bytes. */
    LARGE_OFFSETS(2),
    /** Sixteen bytes a value: a length, and short bytes themselves or where the long ones are. */
    VIEWS(1);

    /** The buffers of a column, the validity bitmap not counted; views have any number of others after these. */
    final int buffers;

    ArrowForm(int buffers) {
        this.buffers = buffers;
    }

    /** Whether values are bytes of any length. */
    boolean isText() {
        return this == FIXED_BYTES || this == OFFSETS || this == LARGE_OFFSETS || this == VIEWS;
    }
}
