package dev.peristyle.internal.join;

import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;

/** How a key is compared: as one word that is equal where values are, as two, or as bytes. */
enum KeyForm {
    WORD,
    WIDE,
    BYTES;

    static KeyForm of(Layout layout) {
        if (layout.lane() == Lane.BYTES) {
            return BYTES;
        }
        return layout.bytes() <= Long.BYTES ? WORD : WIDE;
    }
}
