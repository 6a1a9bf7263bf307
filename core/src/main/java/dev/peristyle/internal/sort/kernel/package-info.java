/** The loops of sorting, over entries of 16 bytes: a word whose unsigned order is that of the keys, and a row number. */
package dev.peristyle.internal.sort.kernel;
