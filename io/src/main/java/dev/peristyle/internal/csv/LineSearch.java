package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.Dialect;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowReader;

/** Looks for the end of a line that is longer than a window. */
final class LineSearch {
    private LineSearch() {}

    /**
     * Looks in one window after the other; the last one is shown then.
     *
     * @param shown the window that is shown
     * @param step from one window to the next
     * @param start a position in the file, or at the end of the window
     * @return the position after the first line end from there on, or the end of the file
     */
    static long afterLineEnd(WindowReader windows, Window shown, int step, Dialect dialect, long start) {
        Window window = shown;
        long offset = start;
        while (true) {
            int length = window.length();
            boolean atEnd = window.fileOffset() + length == window.inputSize();
            window.fill(length);
            int from = (int) (offset - window.fileOffset());
            int position = dialect.possibleLineEnd(window.address(), from, length, atEnd);
            int lineEnd = position < length ? dialect.lineEndAt(window.address(), position, length, atEnd) : 0;
            windows.check();
            offset = window.fileOffset() + position;
            if (lineEnd > 0 || atEnd) {
                return offset + Math.max(0, lineEnd);
            }
            window = windows.window(window.fileOffset() / step + 1);
        }
    }
}
