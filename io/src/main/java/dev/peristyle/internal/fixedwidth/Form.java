package dev.peristyle.internal.fixedwidth;

/** How the bytes of a field are made a value. */
public enum Form {
    /** They are the value of a column of the same width. */
    NUMBER,
    /** An integer with a sign, of fewer bytes than the eight of the column. */
    SHORT_NUMBER,
    /** Days in eight bytes, of a column of four. */
    LONG_DAYS,
    /** A byte of 0 or 1. */
    BOOLEAN,
    /** Digits in half bytes, and a sign. */
    PACKED,
    /** Digits in bytes of EBCDIC. */
    ZONED_EBCDIC,
    /** Digits in bytes of ASCII. */
    ZONED_ASCII,
    /** Text, checked to be ASCII. */
    ASCII,
    /** Text that is taken as it is. */
    UTF8,
    /** Text of a character a byte. */
    CODE_PAGE,
    /** Text of four bytes a character. */
    UTF32,
    /** Bytes. */
    BYTES
}
