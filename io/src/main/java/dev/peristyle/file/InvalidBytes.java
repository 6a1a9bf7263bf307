package dev.peristyle.file;

/**
 * What becomes of bytes that are no UTF-8. It holds for every record, whether its columns are read or the rows are only counted, and for the
 * header; lines that are skipped and comments are not looked at.
 */
public enum InvalidBytes {
    /** The record is malformed: an error says where, shows the bytes and what to set. */
    ERROR,
    /**
     * In the text of columns they are replaced by U+FFFD: one for each byte, or for the beginning of a sequence that does not go on, as
     * browsers do it. In columns of other types they are no value, as any other text would be none.
     */
    REPLACE,
    /**
     * They stay as they are, and nothing is looked at. Columns of strings then hold bytes that are no text: what compares or counts
     * characters takes them as they come, and in a Java string they are U+FFFD. In names of columns they are replaced.
     */
    KEEP
}
