/**
 * The loops of sorting, over entries of 16 bytes: a word whose unsigned order is that of the keys, and a row, by its address
 * or by its number in a chunk.
 */
package dev.peristyle.internal.sort.kernel;
