/**
 * What to implement to bring data in or out. A {@link dev.peristyle.spi.Source} describes a dataset and opens
 * {@link dev.peristyle.spi.Scan}s; a scan is cut into splits that {@link dev.peristyle.spi.SplitReader}s turn into chunks.
 * A {@link dev.peristyle.spi.Sink} opens a {@link dev.peristyle.spi.SinkWriter} that drains them.
 */
package dev.peristyle.spi;
