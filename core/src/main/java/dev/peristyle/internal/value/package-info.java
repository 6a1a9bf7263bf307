/**
 * The one text of a value, for casts and for files, and the way back; both without allocation. Begin with {@link
 * dev.peristyle.internal.value.ValueFormatter} and {@link dev.peristyle.internal.value.ValueReader}.
 *
 * <p>Numbers are plain decimals. Doubles and floats have the shortest digits that read back to the same bits, see {@link
 * dev.peristyle.internal.value.DoubleFormatter}. Dates, times and timestamps are as java.time prints them with as few fraction digits
 * as there are, durations as {@link java.time.Duration} prints them; bytes are hexadecimal after {@code 0x}. Both ends read the same
 * texts; where a text has digits that a type has no room for, a cast rounds and a file refuses.
 */
package dev.peristyle.internal.value;
