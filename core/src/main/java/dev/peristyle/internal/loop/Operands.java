package dev.peristyle.internal.loop;

/** Which operands of a loop are columns, given by address; the other one is given by its bits. */
public enum Operands {
    COLUMNS,
    SCALAR_FIRST,
    SCALAR_SECOND
}
