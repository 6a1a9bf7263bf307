package dev.peristyle.internal.loop;

import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.Layout;

/**
 * Values of at most 64 bits in rows that are held, as words that are equal where values are: their places in the order of their
 * type. In loops of their own for each layout.
 */
public interface RowWords {

    /**
     * The words of a layout.
     *
     * @param layout any of at most 64 bits but views; a bit is a byte in a row
     * @return always the same object
     */
    static RowWords of(Layout layout) {
        Layout inRows = layout == Layout.BIT ? Layout.INT8 : layout;
        WordAccess access = WordAccess.of(inRows);
        return LoopTemplate.shared(RowWords.class, RowWordsLoop.class, access, inRows);
    }

    /** The word of the value at an address. */
    long word(long address);

    /**
     * Sets the byte of each word that is not the one of the row beside it.
     *
     * @param count words
     * @param words address of the words
     * @param rows address of the addresses of rows, 0 where there is none beside a word
     * @param offset where the value is in a row
     * @param differs address of the bytes; those of equal words stay as they are
     */
    void differ(int count, long words, long rows, int offset, long differs);
}
