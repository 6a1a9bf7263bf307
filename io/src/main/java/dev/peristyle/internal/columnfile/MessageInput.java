package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.InputFile;

/** The bytes of a stream, one after the other. Not thread-safe. */
interface MessageInput {

    /** What they come from, for messages. */
    InputFile file();

    /** Where the next byte is, from 0. */
    long position();

    /**
     * Reads the next bytes.
     *
     * @return so many, or fewer where the input ends
     */
    byte[] read(int length);

    /**
     * Passes over bytes.
     *
     * @param target a place after or at {@link #position()}
     * @return false if the input ends before it
     */
    boolean moveTo(long target);

    /** Whether it is known that there are bytes after a place; false where that is only known by reading. */
    boolean goesOnAfter(long place);
}
