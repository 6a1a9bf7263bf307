/** The files that benchmarks read, generated with fixed seeds; begin at {@link dev.peristyle.benchmarks.data.Datasets}. */
package dev.peristyle.benchmarks.data;
