package dev.peristyle.examples;

import dev.peristyle.execution.Progress;
import dev.peristyle.execution.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows a run as one line that is drawn again and again: share, bytes, rate, rows and the time left.
 *
 * <pre>
 * [=========                     ]  31 %  2.3 of 7.5 GB  1.02 GB/s  18,724,864 rows  5 s left
 * </pre>
 *
 * A run calls its listener at most every 100 ms, so nothing here needs to be fast. Close it before anything else is printed:
 * it wipes its line.
 */
final class ConsoleProgress implements ProgressListener, AutoCloseable {

    private static final int BAR_WIDTH = 30;

    /** A line that is longer wraps on a usual terminal, and what has wrapped is not wiped. */
    static final int MAX_WIDTH = 79;

    private static final Duration MEANINGFUL = Duration.ofSeconds(1);

    /** Return to the first column; erase what is right of it. */
    private static final String WIPE = "\r\u001b[K";

    private final PrintStream terminal;
    private boolean drawn;
    private boolean closed;

    ConsoleProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void update(Progress progress) {
        if (!closed) {
            terminal.print(WIPE + line(progress, MAX_WIDTH));
            terminal.flush();
            drawn = true;
        }
    }

    @Override
    public synchronized void close() {
        if (drawn && !closed) {
            terminal.print(WIPE);
            terminal.flush();
        }
        closed = true;
    }

    /** Writes the line for a state of the run in so many characters: the bar gives way, and at last the end is cut. */
    static String line(Progress progress, int width) {
        String whole = line(progress);
        int excess = whole.length() - width;
        if (excess <= 0) {
            return whole;
        }
        String narrow = lineWithBar(progress, Math.max(1, BAR_WIDTH - excess));
        return narrow.substring(0, Math.min(width, narrow.length()));
    }

    /** Writes the line for a state of the run. */
    static String line(Progress progress) {
        return lineWithBar(progress, BAR_WIDTH);
    }

    private static String lineWithBar(Progress progress, int barWidth) {
        double fraction = progress.fraction();
        String rest = String.format(
                Locale.ROOT,
                "%.2f GB/s  %,d rows%s",
                progress.bytesPerSecond() / 1e9,
                progress.rows(),
                timeLeft(progress));
        if (fraction < 0) {
            return String.format(Locale.ROOT, "%.1f GB  %s", progress.bytesRead() / 1e9, rest);
        }
        int done = (int) (fraction * barWidth);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %.1f of %.1f GB  %s",
                "=".repeat(done),
                " ".repeat(barWidth - done),
                (int) (fraction * 100),
                progress.bytesRead() / 1e9,
                progress.bytesTotal() / 1e9,
                rest);
    }

    /** What the first moments promise is worth nothing: code is still compiled then. */
    private static String timeLeft(Progress progress) {
        Duration remaining = progress.remaining();
        if (remaining == null || progress.elapsed().compareTo(MEANINGFUL) < 0) {
            return "";
        }
        long seconds = (remaining.toMillis() + 999) / 1000;
        return seconds < 100 ? "  " + seconds + " s left" : "  " + (seconds + 59) / 60 + " min left";
    }
}
