package dev.peristyle.internal.csv;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of a dataset and its place in it. Positions in the dataset are those in all files one after the other, so that
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

    /** The file as it was opened for a look at its header, until a reader takes it. */
    private WindowReader opened;

    /** What readers have open of this file now, so that a further one reads the same version of it. */
    private final List<WindowReader> taken = new ArrayList<>();

    CsvFile(InputFile input, long dataStart, int[] columns, long base, long firstSplit, WindowReader opened) {
        this.input = input;
        this.dataStart = dataStart;
        this.columns = columns;
        this.base = base;
        this.firstSplit = firstSplit;
        this.opened = opened;
    }

    /** The windows of this file; opens it unless it is open. To be given back. */
    synchronized WindowReader windows(WindowMode mode, WindowLayout layout, MemoryPool pool) {
        WindowReader windows = opened;
        opened = null;
        if (windows == null) {
            windows = taken.isEmpty()
                    ? WindowReader.open(mode, input, layout, pool)
                    : taken.get(0).share(pool);
        }
        taken.add(windows);
        return windows;
    }

    /** Closes what a reader has taken. */
    synchronized void giveBack(WindowReader windows) {
        taken.remove(windows);
        windows.close();
    }

    /** Closes what no reader has taken. */
    synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
