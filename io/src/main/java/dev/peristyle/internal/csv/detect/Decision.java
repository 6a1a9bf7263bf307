package dev.peristyle.internal.csv.detect;

/** What is decided about a file, in the order in which it is. */
public enum Decision {
    /** What the file is compressed with. */
    COMPRESSION,
    /** Its charset. */
    ENCODING,
    /** What ends a record. */
    LINE_END,
    /** What separates fields. */
    DELIMITER,
    /** What encloses fields. */
    QUOTE,
    /** What makes text of the character after it. */
    ESCAPE,
    /** How many lines come before the header or the first row. */
    PREAMBLE,
    /** Whether the first record names the columns. */
    HEADER,
    /** The types of the columns. */
    TYPES
}
