package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.Statistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file that could be read when it was looked at, as the version of it that it was then; or a stream, of which no more is known than its bytes.
 *
 * @param path the file as the user named it
 * @param size its bytes at that time
 * @param key what tells it from other files that take its name, or null if the system has no such thing
 * @param modified when it was last written, or null if that is not known
 * @param stream how a stream is read that is no file, or null
 */
public record InputFile(Path path, long size, Object key, FileTime modified, StreamInput.Access stream) {

    /**
     * A file of which no more is known than its size.
     *
     * @param path the file as the user named it
     * @param size its bytes
     */
    public InputFile(Path path, long size) {
        this(path, size, null, null, null);
    }

    /**
     * A stream, the size of which nobody knows.
     *
     * @param name what it is called in messages
     * @param stream how it is read
     * @return what stands for it
     */
    public static InputFile of(String name, StreamInput.Access stream) {
        return new InputFile(Path.of(name), Long.MAX_VALUE, null, null, stream);
    }

    /**
     * Reads from the first byte on.
     *
     * @return a stream, to be closed by the caller
     * @throws IOException if the file cannot be opened
     */
    public InputStream open() throws IOException {
        return stream == null ? Files.newInputStream(path) : stream.open();
    }

    /**
     * Names files in one short text.
     *
     * @param kind their format
     * @param paths at least one
     */
    public static String describe(String kind, List<Path> paths) {
        int more = paths.size() - 1;
        return kind + " " + paths.get(0)
                + (more == 0 ? "" : more == 1 ? " and 1 more file" : " and " + more + " more files");
    }

    /**
     * The bytes of files, as they are on disk: text that is compressed is more.
     *
     * @return nothing where one of them is not there, which who opens it says
     */
    public static Statistics sizes(List<Path> paths) {
        long bytes = 0;
        for (Path path : paths) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (!attributes.isRegularFile()) {
                    return Statistics.unknown();
                }
                bytes += attributes.size();
            } catch (IOException missing) {
                return Statistics.unknown();
            }
        }
        return Statistics.unknown().withBytes(bytes);
    }

    /**
     * Finds what tells files from all others, whatever they are called and whichever links lead to them.
     *
     * @param paths files, of which those that are not there, or are no regular files, are left out
     * @return an object for each
     */
    public static Set<Object> identities(List<Path> paths) {
        Set<Object> identities = new HashSet<>();
        for (Path path : paths) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    Object key = attributes.fileKey();
                    identities.add(key == null ? path.toRealPath() : key);
                }
            } catch (IOException missing) {
                // who opens it says so
            }
        }
        return identities;
    }

    /**
     * As {@link #identities}, for files that are to be written: those that are not there yet are told by where they will be.
     *
     * @return an object for each
     */
    public static Set<Object> targets(List<Path> paths) {
        Set<Object> targets = identities(paths);
        for (Path path : paths) {
            if (!Files.exists(path)) {
                Path absolute = path.toAbsolutePath().normalize();
                try {
                    targets.add(absolute.getParent().toRealPath().resolve(absolute.getFileName()));
                } catch (IOException | RuntimeException noDirectory) {
                    targets.add(absolute);
                }
            }
        }
        return targets;
    }

    /**
     * Looks at a file without keeping it open.
     *
     * @return the file and its version
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
            if (attributes.size() == 0) {
                checkEmpty(path);
            }
            return new InputFile(path, attributes.size(), attributes.fileKey(), attributes.lastModifiedTime(), null);
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
    }

    /** What the system makes up while it is read has no size, and many threads cannot read it in parts. */
    private static void checkEmpty(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.read(ByteBuffer.allocate(1)) > 0) {
                throw FileErrors.madeUp(path, 0);
            }
        }
    }

    /**
     * Checks that the file of this name is still the one that was looked at. To be called when it has just been opened.
     *
     * @throws DataAccessException if another file has taken its place, or if it has become shorter
     */
    public void checkSame() {
        if (stream != null) {
            return;
        }
        BasicFileAttributes now = attributes();
        if (key != null && !key.equals(now.fileKey())) {
            throw FileErrors.replaced(path);
        }
        if (now.size() < size) {
            throw FileErrors.shrunk(path, size, now.size());
        }
    }

    /**
     * Checks that the file was not written to since it was looked at. One that has gone, or of which another has taken the
     * name, is no error: whoever had it open has read what it was.
     *
     * @throws DataAccessException if its size or the time of its last change are others
     */
    public void checkUnchanged() {
        if (stream != null) {
            return;
        }
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
        if (key != null && !key.equals(now.fileKey())) {
            return;
        }
        if (now.size() < size) {
            throw FileErrors.shrunk(path, size, now.size());
        }
        if (now.size() != size || modified != null && !modified.equals(now.lastModifiedTime())) {
            throw FileErrors.changed(path);
        }
    }

    private BasicFileAttributes attributes() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException failure) {
            throw FileErrors.reading(path, failure);
        }
    }
}
