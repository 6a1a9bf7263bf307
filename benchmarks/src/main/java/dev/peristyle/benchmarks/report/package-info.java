/** Tables and plots of measured results; begin at {@link dev.peristyle.benchmarks.report.ReportCommand}. */
package dev.peristyle.benchmarks.report;
