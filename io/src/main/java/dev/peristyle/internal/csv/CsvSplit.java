package dev.peristyle.internal.csv;

import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;

/**
 * One window of a file.
 *
 * @param number counted through all files of the dataset
 * @param start where its first record begins, if that is known before what comes before it is read; else unknown
 */
record CsvSplit(int number, long start) implements Morsel {

    /** A split whose start is found when it is read. */
    CsvSplit(int number) {
        this(number, GuessingReader.UNKNOWN);
    }
}
