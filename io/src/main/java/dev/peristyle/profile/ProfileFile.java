package dev.peristyle.profile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.execution.RunProfile;
import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes profiles of runs to a file: {@code Execution.builder().profile(ProfileFile.to(Path.of("run.html")))}. A name that ends in
 * {@code .json} gets JSON, one that ends in {@code .html} or {@code .htm} a page that any browser shows without a network. The file is
 * written anew at the end of each run, whole, with the last 16 runs in their order. Thread-safe.
 */
public final class ProfileFile implements Consumer<RunProfile> {

    private static final int MAX_RUNS = 16;

    private static final String OWNER = "profile";

    private final Path file;
    private final boolean isPage;
    private final Deque<RunProfile> runs = new ArrayDeque<>();

    private ProfileFile(Path file, boolean isPage) {
        this.file = file;
        this.isPage = isPage;
    }

    /**
     * Makes one that writes to a file.
     *
     * @param file what to write, replaced if it is there
     * @return the listener
     * @throws IllegalArgumentException if its name ends in neither {@code .html}, {@code .htm} nor {@code .json}
     */
    public static ProfileFile to(Path file) {
        String name = Objects.requireNonNull(file, "file").toString().toLowerCase(Locale.ROOT);
        boolean page = name.endsWith(".html") || name.endsWith(".htm");
        if (!page && !name.endsWith(".json")) {
            throw new IllegalArgumentException(
                    "a profile is written as HTML or as JSON: name a file that ends in .html or .json, not " + file);
        }
        return new ProfileFile(file, page);
    }

    /**
     * Writes the file with one run more.
     *
     * @param profile of the run
     * @throws DataAccessException if the file cannot be written
     */
    @Override
    public synchronized void accept(RunProfile profile) {
        runs.add(Objects.requireNonNull(profile, "profile"));
        if (runs.size() > MAX_RUNS) {
            runs.remove();
        }
        StringBuilder text = new StringBuilder();
        try {
            if (isPage) {
                RunProfile.writeHtml(List.copyOf(runs), text);
            } else {
                RunProfile.writeJson(List.copyOf(runs), text);
                text.append('\n');
            }
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (MemoryPool pool = MemoryPool.create(OWNER, MemoryPool.UNLIMITED);
                OffHeapBuffer copy = OffHeapCopy.of(bytes, pool, OWNER);
                OutputFile out = OutputFile.create(file)) {
            out.write(copy.address(), bytes.length);
            out.commit();
        }
    }
}
