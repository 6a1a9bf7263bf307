package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.StreamInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where the bytes of a dataset are: in files, or in one stream.
 *
 * @param paths the files, or what the stream is called
 * @param stream null for files
 */
public record CsvInput(List<Path> paths, StreamInput stream) {

    /** Files, at least one. */
    public static CsvInput of(List<Path> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a scan needs at least one file");
        }
        return new CsvInput(List.copyOf(paths), null);
    }

    /** A stream. */
    public static CsvInput of(StreamInput stream) {
        return new CsvInput(List.of(Path.of(stream.name())), stream);
    }

    /** For a look at the beginning of one. */
    InputFile look(Path path) {
        return stream == null ? InputFile.of(path) : InputFile.of(stream.name(), stream.looking());
    }

    Set<Object> identities() {
        return stream == null ? InputFile.identities(paths) : Set.of();
    }
}
