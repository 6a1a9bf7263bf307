package dev.peristyle.internal.spill;

import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.PeristyleException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Says why something could not be spilled, with the directory and what to do. */
final class SpillErrors {

    private static final String REMEDY =
            "Free space there, name another directory (Execution.temporaryDirectory), or raise"
                    + " Execution.memoryLimit so that less is spilled. Nothing stays on the disk when the run has ended";

    private SpillErrors() {}

    static DataAccessException unusable(Path directory, String why, IOException failure) {
        return new DataAccessException(
                "cannot spill to " + directory.toAbsolutePath() + ": " + why
                        + ". Set Execution.temporaryDirectory to a directory that exists and may be written to",
                failure);
    }

    static PeristyleException writing(Path directory, String owner, long spilled, IOException failure) {
        return io("write", directory, owner, spilled, failure);
    }

    static PeristyleException reading(Path directory, String owner, long spilled, IOException failure) {
        return io("read back", directory, owner, spilled, failure);
    }

    /** A channel is closed under all threads when one of them is interrupted in it, and that ends a run. */
    private static PeristyleException io(String what, Path directory, String owner, long spilled, IOException failure) {
        if (failure instanceof ClosedChannelException) {
            return new CancelledException(
                    "the thread that runs the pipeline was interrupted while it spilled", failure);
        }
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new DataAccessException(
                owner + " cannot " + what + " what it has spilled to " + directory.toAbsolutePath() + ": " + reason
                        + "; the run holds " + spilled + " bytes there. " + REMEDY,
                failure);
    }

    static DataAccessException quota(Path directory, String owner, long spilled, long wanted, long maxBytes) {
        return new DataAccessException(
                owner + " has to spill " + wanted + " bytes more to " + directory.toAbsolutePath()
                        + ", where the run holds " + spilled + " bytes of the " + maxBytes
                        + " that Execution.maxSpillBytes allows. Raise it, or raise Execution.memoryLimit so that less is spilled");
    }

    static DataAccessException noEncryption(GeneralSecurityException failure) {
        return new DataAccessException(
                "this Java cannot encrypt what is spilled with AES-GCM and a key of 256 bits: " + failure.getMessage()
                        + ". Use one that can, or run without Execution.encryptSpilled on a disk that is encrypted",
                failure);
    }

    static DataAccessException damaged(Path directory, String owner, long position, long bytes) {
        return new DataAccessException(owner + " has read back something else than it has spilled to "
                + directory.toAbsolutePath() + ": " + bytes + " bytes at position " + position
                + " do not match their checksum. The disk or something that writes to it is faulty; name another"
                + " directory (Execution.temporaryDirectory) and run again");
    }
}
