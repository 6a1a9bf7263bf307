package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that appears with all that is in it or not at all. It is filled beside its target, as {@code .NAME.peristyle-RANDOM.tmp.parts}, and as long as that is
 * so there is a locked {@link TemporaryFile} of the name before {@code .parts}. So one without such a file is what a process that was killed has left, and the next one with
 * the same target deletes it. Not thread-safe.
 */
public final class TemporaryDirectory implements AutoCloseable {
    private static final String END = ".parts";

    private final Path target;
    private final TemporaryFile lock;
    private final Path path;
    private boolean committed;
    private boolean closed;

    private TemporaryDirectory(Path target, TemporaryFile lock, Path path) {
        this.target = target;
        this.lock = lock;
        this.path = path;
    }

    /**
     * Makes an empty one.
     *
     * @param target is not there, or an empty directory
     * @return the directory, to be committed and closed by the caller
     * @throws DataAccessException if something else is there, or none can be made beside it
     */
    public static TemporaryDirectory create(Path target) {
        try {
            checkFree(target);
            Path absolute = target.toAbsolutePath().normalize();
            Path parent = absolute.getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new DataAccessException(
                        "cannot write " + target + ": the directory around it does not exist. Make it first");
            }
            absolute = parent.toRealPath().resolve(absolute.getFileName());
            TemporaryFile.sweep(absolute);
            sweep(absolute);
            TemporaryFile lock = TemporaryFile.create(absolute);
            Path path = lock.path().resolveSibling(lock.path().getFileName() + END);
            TemporaryDirectory made = new TemporaryDirectory(target, lock, path);
            try {
                Files.createDirectory(path);
                return made;
            } catch (IOException | RuntimeException | Error failure) {
                made.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw FileErrors.writing(target, failure);
        }
    }

    private static void checkFree(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new DataAccessException("cannot write " + target
                    + ": parts are written to a directory, but that is something else. Name another one");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            if (files.iterator().hasNext()) {
                throw notEmpty(target);
            }
        }
    }

    private static DataAccessException notEmpty(Path target) {
        return new DataAccessException("cannot write " + target
                + ": the directory is not empty, and parts of two outputs would be mixed. Delete it"
                + " first, or name another one");
    }

    private static void sweep(Path target) {
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(target.getParent())) {
            for (Path sibling : siblings) {
                String name = sibling.getFileName().toString();
                if (name.endsWith(END)) {
                    String ofLock = name.substring(0, name.length() - END.length());
                    if (TemporaryFile.isOf(target, ofLock)
                            && !Files.exists(sibling.resolveSibling(ofLock), LinkOption.NOFOLLOW_LINKS)
                            && Files.isDirectory(sibling, LinkOption.NOFOLLOW_LINKS)) {
                        delete(sibling);
                    }
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // they stay
        }
    }

    /** Where its files are until the commit. */
    public Path path() {
        return path;
    }

    /**
     * Brings all files to the disk, then gives the directory its name.
     *
     * @throws DataAccessException if that fails, for example because something has been put there meanwhile
     */
    public void commit() {
        try {
            for (Path file : below(path)) {
                if (Files.isDirectory(file)) {
                    OutputFile.forceDirectory(file);
                } else {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
            }
            Path absolute = target.toAbsolutePath().normalize();
            move(path, absolute);
            committed = true;
            OutputFile.forceDirectory(absolute.getParent());
        } catch (IOException failure) {
            throw FileErrors.writing(target, failure);
        }
    }

    /** Replaces an empty directory and nothing else. */
    private static void move(Path from, Path target) throws IOException {
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            checkFree(target);
            throw failure;
        }
    }

    /** What is in a directory, and the directory last. */
    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        for (Path file : below(directory)) {
            Files.deleteIfExists(file);
        }
    }

    /** Without a commit before, deletes the directory with all that is in it. Closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!committed && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                delete(path);
            }
            lock.channel().close();
            Files.deleteIfExists(lock.path());
        } catch (IOException failure) {
            throw new DataAccessException("cannot delete the unfinished output " + path + "; delete it", failure);
        } finally {
            lock.ended();
        }
    }
}
