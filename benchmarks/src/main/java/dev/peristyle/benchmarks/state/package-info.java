/** Jobs whose state may outgrow memory, as whole processes within a limit, beside DuckDB; start at {@code StateCommand}. */
package dev.peristyle.benchmarks.state;
