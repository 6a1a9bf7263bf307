/**
 * Runs a pipeline. {@link dev.peristyle.internal.engine.Run} holds the memory and the services of one run;
 * {@link dev.peristyle.internal.engine.Fragment} is the part of a pipeline that any number of threads can execute on
 * different splits of a scan; the drivers ({@link dev.peristyle.internal.engine.OrderedExchange},
 * {@link dev.peristyle.internal.engine.GroupRun}, {@link dev.peristyle.internal.engine.WriteRun}) put their results back
 * into the order of the dataset and check that the splits fit together.
 */
package dev.peristyle.internal.engine;
