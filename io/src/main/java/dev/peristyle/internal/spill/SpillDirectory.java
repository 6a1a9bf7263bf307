package dev.peristyle.internal.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes files in a temporary directory. Their names have the number of the process, so that files of processes that have
 * died before they could take the name away are found, once for each directory and process.
 */
final class SpillDirectory {

    private static final String PREFIX = "peristyle-";
    private static final String SUFFIX = ".spill";
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    /** Directories that this process has spilled to. */
    private static final Set<Path> KNOWN = ConcurrentHashMap.newKeySet();

    private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

    private SpillDirectory() {}

    /** Throws if no file can be made in a directory. */
    static void check(Path directory) {
        if (!Files.exists(directory)) {
            throw SpillErrors.unusable(directory, "there is no such directory", null);
        }
        if (!Files.isDirectory(directory)) {
            throw SpillErrors.unusable(directory, "it is no directory", null);
        }
        if (!Files.isWritable(directory)) {
            throw SpillErrors.unusable(
                    directory, "user '" + System.getProperty("user.name") + "' may not write to it", null);
        }
    }

    /** A name that no file has. */
    static Path newName(Path directory) {
        check(directory);
        if (KNOWN.add(directory.toAbsolutePath().normalize())) {
            sweep(directory);
        }
        return directory.resolve(PREFIX + ProcessHandle.current().pid() + "-"
                + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + SUFFIX);
    }

    /** Makes a file that only its owner may read. */
    static FileChannel create(Path name) {
        try {
            return FileChannel.open(name, NEW, attributes(name));
        } catch (IOException failure) {
            String why = failure instanceof FileSystemException && failure.getMessage() != null
                    ? failure.getMessage()
                    : failure.toString();
            throw SpillErrors.unusable(name.getParent(), why, failure);
        }
    }

    private static FileAttribute<?>[] attributes(Path name) {
        if (!name.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** Deletes what processes that are no more have left. */
    static void sweep(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                if (isOrphan(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // nothing that this run needs
        }
    }

    private static boolean isOrphan(String name) {
        int end = name.indexOf('-', PREFIX.length());
        if (end < 0) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length(), end)))
                    .isEmpty();
        } catch (NumberFormatException foreign) {
            return false;
        }
    }

    /** Says, once for each directory, if it is kept in memory or has less room than a run that spills is likely to need. */
    static void warn(Path directory, long room) {
        if (!WARNED.add(directory.toAbsolutePath().normalize())) {
            return;
        }
        String type;
        long free;
        try {
            FileStore store = Files.getFileStore(directory);
            type = store.type();
            free = store.getUsableSpace();
        } catch (IOException | RuntimeException unknown) {
            return;
        }
        if (type.equals("tmpfs") || type.equals("ramfs")) {
            warn(directory.toAbsolutePath() + " is kept in memory (" + type
                    + "): what is spilled to it is not bounded by the"
                    + " memory limit. Set Execution.temporaryDirectory to a directory on a disk");
        }
        if (free < room) {
            warn(directory.toAbsolutePath() + " has " + free
                    + " bytes left: a run that spills as much as its memory limit, " + room
                    + " bytes, will fail there. Free space, or set Execution.temporaryDirectory to another directory");
        }
    }

    private static void warn(String text) {
        System.getLogger("dev.peristyle").log(System.Logger.Level.WARNING, text);
    }
}
