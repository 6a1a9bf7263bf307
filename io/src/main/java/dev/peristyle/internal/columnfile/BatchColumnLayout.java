package dev.peristyle.internal.columnfile;

/**
 * Where the buffers of a column of a batch are: the validity bitmap, then what its form has.
 *
 * @param nulls rows without a value
 * @param offsets in the file; owned by this
 * @param lengths in bytes, as they are in the file; owned by this
 * @param codec what they are compressed with, or null
 */
record BatchColumnLayout(long nulls, long[] offsets, long[] lengths, BodyCodec codec) {

    /** The buffers of the bytes of views come after these. */
    static final int FIRST_VARIADIC = 2;

    long validity() {
        return offsets[0];
    }

    long values() {
        return offsets[1];
    }
}
