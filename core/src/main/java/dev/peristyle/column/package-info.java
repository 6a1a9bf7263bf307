/**
 * Columns of values off the heap. A {@link dev.peristyle.column.Chunk} is a batch of rows as
 * {@link dev.peristyle.column.Column}s, one final class per type; a {@link dev.peristyle.column.ColumnBuffer} is the
 * memory that a source or operator fills.
 *
 * <p>Buffers have Arrow's layout: a validity bitmap (least significant bit first, a set bit means that the value is
 * present, no bitmap means that all are), and a values buffer of fixed width. Text in a chunk is held as views: the
 * address and the length of bytes that lie elsewhere, most often in the mapped input.
 */
package dev.peristyle.column;
