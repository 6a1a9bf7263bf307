/**
 * What to implement to bring data in or out, and to compute what is not built in.
 *
 * <p>A {@link dev.peristyle.spi.Source} describes a dataset and opens {@link dev.peristyle.spi.Scan}s; a scan hands out
 * {@link dev.peristyle.spi.Morsel}s that {@link dev.peristyle.spi.MorselReader}s turn into chunks, with a
 * {@link dev.peristyle.spi.ChunkBuilder} or in memory of their own. What a source knows in advance it tells in
 * {@link dev.peristyle.spi.Statistics}; which rows are wanted it reads from {@link dev.peristyle.spi.Predicate}s. Nothing here
 * assumes bytes, files, or a known length; a {@link dev.peristyle.spi.GuessingScan} is for text that cannot say where its
 * records begin.
 *
 * <p>A {@link dev.peristyle.spi.UserAggregate} is an aggregate of your own.
 *
 * <p>A {@link dev.peristyle.spi.Sink} opens a {@link dev.peristyle.spi.SinkWriter} that drains chunks.
 */
package dev.peristyle.spi;
