package dev.peristyle.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory that this process has had resident: heap, off-heap, mapped windows, code, all of it. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** The high-water mark as it is printed. */
    static String text() {
        OptionalLong peak = resident();
        return peak.isPresent() ? peak.getAsLong() / 1_000_000 + " MB" : "not known";
    }

    /** Returns the high-water mark in bytes; empty where the operating system does not tell. */
    static OptionalLong resident() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException exception) {
            return OptionalLong.empty();
        }
    }
}
