package dev.peristyle.internal.file;

import java.nio.file.Path;

/** An output that is a file. */
public interface FileOutput extends Output {

    /** The file, for messages. */
    Path file();

    /** Bytes that were written. */
    long size();

    /**
     * Where what was written can be read until this is committed or closed.
     *
     * @return null if it cannot, or if there is no {@linkplain #anew other output}
     */
    default Path written() {
        return null;
    }

    /**
     * Begins once more, with nothing written. This one stays as it is, and is closed without a commit.
     *
     * @return another output to the same file, to be closed by the caller
     * @throws dev.peristyle.error.DataAccessException if it cannot be made
     */
    default FileOutput anew() {
        throw new UnsupportedOperationException("what is written to " + file() + " cannot be written again");
    }
}
