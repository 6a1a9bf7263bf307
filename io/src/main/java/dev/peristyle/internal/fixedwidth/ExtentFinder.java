package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.file.InputFile;

/** Finds the records of a file; asked at the beginning of each run, since files change. */
@FunctionalInterface
public interface ExtentFinder {

    /**
     * Looks at a file.
     *
     * @throws dev.peristyle.error.DataAccessException if it cannot be read
     * @throws dev.peristyle.error.MalformedDataException if it is not what it should be
     */
    Extent of(InputFile file);
}
