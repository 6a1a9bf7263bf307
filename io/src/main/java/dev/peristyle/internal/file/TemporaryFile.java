package dev.peristyle.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file in which an output is made until it is whole: {@code .NAME.peristyle-RANDOM.tmp} beside its target. Of a long name there
 * is its beginning and a hash, so that the file fits where its target does. It is as accessible as the file that it will replace.
 *
 * <p>Its writer holds a lock on it as long as it has that name. So a later writer to the same target can tell what a process that
 * was killed has left, and {@link #sweep} deletes that. Where locks cannot be had or may not be seen by all, nothing is swept. Not
 * thread-safe, but several threads may have one each.
 */
final class TemporaryFile {
    private static final String MARK = "peristyle-";
    private static final int RANDOM_DIGITS = 16;
    private static final String SUFFIX = ".tmp";

    /** No lock could be had for one of this name, so that it says nothing that it is not locked. */
    private static final String UNLOCKED_SUFFIX = ".unlocked.tmp";

    /** A checkpoint names it, so that nobody but who goes on from that may delete it. */
    private static final String KEPT_SUFFIX = ".kept.tmp";

    /** Bytes; what is around the name has 41 more at most, and some encrypting file systems take no more than 143. */
    private static final int LONG_NAME = 100;

    private static final int KEPT_OF_LONG_NAME = 20;

    /** A sweep looks at so many files: a target in a directory of millions does not wait for it. */
    private static final int MAX_LOOKED_AT = 100_000;

    /** Enough, as a name is taken or lost only if a sweep of another process locks the file as it is made. */
    private static final int ATTEMPTS = 10;

    /** File systems of one machine, where a lock is seen by all that can see the file. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay", "apfs", "hfs", "ufs");

    /** The keys of those that this process writes: to open and close one of them would give its lock back, as POSIX has it. */
    private static final Set<Object> LIVE = new HashSet<>();

    private final Path path;
    private final FileChannel channel;
    private final Object key;
    private boolean ended;

    private TemporaryFile(Path path, FileChannel channel, Object key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /**
     * Makes an empty one.
     *
     * @param target which it will replace or become, with its links followed
     * @return the file, open and locked, to be ended by the caller
     * @throws IOException if no file can be made there
     */
    static TemporaryFile create(Path target) throws IOException {
        PosixFileAttributes replaced = attributes(target);
        try {
            for (int attempt = 0; isSwept(target) && attempt < ATTEMPTS; attempt++) {
                TemporaryFile file = open(target, SUFFIX, replaced);
                if (file.prepare(true, replaced)) {
                    return file;
                }
            }
        } catch (LockUnavailableException unavailable) {
            // another name says so
        }
        TemporaryFile file = open(target, UNLOCKED_SUFFIX, replaced);
        file.prepare(false, replaced);
        return file;
    }

    /**
     * Makes an empty one that stays when the process ends, in place of one that another process of the same job has left.
     *
     * @param job what tells it from those of other jobs, see {@link dev.peristyle.spi.RunContext#job}
     * @param target which it will replace or become, with its links followed
     * @return the file, open, to be ended by the caller
     * @throws IOException if no file can be made there
     */
    static TemporaryFile createKept(Path target, String job) throws IOException {
        PosixFileAttributes replaced = attributes(target);
        Files.deleteIfExists(target.resolveSibling(prefix(target) + job + KEPT_SUFFIX));
        TemporaryFile file = open(target, job, KEPT_SUFFIX, replaced);
        file.prepare(false, replaced);
        return file;
    }

    /**
     * Opens one that another process has made to be kept.
     *
     * @param name that of the file, beside the target
     * @return the file, open, to be ended by the caller
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be opened
     */
    static TemporaryFile reopen(Path target, String name) throws IOException {
        Path path = target.resolveSibling(name);
        if (!name.startsWith(prefix(target)) || !name.endsWith(KEPT_SUFFIX)) {
            throw new NoSuchFileException(path.toString());
        }
        synchronized (LIVE) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            return entered(path, channel);
        }
    }

    /** Deletes it again when that is not done: false if somebody swept it, else with an exception. */
    private boolean prepare(boolean locked, PosixFileAttributes replaced) throws IOException {
        boolean done = false;
        try {
            if (!locked || lock()) {
                keepAttributes(path, replaced);
                done = true;
            }
            return done;
        } finally {
            if (!done) {
                discard();
            }
        }
    }

    private static TemporaryFile open(Path target, String suffix, PosixFileAttributes replaced) throws IOException {
        return open(
                target, HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()), suffix, replaced);
    }

    private static TemporaryFile open(Path target, String infix, String suffix, PosixFileAttributes replaced)
            throws IOException {
        Path path = target.resolveSibling(prefix(target) + infix + suffix);
        // what only some may read nobody else has open when the first byte comes
        FileAttribute<?>[] attributes = replaced == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                };
        synchronized (LIVE) {
            FileChannel channel =
                    FileChannel.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes);
            return entered(path, channel);
        }
    }

    private static TemporaryFile entered(Path path, FileChannel channel) {
        Object key = keyOf(path);
        if (key != null) {
            LIVE.add(key);
        }
        return new TemporaryFile(path, channel, key);
    }

    private static Object keyOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException swept) {
            // its lock cannot be had then
            return null;
        }
    }

    private static String prefix(Path target) {
        String name = target.getFileName().toString();
        if (name.getBytes(StandardCharsets.UTF_8).length > LONG_NAME) {
            int end = name.offsetByCodePoints(0, Math.min(KEPT_OF_LONG_NAME, name.codePointCount(0, name.length())));
            name = name.substring(0, end) + "~" + Integer.toHexString(name.hashCode());
        }
        return "." + name + "." + MARK;
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** False if somebody sweeps it, who took it for one without a writer in the moment before. */
    private boolean lock() throws LockUnavailableException {
        try {
            return channel.tryLock() != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        } catch (OverlappingFileLockException sweptByThisProcess) {
            return false;
        } catch (IOException | RuntimeException unsupported) {
            throw new LockUnavailableException(unsupported);
        }
    }

    private void discard() throws IOException {
        try {
            channel.close();
        } finally {
            ended();
            Files.deleteIfExists(path);
        }
    }

    /** The file has another name, or will be deleted; not called after that, for another file may have its key then. */
    void ended() {
        synchronized (LIVE) {
            if (!ended) {
                ended = true;
                LIVE.remove(key);
            }
        }
    }

    /** What is known of a file that is there, or null if there is none or the system has no such rights. */
    private static PosixFileAttributes attributes(Path target) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        return view == null || !Files.exists(target) ? null : view.readAttributes();
    }

    /** What is not permitted is left out, and never in a way that lets somebody read or write who could not before. */
    private static void keepAttributes(Path file, PosixFileAttributes replaced) throws IOException {
        if (replaced == null) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes made = view.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(replaced.permissions());
        if (!made.group().equals(replaced.group())) {
            try {
                view.setGroup(replaced.group());
            } catch (IOException notPermitted) {
                // what its group could do is not for another group
                leaveToOthers(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
                leaveToOthers(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
                leaveToOthers(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
            }
        }
        try {
            // before the owner, for only an owner may do that
            if (!made.permissions().equals(permissions)) {
                view.setPermissions(permissions);
            }
            if (!made.owner().equals(replaced.owner())) {
                view.setOwner(replaced.owner());
            }
        } catch (IOException notPermitted) {
            // it is the user's own file then
        }
    }

    private static void leaveToOthers(
            Set<PosixFilePermission> permissions, PosixFilePermission group, PosixFilePermission others) {
        if (!permissions.contains(others)) {
            permissions.remove(group);
        }
    }

    /**
     * Says whether what is left beside a target is swept: its files then stay open, and so locked, until they are renamed. Elsewhere they
     * must be closed first.
     */
    static boolean isSwept(Path target) {
        return target.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Deletes what processes that were killed have left of the same target. Whatever hinders that, the output needs none of it. */
    static void sweep(Path target) {
        if (!isSwept(target)) {
            return;
        }
        String prefix = prefix(target);
        int lookedAt = 0;
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(target.getParent())) {
            for (Path sibling : siblings) {
                if (isTemporary(sibling.getFileName().toString(), prefix)) {
                    sweepOne(sibling);
                }
                if (++lookedAt == MAX_LOOKED_AT) {
                    break;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // they stay
        }
    }

    /** Whether a name is that of a locked temporary file of a target. */
    static boolean isOf(Path target, String name) {
        return isTemporary(name, prefix(target));
    }

    private static boolean isTemporary(String name, String prefix) {
        return name.length() == prefix.length() + RANDOM_DIGITS + SUFFIX.length()
                && name.startsWith(prefix)
                && name.endsWith(SUFFIX)
                && name.substring(prefix.length(), prefix.length() + RANDOM_DIGITS)
                        .chars()
                        .allMatch(digit -> digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f');
    }

    private static void sweepOne(Path file) {
        synchronized (LIVE) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isRegularFile() || LIVE.contains(attributes.fileKey()) || !isLocal(file)) {
                    return;
                }
                // to read is enough for a shared lock, which no writer's lock allows
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                    if (lock != null) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (IOException | RuntimeException notPermitted) {
                // it stays
            }
        }
    }

    private static boolean isLocal(Path file) throws IOException {
        return LOCAL.contains(Files.getFileStore(file).type().toLowerCase(Locale.ROOT));
    }

    /** The system has no locks for such files. */
    private static final class LockUnavailableException extends IOException {
        private static final long serialVersionUID = 1;

        private LockUnavailableException(Exception cause) {
            super(cause);
        }
    }
}
