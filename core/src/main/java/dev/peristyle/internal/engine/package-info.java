/**
 * Runs a pipeline. {@link dev.peristyle.internal.engine.Run} holds the memory, the services and the figures of one run.
 * {@link dev.peristyle.internal.engine.Rows} are stages one after the other; a
 * {@link dev.peristyle.internal.engine.Stage} is what any number of threads can execute on different morsels. Its rows go
 * into a sink, of which there are two kinds: one takes them in order (an output, a table, a sort, a consumer:
 * {@link dev.peristyle.internal.engine.OrderedRun}), one in any order (groups:
 * {@link dev.peristyle.internal.engine.MergingRun}). Both check that morsels fit together where readers had to guess.
 * What an operator delivers that has seen all rows is the input of another stage.
 */
package dev.peristyle.internal.engine;
