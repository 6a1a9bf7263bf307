package dev.peristyle.internal.columnfile;

import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.check.ShownText;
import java.nio.file.Path;

/** Says what is wrong with a file, and where. */
final class BrokenFile {

    private BrokenFile() {}

    /**
     * A file that is no column file, or none that is read.
     *
     * @param offset the byte that it begins at
     * @param what is wrong, after the name of the file
     */
    static MalformedDataException at(Path file, long offset, String what) {
        return new MalformedDataException(file + what, file.toString(), -1, offset, null);
    }

    /** A batch that is not what the format says. */
    static MalformedDataException batch(Path file, String batch, long offset, String what) {
        return at(
                file,
                offset,
                ", " + batch + " at byte " + offset + ": " + what + ". The file is damaged: write it again");
    }

    /** A column of a batch that is not what the format says. */
    static MalformedDataException column(Path file, String batch, long offset, String column, String what) {
        return new MalformedDataException(
                file + ", " + batch + ", column '" + ShownText.of(column) + "' at byte " + offset + ": " + what
                        + ". The file is damaged: write it again",
                file.toString(),
                -1,
                offset,
                column);
    }
}
