/**
 * CSV in and out: {@link dev.peristyle.csv.Csv} scans files into a pipeline and writes what comes out of one.
 * {@link dev.peristyle.csv.CsvOptions} and {@link dev.peristyle.csv.CsvWriteOptions} say how. {@link dev.peristyle.csv.FixedWidthLayout} reads
 * text whose columns have places in the line instead; records of one width in bytes, without line ends, are for {@code dev.peristyle.record}.
 */
package dev.peristyle.csv;
