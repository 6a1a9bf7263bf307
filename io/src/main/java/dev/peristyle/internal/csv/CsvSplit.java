package dev.peristyle.internal.csv;

import dev.peristyle.spi.Morsel;

/**
 * One window of a file.
 *
 * @param number counted through all files of the dataset
 */
record CsvSplit(int number) implements Morsel {}
