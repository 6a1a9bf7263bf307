/**
 * Single loops: each kernel beside the loop over arrays that one would write in its place, and the memory bandwidth that
 * bounds both. The parameter {@code form} says which of the two runs.
 */
package dev.peristyle.benchmarks.kernel;
