/**
 * Arrays of numbers off the heap, for code that wants memory and not a pipeline: {@link dev.peristyle.array.LongArray} and its like.
 * What all of them can do is in {@link dev.peristyle.array.PrimitiveArray}, what is computed in
 * {@link dev.peristyle.array.IntegerArray} and {@link dev.peristyle.array.FloatingArray}.
 */
package dev.peristyle.array;
