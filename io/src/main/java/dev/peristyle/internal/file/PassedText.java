package dev.peristyle.internal.file;

/** Is told which text of a stream is at hand and which has gone for good: who wants to know more of it has to look then. */
public interface PassedText {
    /**
     * Text is at hand.
     *
     * @param address where it is until the next call
     * @param offset of its first byte in the text
     */
    void shown(long address, long offset);

    /**
     * The first bytes of what is at hand are about to go.
     *
     * @param bytes how many
     */
    void leaving(int bytes);
}
