package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.window.SharedWindows;

/** One file of a scan, and what readers have open of it. Thread-safe. */
final class RecordFile {
    final InputFile input;
    final Extent extent;

    final SharedWindows windows;

    RecordFile(InputFile input, Extent extent) {
        this.input = input;
        this.extent = extent;
        this.windows = new SharedWindows(input, null, null);
    }

    /** The first record that begins at a position of the file or after it; the number of records if there is none. */
    long recordAt(long position, int recordLength) {
        long after = position - extent.start();
        return after <= 0 ? 0 : Math.min(extent.count(), (after + recordLength - 1) / recordLength);
    }
}
