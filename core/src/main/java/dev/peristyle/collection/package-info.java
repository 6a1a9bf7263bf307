/** Collections of records off the heap, for programs that have lists: {@link dev.peristyle.collection.OffHeapList}. */
package dev.peristyle.collection;
