package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.file.InputFile;

/**
 * Where the records of a file are.
 *
 * @param start the first byte of the first one
 * @param count how many there are
 */
public record Extent(long start, long count) {

    /** Finds the records of a file; asked at the beginning of each run, since files change. */
    @FunctionalInterface
    public interface Finder {

        /**
         * Looks at a file.
         *
         * @throws dev.peristyle.error.DataAccessException if it cannot be read
         * @throws dev.peristyle.error.MalformedDataException if it is not what it should be
         */
        Extent of(InputFile file);
    }
}
