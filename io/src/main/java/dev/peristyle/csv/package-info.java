/**
 * CSV in and out: {@link dev.peristyle.csv.Csv} scans files into a pipeline and writes what comes out of one.
 * {@link dev.peristyle.csv.CsvOptions} and {@link dev.peristyle.csv.CsvWriteOptions} say how.
 */
package dev.peristyle.csv;
