package dev.peristyle.internal.window;

import dev.peristyle.internal.file.FileErrors;
import dev.peristyle.internal.file.InputFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * An open file that several readers read, each at positions of its own; closed with the last of them. So they all see one
 * file, also when another takes its name meanwhile. Thread-safe.
 */
final class SharedChannel {
    private final InputFile file;
    private final FileChannel channel;
    private int users = 1;

    private SharedChannel(InputFile file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SharedChannel open(InputFile file) {
        try {
            SharedChannel opened = new SharedChannel(file, FileChannel.open(file.path(), StandardOpenOption.READ));
            try {
                file.checkSame();
            } catch (RuntimeException | Error failure) {
                opened.release();
                throw failure;
            }
            return opened;
        } catch (IOException failure) {
            throw FileErrors.reading(file.path(), failure);
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Takes it for one user more. */
    synchronized SharedChannel share() {
        if (users == 0) {
            throw new IllegalStateException("the reader of " + file.path() + " is closed");
        }
        users++;
        return this;
    }

    /** Gives it back for one user. */
    synchronized void release() {
        users--;
        if (users == 0) {
            try {
                channel.close();
            } catch (IOException failure) {
                throw FileErrors.reading(file.path(), failure);
            }
        }
    }
}
