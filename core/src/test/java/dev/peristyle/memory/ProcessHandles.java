package dev.peristyle.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that this process has open, and those that it has mapped, as Linux tells under {@code /proc/self}; empty
 * elsewhere. What the JVM opens by itself whenever it likes is left out: archives of classes, native libraries, the
 * directory that is being read, terminals, pipes and sources of randomness.
 *
 * @param open how often each file is open, by name
 * @param mapped how many mappings each file has, by name
 */
record ProcessHandles(Map<String, Integer> open, Map<String, Integer> mapped) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    /** Where the path begins in a line of the list of mappings. */
    private static final int PATH_FIELD = 6;

    static ProcessHandles now() {
        Map<String, Integer> open = new TreeMap<>();
        Map<String, Integer> mapped = new TreeMap<>();
        try {
            if (Files.isDirectory(DESCRIPTORS)) {
                collectOpen(open);
            }
            if (Files.isReadable(MAPPINGS)) {
                collectMapped(mapped);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new ProcessHandles(open, mapped);
    }

    private static void collectOpen(Map<String, Integer> open) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (isOurs(target)) {
                        open.merge(target, 1, Integer::sum);
                    }
                } catch (IOException closedMeanwhile) {
                    // another thread of the JVM has closed it since it was listed
                }
            }
        }
    }

    private static void collectMapped(Map<String, Integer> mapped) throws IOException {
        for (String line : Files.readAllLines(MAPPINGS)) {
            String[] parts = line.split("\\s+", PATH_FIELD);
            if (parts.length == PATH_FIELD && isOurs(parts[PATH_FIELD - 1])) {
                mapped.merge(parts[PATH_FIELD - 1], 1, Integer::sum);
            }
        }
    }

    private static boolean isOurs(String target) {
        return target.startsWith("/")
                && (target.startsWith("/dev/shm/") || !target.startsWith("/dev/"))
                && !target.startsWith("/proc/")
                && !target.startsWith("/sys/")
                && !target.startsWith("/memfd:")
                && !target.contains("/hsperfdata_")
                && !target.endsWith(".jar")
                && !target.endsWith(".class")
                && !target.endsWith(".jsa")
                && !target.endsWith("/modules")
                // a library of native code stays mapped, and some delete its file once it is
                && !target.matches(".*\\.so(\\.\\d+)*( \\(deleted\\))?")
                && !target.contains("/surefire");
    }

    /** Says what there is now that was not there before; empty if nothing. */
    String growthSince(ProcessHandles before) {
        StringBuilder text = new StringBuilder();
        growth(text, "open", before.open, open);
        growth(text, "mapped", before.mapped, mapped);
        return text.toString();
    }

    private static void growth(
            StringBuilder text, String what, Map<String, Integer> before, Map<String, Integer> after) {
        after.forEach((name, count) -> {
            int grown = count - before.getOrDefault(name, 0);
            if (grown > 0) {
                text.append("still ")
                        .append(what)
                        .append(' ')
                        .append(grown)
                        .append(" times: ")
                        .append(name)
                        .append('\n');
            }
        });
    }
}
