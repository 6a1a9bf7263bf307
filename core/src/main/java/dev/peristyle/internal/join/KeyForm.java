package dev.peristyle.internal.join;

import dev.peristyle.schema.Layout;

/** How a key is compared: as one word that is equal where values are, as two, or as bytes. */
enum KeyForm {
    BIT(1),
    WORD1(1),
    WORD2(2),
    WORD4(4),
    WORD8(8),
    FLOAT(4),
    DOUBLE(8),
    WIDE(16),
    BYTES(8);

    /** What it takes in a row. */
    final int bytes;

    KeyForm(int bytes) {
        this.bytes = bytes;
    }

    static KeyForm of(Layout layout) {
        return switch (layout) {
            case BIT -> BIT;
            case INT8, UINT8 -> WORD1;
            case INT16, UINT16 -> WORD2;
            case INT32, UINT32 -> WORD4;
            case INT64, UINT64 -> WORD8;
            case INT128 -> WIDE;
            case FLOAT32 -> FLOAT;
            case FLOAT64 -> DOUBLE;
            case VIEW -> BYTES;
        };
    }
}
