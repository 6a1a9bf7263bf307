package dev.peristyle.internal.csv;

/**
 * The options of a CSV output, checked.
 *
 * @param delimiter between two fields, ASCII
 * @param quote around fields that need it, ASCII
 * @param header whether the first line names the columns
 */
public record WriteSettings(byte delimiter, byte quote, boolean header) {}
