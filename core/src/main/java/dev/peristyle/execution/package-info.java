/**
 * How a pipeline runs: {@link dev.peristyle.execution.Execution} holds the memory limit, the threads, the temporary
 * directory, the cancellation token and the listeners; {@link dev.peristyle.execution.RunReport} says what a run has done.
 */
package dev.peristyle.execution;
