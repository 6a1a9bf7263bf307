/**
 * Collections of records off the heap, for programs that have lists and maps: {@link dev.peristyle.collection.OffHeapList},
 * {@link dev.peristyle.collection.OffHeapMap}.
 */
package dev.peristyle.collection;
