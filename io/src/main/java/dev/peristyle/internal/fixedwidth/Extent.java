package dev.peristyle.internal.fixedwidth;

/**
 * Where the records of a file are.
 *
 * @param start the first byte of the first one
 * @param count how many there are
 */
public record Extent(long start, long count) {}
