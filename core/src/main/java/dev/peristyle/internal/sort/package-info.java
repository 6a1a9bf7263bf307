/** Sorting off the heap: {@link dev.peristyle.internal.sort.Sorter} takes chunks and gives them back in order. */
package dev.peristyle.internal.sort;
