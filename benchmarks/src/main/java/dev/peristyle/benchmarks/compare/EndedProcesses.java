package dev.peristyle.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system has counted of the processes that this one has started and that have ended. */
final class EndedProcesses {
    private static final Path STATISTICS = Path.of("/proc/self/stat");

    /** Linux counts in these units whatever its own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    /** Where the time in user mode of ended children is, counted from the field after the name of the program. */
    private static final int USER_OF_CHILDREN = 13;

    private EndedProcesses() {}

    /** Seconds that they have spent in user mode, all threads together; NaN where the system does not tell. */
    static double userSeconds() {
        try {
            String text = Files.readString(STATISTICS);
            // the name of the program can hold anything, also blanks and parentheses
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER_OF_CHILDREN]) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
