package dev.peristyle.internal.csv;

import dev.peristyle.file.InputFile;

/**
 * One file of a dataset and its place in it. Positions in the dataset are those in all files one behind the other, so that
 * the end of a file is the start of the next; its header and byte order mark count as part of its first row.
 */
final class CsvFile {
    final InputFile input;

    /** Where the first row starts in the file. */
    final long dataStart;

    /** For each column of the dataset its number in the file. */
    final int[] columns;

    /** Position of the file's first byte in the dataset. */
    final long base;

    /** Number of its first split in the dataset. */
    final long firstSplit;

    CsvFile(InputFile input, long dataStart, int[] columns, long base, long firstSplit) {
        this.input = input;
        this.dataStart = dataStart;
        this.columns = columns;
        this.base = base;
        this.firstSplit = firstSplit;
    }
}
