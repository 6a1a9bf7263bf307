/** Whole processes side by side; begin at {@link dev.peristyle.benchmarks.compare.CompareCommand}. */
package dev.peristyle.benchmarks.compare;
