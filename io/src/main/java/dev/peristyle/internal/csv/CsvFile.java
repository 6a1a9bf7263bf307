package dev.peristyle.internal.csv;

import dev.peristyle.file.InputFile;
import dev.peristyle.file.WindowLayout;
import dev.peristyle.file.WindowMode;
import dev.peristyle.file.WindowReader;
import dev.peristyle.memory.MemoryPool;
import java.util.concurrent.atomic.AtomicReference;

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

    /** The file as it was opened for a look at its header, until a reader takes it. */
    private final AtomicReference<WindowReader> opened;

    CsvFile(InputFile input, long dataStart, int[] columns, long base, long firstSplit, WindowReader opened) {
        this.input = input;
        this.dataStart = dataStart;
        this.columns = columns;
        this.base = base;
        this.firstSplit = firstSplit;
        this.opened = new AtomicReference<>(opened);
    }

    /** The windows of this file; opens it unless it is open and nobody has taken it yet. */
    WindowReader windows(WindowMode mode, WindowLayout layout, MemoryPool pool) {
        WindowReader taken = opened.getAndSet(null);
        return taken != null ? taken : WindowReader.open(mode, input, layout, pool);
    }

    /** Closes what no reader has taken. */
    void close() {
        WindowReader left = opened.getAndSet(null);
        if (left != null) {
            left.close();
        }
    }
}
