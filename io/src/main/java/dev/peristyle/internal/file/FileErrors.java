package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what the operating system refused, with the file as the user named it and what to do. */
public final class FileErrors {

    private FileErrors() {}

    /**
     * A file could not be opened or read.
     *
     * @return the exception to throw
     */
    public static DataAccessException reading(Path file, IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return new DataAccessException(
                    "cannot read " + file + ": there is no such file" + whatExists(file), failure);
        }
        if (failure instanceof AccessDeniedException) {
            return noPermission(file, failure);
        }
        return new DataAccessException("cannot read " + file + ": " + reason(failure), failure);
    }

    /**
     * A file may not be read.
     *
     * @param cause what was caught, or null
     * @return the exception to throw
     */
    public static DataAccessException noPermission(Path file, Throwable cause) {
        return new DataAccessException(
                "cannot read " + file + ": no permission. User '" + System.getProperty("user.name")
                        + "' needs the right to read the file and to enter its directories",
                cause);
    }

    /**
     * A file could not be created, written or moved into place.
     *
     * @return the exception to throw
     */
    public static DataAccessException writing(Path file, IOException failure) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            return new DataAccessException(
                    "cannot write " + file + ": its directory does not exist" + whatExists(file), failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new DataAccessException(
                    "cannot write " + file + ": no permission to create a file in " + directory, failure);
        }
        if (isBusy(failure)) {
            return new DataAccessException(
                    "cannot write " + file + ": no other file can take its place, because it is mounted on its own, as"
                            + " files given to a container are. Mount its directory instead, or write CSV to where it is"
                            + " with CsvWriteOptions.builder().inPlace(), which is not whole or absent. Nothing was left"
                            + " behind, and the file is as it was",
                    failure);
        }
        return new DataAccessException(
                "cannot write " + file + ": " + reason(failure)
                        + "; nothing was left behind, and if a file of that name existed, it is as it was",
                failure);
    }

    /**
     * A file that another process can go on with could not be written.
     *
     * @return the exception to throw
     */
    static DataAccessException writingOn(Path file, IOException failure) {
        return new DataAccessException(
                "cannot write " + file + ": " + reason(failure)
                        + "; a run with the same checkpoint goes on from the last one that was made, and if a file of"
                        + " that name existed, it is as it was",
                failure);
    }

    /**
     * Bytes could not be given to a pipe or a device, where they are gone once they are written.
     *
     * @return the exception to throw
     */
    static DataAccessException writingDirectly(Path file, IOException failure) {
        return new DataAccessException(
                "cannot write " + file + ": " + reason(failure)
                        + "; it is no regular file, so what was written before the failure has gone there",
                failure);
    }

    /**
     * Bytes could not be written to a file where it is.
     *
     * @param before bytes that it had, and will have
     * @return the exception to throw
     */
    static DataAccessException writingInPlace(Path file, long before, IOException failure) {
        return new DataAccessException(
                "cannot write " + file + ": " + reason(failure) + "; as it is written in place, "
                        + (before == 0
                                ? "it is empty now, whatever it held"
                                : "it has the " + before + " bytes that it had before"),
                failure);
    }

    /**
     * A file has become shorter since it was opened.
     *
     * @param expected its size when it was opened
     * @param actual its size now, or -1 if not known
     * @return the exception to throw
     */
    public static DataAccessException shrunk(Path file, long expected, long actual) {
        if (actual >= expected) {
            return madeUp(file, expected);
        }
        return new DataAccessException(file + " was truncated while it was being read: it had " + expected + " bytes"
                + (actual < 0 ? "" : " and has " + actual + " now")
                + ". Read it when its writer is done, or let the writer replace it with a new file");
    }

    /**
     * A file does not have the size that the system says.
     *
     * @param size the size that the system says
     * @return the exception to throw
     */
    public static DataAccessException madeUp(Path file, long size) {
        return new DataAccessException("cannot read " + file + ": the system says that it has " + size
                + " bytes, but that is not so, because it is made while it is read. Copy its content to a regular file"
                + " first");
    }

    /**
     * Another file has taken the name of one that is being read.
     *
     * @return the exception to throw
     */
    public static DataAccessException replaced(Path file) {
        return new DataAccessException(
                file + " was replaced by another file while it was being read. Run again to read the new one");
    }

    /**
     * A file was written to while it was being read.
     *
     * @return the exception to throw
     */
    public static DataAccessException changed(Path file) {
        return new DataAccessException(file + " was written to while it was being read, so that what was read may be"
                + " part of the old and part of the new. Read it when its writer is done, or let the writer replace it"
                + " with a new file");
    }

    /** The system says no more when a mount point is to be replaced. */
    private static boolean isBusy(IOException failure) {
        return failure instanceof FileSystemException refused
                && refused.getReason() != null
                && refused.getReason().toLowerCase(Locale.ROOT).endsWith("resource busy");
    }

    private static String reason(IOException failure) {
        if (failure instanceof ClosedChannelException) {
            // by an interrupt of a thread that reads the same file
            return "the thread was interrupted";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Names the nearest directory that is there: what is wrong is most often the part after it. */
    private static String whatExists(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        while (directory != null && !Files.isDirectory(directory)) {
            directory = directory.getParent();
        }
        if (directory == null) {
            return "";
        }
        return directory.equals(absolute.getParent())
                ? " in directory " + directory
                : "; directory " + directory + " exists, but not "
                        + directory.resolve(directory.relativize(absolute).getName(0));
    }
}
