package dev.peristyle.internal.columnfile;

import dev.peristyle.schema.DataType;

/**
 * A column of a file: what it is, and which of the nodes and buffers of each batch are its own.
 *
 * @param type of its values, those of its dictionary if it has one; null if it is of a type that is not read
 * @param form how they lie in the file
 * @param refusal why it is not read, or null if it is
 * @param node its number among the nodes
 * @param buffer the number of its first buffer, those of views before it not counted
 * @param views how many columns of views are before it
 * @param dictionary the number of its dictionary, or {@link #NO_DICTIONARY}
 * @param indexType of the positions in the dictionary
 */
record ColumnPlan(
        String name,
        DataType type,
        ArrowForm form,
        String refusal,
        int node,
        int buffer,
        int views,
        long dictionary,
        DataType.Int indexType) {

    static final long NO_DICTIONARY = Long.MIN_VALUE;

    boolean hasDictionary() {
        return indexType != null;
    }

    /** How what stands in a batch is laid out: the values, or the positions in the dictionary. */
    ArrowForm batchForm() {
        return hasDictionary() ? ArrowForm.SAME : form;
    }

    /** Bytes of what stands in a batch for each row, 0 where that is not a number of bytes. */
    int width() {
        return hasDictionary() ? indexType.layout().bytes() : width(type, form);
    }

    private static int width(DataType type, ArrowForm form) {
        return switch (form) {
            case BITS -> 0;
            case SAME -> type.layout().bytes();
            case INT_AS_LONG, OFFSETS -> Integer.BYTES;
            case WIDE_AS_LONG, VIEWS -> 2 * Long.BYTES;
            case MILLIS_AS_DAYS, LARGE_OFFSETS -> Long.BYTES;
            case FIXED_BYTES -> ((DataType.Binary) type).length();
        };
    }

    /** The values of its dictionary, which are the only column of their batches. */
    ColumnPlan dictionaryValues() {
        return new ColumnPlan(name, type, form, null, 0, 0, 0, NO_DICTIONARY, null);
    }
}
