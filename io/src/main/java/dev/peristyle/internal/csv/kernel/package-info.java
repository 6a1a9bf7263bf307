/**
 * Pure loops over CSV bytes: from raw memory to a flat index of field ends, from the index to column values, and from values back to text.
 *
 * <p>Everything here is static code over raw addresses. Nothing in this package opens a file, owns memory or knows a column; the caller
 * owns every address it hands in and guarantees that at least 64 bytes past the limit of the input can be read (their content never
 * matters).
 *
 * <p>The way of the bytes: {@link dev.peristyle.internal.csv.kernel.StructureScanner} writes the index,
 * {@link dev.peristyle.internal.csv.kernel.RowShape} checks that it is a rectangle, one parser per type turns a column of it into values.
 *
 * <p>The index holds the position, relative to the base of the input, of every delimiter and every line feed outside quotes. With
 * {@code n} columns it is a matrix of row-major field ends; a field starts one byte after the end before it:
 *
 * <pre>
 *   input     1 , a b , 3 LF 4 , , 6 CR LF
 *   position  0 1 2 3 4 5 6  7 8 9 10 11 12
 *
 *   index     [ 1  4  6 | 8  9  11 ]        6 entries, n = 3; the last one was 12 and was moved back over the CR
 *   rowStarts [ -1      | 6        ]        (start of row) - 1, so that every field starts at "the end before it" + 1
 *
 *   column c  ends   = index + 4 * c        stride n
 *             starts = rowStarts            stride 1      for c = 0
 *                      index + 4 * (c - 1)  stride n      for c &gt; 0
 * </pre>
 *
 * <p>That a carriage return may come between the end of the last field and the line feed is why rows have their own starts. Where no row
 * has one, the field before column 0 is the last of the row before: then nothing is written to rowStarts, what precedes the first row is
 * put before the index, and the starts of column 0 are at {@code index - 4}, as if it were any other column.
 */
package dev.peristyle.internal.csv.kernel;
