package dev.peristyle.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds of a directory's files: handles and mappings, as the system lists them. Empty where it does not. */
public final class Resources {

    private Resources() {}

    /**
     * Lists open handles and mappings.
     *
     * @param directory only of files below it
     * @return one line each
     */
    public static List<String> of(Path directory) {
        List<String> found = new ArrayList<>();
        try {
            String prefix = directory.toRealPath().toString();
            Path handles = Path.of("/proc/self/fd");
            if (Files.isDirectory(handles)) {
                try (Stream<Path> all = Files.list(handles)) {
                    all.forEach(handle -> {
                        try {
                            Path file = Files.readSymbolicLink(handle);
                            if (file.toString().startsWith(prefix)) {
                                found.add("handle " + file);
                            }
                        } catch (IOException closedMeanwhile) {
                            // the handle of this listing itself
                        }
                    });
                }
            }
            Path mappings = Path.of("/proc/self/maps");
            if (Files.exists(mappings)) {
                Files.readAllLines(mappings).stream()
                        .filter(line -> line.contains(prefix))
                        .forEach(line -> found.add("mapping " + line));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }
}
