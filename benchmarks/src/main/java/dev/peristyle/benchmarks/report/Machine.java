package dev.peristyle.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the computer is that measured. */
public final class Machine {
    private Machine() {}

    /**
     * Describes this computer in a line.
     *
     * @return processor, number of cores, memory, system
     */
    public static String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GB of memory, %s %s",
                value("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes() >> 30,
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    /**
     * Returns the memory of this computer.
     *
     * @return bytes, 0 if unknown
     */
    public static long memoryBytes() {
        String kilobytes = value("/proc/meminfo", "MemTotal", "0 kB");
        return Long.parseLong(kilobytes.substring(0, kilobytes.indexOf(' '))) << 10;
    }

    /** The value after a name and a colon in a file of the Linux kernel. */
    private static String value(String file, String name, String otherwise) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
            return otherwise;
        } catch (IOException e) {
            // another system: the report says less
            return otherwise;
        }
    }
}
