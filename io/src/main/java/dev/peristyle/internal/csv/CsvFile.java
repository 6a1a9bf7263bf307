package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.SharedWindows;
import dev.peristyle.internal.window.WindowReader;

/**
 * One file of a dataset and its place in it. Positions in the dataset are those in all files one after the other, so that
 * the end of a file is the start of the next; its header and byte order mark count as part of its first row.
 */
final class CsvFile {
    final InputFile input;

    /** How its bytes become text, or null if they are: then it is one split, whose positions are those of the text. */
    final Decoding decoding;

    /** Where the first row starts in the file. */
    final long dataStart;

    /** For each column of the dataset its number in the file. */
    final int[] columns;

    /** Position of the file's first byte in the dataset. */
    final long base;

    /** Number of its first split in the dataset. */
    final long firstSplit;

    /** What readers have open of it, and what was opened for a look at its header. */
    final SharedWindows windows;

    /** Counts the lines of a stream while it is read; null for a file, which can be looked through again. */
    final PassedLines lines;

    CsvFile(
            InputFile input,
            Decoding decoding,
            long dataStart,
            int[] columns,
            long base,
            long firstSplit,
            WindowReader opened) {
        this(input, decoding, dataStart, columns, base, firstSplit, opened, null);
    }

    CsvFile(
            InputFile input,
            Decoding decoding,
            long dataStart,
            int[] columns,
            long base,
            long firstSplit,
            WindowReader opened,
            PassedLines lines) {
        this.lines = lines;
        this.input = input;
        this.decoding = decoding;
        this.dataStart = dataStart;
        this.columns = columns;
        this.base = base;
        this.firstSplit = firstSplit;
        this.windows = new SharedWindows(input, decoding, opened);
    }
}
