/**
 * How a pipeline runs: {@link dev.peristyle.execution.Execution} holds the memory limit, the threads, the temporary
 * directory, the cancellation token and the progress listener.
 */
package dev.peristyle.execution;
