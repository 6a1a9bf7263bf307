/**
 * Everything that Peristyle throws at run time, on one page.
 *
 * <ul>
 *   <li>{@link dev.peristyle.error.MalformedDataException}: the data contradicts the schema or the format. Names file,
 *       line, byte offset, column and the raw text, and says what to do.
 *   <li>{@link dev.peristyle.error.DataAccessException}: the operating system refused: missing file, no permission, disk
 *       full, file truncated while it was read.
 *   <li>{@link dev.peristyle.error.MemoryLimitException}: a limit was reached. Says who holds what and which setting to
 *       change.
 *   <li>{@link dev.peristyle.error.ComputationException}: a value has no exact answer, such as an overflow or a cast that
 *       does not fit.
 *   <li>{@link dev.peristyle.error.CancelledException}: the run was cancelled from another thread.
 * </ul>
 *
 * <p>Misuse is {@link java.lang.IllegalArgumentException} (an unknown column, operands of the wrong type: thrown while the
 * pipeline is built) or {@link java.lang.IllegalStateException} (use after close).
 */
package dev.peristyle.error;
