package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all. It is written under a temporary name in the directory of its target;
 * {@link #commit()} brings the bytes to the disk and then gives them the target's name in one step. Closed without a commit,
 * it is deleted, and what had the target's name before is as it was. What replaces a file has its permissions, and its owner and
 * group where that is permitted; a symbolic link stays one, and what it names is replaced or made. What a process that was killed
 * has left under a temporary name is deleted by the next one with the same target. Of a large file, a thread of its own begins to bring bytes to
 * the disk while more are written; it has ended when {@code commit} or {@code close} returns.
 *
 * <p>One that is {@linkplain #createResumable resumable} is left on request where its writing ends early, and another process goes on with it.
 *
 * <p>A target that is there and is no regular file, such as a pipe or {@code /dev/null}, is written to directly; a regular one is on request, under a
 * lock: closed without a commit, it is cut to what it had before, or to nothing, but a process that is killed leaves part of what it has written.
 * Not thread-safe.
 */
public final class OutputFile implements FileOutput {
    /** As many as systems follow. */
    private static final int MAX_LINKS = 40;

    /** Of what is no regular file nothing can be taken back. */
    private static final long NOTHING_BACK = -1;

    private final Path name;
    private final Path target;
    private final TemporaryFile temporary;
    private final FileChannel channel;
    private final EarlySync earlySync;
    private final AddressBuffer channelView = new AddressBuffer();

    /** Bytes that were there before, of a file that is written in place. */
    private final long before;

    private long size;

    /** Whether a checkpoint names the temporary file. */
    private boolean resumable;

    /** Whether it stays without a commit. */
    private boolean kept;

    /** Whether a run before has given it the name of its target. */
    private boolean named;

    private boolean committed;
    private boolean closed;

    private OutputFile(Path name, Path target, TemporaryFile temporary, FileChannel channel, long before) {
        this.name = name;
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.before = before;
        this.earlySync = new EarlySync(channel);
    }

    /**
     * Starts a file.
     *
     * @return the file, to be committed and closed by the caller
     * @throws DataAccessException if no file can be created there
     */
    public static OutputFile create(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new DataAccessException("cannot write " + file + ": it is a directory; name a file in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new OutputFile(file, file, null, FileChannel.open(file, StandardOpenOption.WRITE), NOTHING_BACK);
            }
            Path target = followed(file);
            TemporaryFile.sweep(target);
            TemporaryFile temporary = TemporaryFile.create(target);
            return new OutputFile(file, target, temporary, temporary.channel(), NOTHING_BACK);
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
    }

    /**
     * Starts a file with which another process can go on, see {@link #save}. What one of the same job has left is deleted.
     *
     * @param job see {@link dev.peristyle.spi.RunContext#job}
     * @return the file, to be committed and closed by the caller
     * @throws DataAccessException if no file can be created there, or there is something that is no file
     */
    public static OutputFile createResumable(Path file, String job) {
        try {
            Path target = resumableTarget(file);
            TemporaryFile.sweep(target);
            TemporaryFile temporary = TemporaryFile.createKept(target, job);
            OutputFile output = new OutputFile(file, target, temporary, temporary.channel(), NOTHING_BACK);
            output.resumable = true;
            // a checkpoint must not name what is gone after a loss of power
            forceDirectory(target.getParent());
            return output;
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
    }

    private static Path resumableTarget(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataAccessException("cannot write " + file
                    + " with a checkpoint: it is no regular file. Nothing of it could be taken back; write to a file");
        }
        return followed(file);
    }

    /**
     * Goes on with a file that another process has begun. What that has written after {@link #save} is dropped.
     *
     * @param saved what {@link #save} has written
     * @param mayBeNamed whether the file may be whole and have the name of its target
     * @return the file, to be committed and closed by the caller
     * @throws DataAccessException if what was written is not there
     */
    public static OutputFile resume(Path file, DataInput saved, boolean mayBeNamed) throws IOException {
        String name = saved.readUTF();
        long length = saved.readLong();
        try {
            Path target = resumableTarget(file);
            OutputFile output;
            try {
                TemporaryFile temporary = TemporaryFile.reopen(target, name);
                output = new OutputFile(file, target, temporary, temporary.channel(), NOTHING_BACK);
            } catch (NoSuchFileException gone) {
                if (!mayBeNamed || !Files.isRegularFile(target) || Files.size(target) != length) {
                    throw new DataAccessException(
                            "cannot go on with " + file + ": what was written of it is not there any more, "
                                    + target.resolveSibling(name) + ". Delete the checkpoint to begin anew",
                            gone);
                }
                FileChannel whole = FileChannel.open(target, StandardOpenOption.READ);
                output = new OutputFile(file, target, null, whole, NOTHING_BACK);
                output.named = true;
                output.committed = true;
            }
            output.resumable = true;
            output.size = length;
            output.goOn(name);
            return output;
        } catch (IOException failure) {
            throw FileErrors.writingOn(file, failure);
        }
    }

    private void goOn(String temporaryName) throws IOException {
        // until all is done, or nobody could go on after another failure
        kept = true;
        try {
            long there = channel.size();
            if (there < size) {
                throw new DataAccessException(
                        "cannot go on with " + name + ": " + temporaryName + " has " + there + " bytes, and when the"
                                + " checkpoint was made it had " + size + ". Delete the checkpoint to begin anew");
            }
            if (!named) {
                channel.truncate(size).position(size);
            }
        } catch (IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /**
     * Brings all that was written to the disk, and says how to go on from here.
     *
     * @param target is told what {@link #resume} takes
     * @throws DataAccessException if the bytes cannot be brought to the disk
     */
    public void save(DataOutput target) throws IOException {
        if (!named) {
            try {
                earlySync.check();
                channel.force(true);
            } catch (IOException failure) {
                throw failed(failure);
            }
        }
        target.writeUTF(named ? "" : temporary.path().getFileName().toString());
        target.writeLong(size);
    }

    /** Says whether another process may go on with what was written, so that {@link #close} leaves it; it does so already after {@link #resume}. */
    public void keep(boolean isKept) {
        kept = isKept;
    }

    /**
     * Starts to write where a file is, for one that cannot be replaced.
     *
     * @param file made if it is not there
     * @param keeps whether what is in it stays, before what is written; else it is empty from now on
     * @return the file, to be committed and closed by the caller
     * @throws DataAccessException if it cannot be written, or another process or run writes it in place
     */
    public static OutputFile inPlace(Path file, boolean keeps) {
        if (Files.isDirectory(file) || Files.exists(file) && !Files.isRegularFile(file)) {
            return create(file);
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            try {
                lock(file, channel);
                long before = keeps ? channel.size() : 0;
                channel.truncate(before).position(before);
                return new OutputFile(file, file, null, channel, before);
            } catch (IOException | RuntimeException | Error failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
    }

    /** Held until the channel is closed. Systems without locks do without. */
    private static void lock(Path file, FileChannel channel) {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException ownRun) {
            free = false;
        } catch (IOException unsupported) {
            free = true;
        }
        if (!free) {
            throw new DataAccessException("cannot write " + file
                    + " in place: another process or run is writing it. Wait for its end, then run again");
        }
    }

    /** The file that a symbolic link names is replaced, not the link, whether it is there or not. */
    private static Path followed(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(file + " is a link that leads to no file");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        Path parent = target.getParent();
        if (parent != null && Files.isDirectory(parent)) {
            return parent.toRealPath().resolve(target.getFileName());
        }
        if (Files.isSymbolicLink(file)) {
            throw new DataAccessException(
                    "cannot write " + file + ": it is a link to " + target + ", whose directory does not exist");
        }
        return target;
    }

    /**
     * Appends bytes.
     *
     * @throws DataAccessException if they cannot be written, for example because the disk is full
     * @throws IllegalStateException after {@link #commit()}
     */
    @Override
    public void write(long address, long length) {
        checkNotCommitted();
        try {
            for (long done = 0; done < length; ) {
                int part = (int) Math.min(1 << 30, length - done);
                ByteBuffer source = channelView.wrap(address + done, part);
                while (source.hasRemaining()) {
                    channel.write(source);
                }
                done += part;
            }
            if (isRegular()) {
                earlySync.written(length);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        size += length;
    }

    /**
     * Appends bytes of another file.
     *
     * @param source which has them
     * @param offset of the first one
     * @throws DataAccessException if they cannot be read or written, for example because the disk is full
     * @throws IllegalStateException after {@link #commit()}
     */
    public void write(FileChannel source, long offset, long length) {
        checkNotCommitted();
        try {
            for (long done = 0; done < length; ) {
                long part = source.transferTo(offset + done, length - done, channel);
                if (part <= 0) {
                    throw new EOFException("what is copied has become shorter");
                }
                done += part;
            }
            if (isRegular()) {
                earlySync.written(length);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        size += length;
    }

    private boolean isRegular() {
        return temporary != null || before != NOTHING_BACK;
    }

    /**
     * Checks that bytes can be written again where they are.
     *
     * @param reason why that is needed
     * @throws DataAccessException if the target is a pipe or a device
     */
    public void checkRewritable(String reason) {
        if (!isRegular()) {
            throw new DataAccessException(
                    "cannot write " + name + ": it is no regular file, but " + reason + ". Write to a file first");
        }
    }

    /**
     * Writes bytes again that were written before.
     *
     * @param position of the first one
     * @throws DataAccessException if they cannot be written
     * @throws IllegalStateException after {@link #commit()}
     */
    public void rewrite(long position, long address, int length) {
        checkNotCommitted();
        try {
            ByteBuffer source = channelView.wrap(address, length);
            while (source.hasRemaining()) {
                channel.write(source, position + source.position());
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Names the file.
     *
     * @return the target, as it was given
     */
    @Override
    public Path file() {
        return name;
    }

    @Override
    public Path written() {
        return temporary == null || resumable ? null : temporary.path();
    }

    @Override
    public OutputFile anew() {
        return create(name);
    }

    /**
     * Returns how much was written.
     *
     * @return bytes
     */
    @Override
    public long size() {
        return size;
    }

    /**
     * Makes the file whole and visible.
     *
     * @throws DataAccessException if that fails; then it is as if it had never been written
     * @throws IllegalStateException when it was called before
     */
    @Override
    public void commit() {
        if (named) {
            return;
        }
        checkNotCommitted();
        try {
            if (isRegular()) {
                earlySync.end();
                earlySync.check();
                channel.force(true);
            }
            if (temporary == null) {
                channel.close();
            } else {
                if (!TemporaryFile.isSwept(target)) {
                    channel.close();
                }
                Files.move(
                        temporary.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                temporary.ended();
                forceDirectory(target.getParent());
            }
            committed = true;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private void checkNotCommitted() {
        if (committed) {
            throw new IllegalStateException("the output " + name
                    + " is whole already: after commit() nothing can be added and nothing committed");
        }
    }

    private DataAccessException failed(IOException failure) {
        if (temporary != null) {
            return resumable ? FileErrors.writingOn(name, failure) : FileErrors.writing(name, failure);
        }
        return isRegular()
                ? FileErrors.writingInPlace(name, before, failure)
                : FileErrors.writingDirectly(name, failure);
    }

    /** The new name is on the disk only with its directory. Not every system can do that; then it does so when it likes. */
    static void forceDirectory(Path directory) {
        try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
            handle.force(true);
        } catch (IOException unsupported) {
            // the file itself is complete
        }
    }

    /** Closes the file and, without a commit before, deletes it or takes back what was written to it. Closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            earlySync.end();
            if (before != NOTHING_BACK && !committed) {
                takeBack();
            }
            channel.close();
        } catch (IOException failure) {
            if (committed || before != NOTHING_BACK) {
                throw failed(failure);
            }
            // nobody waits for these bytes
        } finally {
            if (temporary != null) {
                endTemporary();
            }
        }
    }

    private void takeBack() throws IOException {
        if (channel.isOpen()) {
            channel.truncate(before);
        } else {
            // an interrupt has closed it
            try (FileChannel again = FileChannel.open(target, StandardOpenOption.WRITE)) {
                again.truncate(before);
            }
        }
    }

    private void endTemporary() {
        temporary.ended();
        try {
            if (!committed && !kept) {
                Files.deleteIfExists(temporary.path());
            }
        } catch (IOException failure) {
            throw new DataAccessException(
                    "cannot delete the unfinished output " + temporary.path() + "; delete it", failure);
        }
    }
}
