package dev.peristyle.internal.fixedwidth;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/** One file of a scan, and what readers have open of it. Thread-safe. */
final class RecordFile {
    final InputFile input;
    final Extent extent;

    /** A further reader reads the same version of the file. */
    private final List<WindowReader> taken = new ArrayList<>();

    RecordFile(InputFile input, Extent extent) {
        this.input = input;
        this.extent = extent;
    }

    /** The windows of this file, to be given back. */
    synchronized WindowReader windows(WindowMode mode, WindowLayout layout, MemoryPool pool) {
        WindowReader windows = taken.isEmpty()
                ? WindowReader.open(mode, input, layout, pool)
                : taken.get(0).share(pool);
        taken.add(windows);
        return windows;
    }

    /** Closes what a reader has taken. */
    synchronized void giveBack(WindowReader windows) {
        taken.remove(windows);
        windows.close();
    }

    /** The first record that begins at a position of the file or after it; the number of records if there is none. */
    long recordAt(long position, int recordLength) {
        long after = position - extent.start();
        return after <= 0 ? 0 : Math.min(extent.count(), (after + recordLength - 1) / recordLength);
    }
}
