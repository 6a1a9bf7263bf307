package dev.peristyle.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that could be read when it was looked at.
 *
 * @param path the file as the user named it
 * @param size its bytes at that time; what is appended later is not read
 */
public record InputFile(Path path, long size) {

    /**
     * Looks at a file without keeping it open.
     *
     * @param path the file
     * @return the file and its size
     * @throws DataAccessException if it is missing, is no regular file or may not be read
     */
    public static InputFile of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new DataAccessException(
                        "cannot read " + path + ": it is a directory. Give the files in it as a list of paths");
            }
            if (!attributes.isRegularFile()) {
                throw new DataAccessException("cannot read " + path + ": it is a pipe or a device, not a regular file."
                        + " Write its content to a file first");
            }
            if (!Files.isReadable(path)) {
                throw FileErrors.noPermission(path, null);
            }
            return new InputFile(path, attributes.size());
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
    }
}
