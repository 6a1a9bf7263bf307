package dev.peristyle.internal.window;

import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Decoding;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/** What the readers of a scan have open of one file, so that all of them read the same version of it. Thread-safe. */
public final class SharedWindows implements AutoCloseable {

    private final InputFile input;
    private final Decoding decoding;

    /** What was opened before any reader, until one takes it. */
    private WindowReader opened;

    private final List<WindowReader> taken = new ArrayList<>();

    /**
     * Of a file.
     *
     * @param decoding how its bytes become text, or null if they are
     * @param opened windows of it that are open already, for the first reader to take; null if there are none
     */
    public SharedWindows(InputFile input, Decoding decoding, WindowReader opened) {
        this.input = input;
        this.decoding = decoding;
        this.opened = opened;
    }

    /** Windows of the file, opened unless it is open; to be given back. */
    public synchronized WindowReader take(WindowMode mode, WindowLayout layout, MemoryPool pool) {
        WindowReader windows = opened;
        opened = null;
        if (windows == null) {
            windows = taken.isEmpty()
                    ? WindowReader.open(mode, input, decoding, layout, pool)
                    : taken.get(0).share(pool);
        }
        taken.add(windows);
        return windows;
    }

    /** Closes what a reader has taken. */
    public synchronized void giveBack(WindowReader windows) {
        taken.remove(windows);
        windows.close();
    }

    /** Closes what no reader has taken. */
    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
