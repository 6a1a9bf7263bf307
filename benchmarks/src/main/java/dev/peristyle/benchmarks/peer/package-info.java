/** Peristyle and the libraries beside it, each doing the same jobs; begin at {@link dev.peristyle.benchmarks.peer.Contenders}. */
package dev.peristyle.benchmarks.peer;
