package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.spi.CheckpointStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A checkpoint in a file, which is replaced as a whole: {@code FILE.new} gets its name once it is on the disk. As long as a run has it,
 * {@code FILE.lock} is there and locked.
 */
public final class CheckpointFile implements CheckpointStore.Session {

    /** Somebody else may delete the file that is about to be locked: each time another run has ended. */
    private static final int ATTEMPTS = 100;

    private final Path file;
    private final Path lockFile;
    private final FileChannel lock;
    private boolean closed;

    private CheckpointFile(Path file, Path lockFile, FileChannel lock) {
        this.file = file;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes a file for one run.
     *
     * @param file which is there, or is not yet
     * @return the session
     * @throws DataAccessException if another run has it, or nothing can be written there
     */
    public static CheckpointFile open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataAccessException(
                    "cannot keep a checkpoint at " + file + ": it is a directory or a device. Name a file");
        }
        Path lockFile = beside(file, ".lock");
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                FileChannel lock = tryLock(file, lockFile);
                if (lock != null) {
                    return new CheckpointFile(file, lockFile, lock);
                }
            }
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
        throw taken(file);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static DataAccessException taken(Path file) {
        return new DataAccessException("another run has the checkpoint " + file
                + ": two cannot write the same output. Wait for its end, or take another file");
    }

    /** Null if the file was deleted meanwhile, so that the lock is one that nobody else sees. */
    private static FileChannel tryLock(Path file, Path lockFile) throws IOException {
        try {
            Files.createFile(lockFile);
        } catch (FileAlreadyExistsException left) {
            // by another run, or by one that was killed
        }
        FileChannel channel = null;
        boolean done = false;
        try {
            Object before = key(lockFile);
            channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                throw taken(file);
            }
            done = Objects.equals(before, key(lockFile));
        } catch (NoSuchFileException deleted) {
            return null;
        } finally {
            if (channel != null && !done) {
                channel.close();
            }
        }
        return done ? channel : null;
    }

    /** Systems without locks do without. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ownRun) {
            return false;
        } catch (IOException | RuntimeException unsupported) {
            return true;
        }
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public byte[] read() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException failure) {
            throw FileErrors.reading(file, failure);
        }
    }

    @Override
    public void replace(byte[] content) {
        Path next = beside(file, ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer source = ByteBuffer.wrap(content);
                while (source.hasRemaining()) {
                    channel.write(source);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            OutputFile.forceDirectory(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw FileErrors.writingOn(file, failure);
        }
    }

    @Override
    public void remove() {
        try {
            Files.deleteIfExists(file);
            OutputFile.forceDirectory(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new DataAccessException(
                    "all is written, but the checkpoint " + file + " cannot be deleted; delete it", failure);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Files.deleteIfExists(beside(file, ".new"));
            // before the lock is given back, or it may be another run's; elsewhere nothing is deleted that is open
            if (TemporaryFile.isSwept(file)) {
                Files.deleteIfExists(lockFile);
            }
            lock.close();
            if (!TemporaryFile.isSwept(file)) {
                Files.deleteIfExists(lockFile);
            }
        } catch (IOException stays) {
            // whoever comes next finds that nobody has locked it
        } finally {
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            lock.close();
        } catch (IOException given) {
            // the system gives it back with the handle
        }
    }
}
