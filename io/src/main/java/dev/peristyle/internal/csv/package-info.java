/**
 * How CSV is read and written: {@link dev.peristyle.internal.csv.CsvSource} looks at headers and a sample,
 * {@link dev.peristyle.internal.csv.CsvSplitReader} turns windows into chunks.
 *
 * <p>The way of the bytes through a split reader, once per chunk:
 *
 * <pre>
 *   window ──► RowIndexer ──► FilterCascade of ColumnSlots ──► chunk
 *              where fields    parse what a      parse the
 *              end, which      filter reads,     other columns
 *              rows are whole  narrow the rows   of what is left
 * </pre>
 *
 * <p>Of the two indexers, one runs the structure kernels and knows plain dialects only; the other decides what each byte means that
 * may mean something, and knows all.
 */
package dev.peristyle.internal.csv;
