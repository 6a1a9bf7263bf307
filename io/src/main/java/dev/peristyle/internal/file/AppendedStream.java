package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.Compression;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is part of an output, made with its directories or gone on with; what is compressed gets a further member or frame. Not thread-safe. */
public final class AppendedStream {
    private final Path file;
    private final Target target;
    private final OutputStream stream;

    private AppendedStream(Path file, Target target, OutputStream stream) {
        this.file = file;
        this.target = target;
        this.stream = stream;
    }

    /**
     * Opens a file.
     *
     * @return to be ended or discarded by the caller
     * @throws DataAccessException if it cannot be made
     */
    public static AppendedStream open(Path file, Compression compression) {
        try {
            Files.createDirectories(file.getParent());
            Target target =
                    new Target(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            try {
                return new AppendedStream(file, target, CompressedStream.open(target, compression));
            } catch (IOException | RuntimeException | Error failure) {
                target.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw FileErrors.writing(file, failure);
        }
    }

    /**
     * Adds bytes.
     *
     * @throws DataAccessException if they cannot be written
     */
    public void write(byte[] bytes, int length) {
        try {
            stream.write(bytes, 0, length);
        } catch (IOException failure) {
            target.discards = true;
            throw FileErrors.writing(file, failure);
        }
    }

    /**
     * Closes the file.
     *
     * @throws DataAccessException if what was added cannot be written
     */
    public void end() {
        try {
            stream.close();
        } catch (IOException failure) {
            discard();
            throw FileErrors.writing(file, failure);
        }
    }

    /** Closes the file, whatever becomes of what was added. */
    public void discard() {
        target.discards = true;
        try {
            stream.close();
        } catch (IOException notWanted) {
            // nobody waits for these bytes
        }
    }

    /** The file, which takes nothing more once that is not wanted, so that what compresses can end and give its memory back. */
    private static final class Target extends FilterOutputStream {
        private boolean discards;

        Target(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!discards) {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException failure) {
                    discards = true;
                    throw failure;
                }
            }
        }
    }
}
