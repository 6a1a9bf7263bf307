package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Opens the streams that compress. */
final class CompressedStream {
    private static final int BUFFER = 1 << 16;

    private CompressedStream() {}

    /**
     * A stream that compresses; to close it writes the end of what is compressed and gives its memory back.
     *
     * @throws DataAccessException if the library for it is not there
     */
    static OutputStream open(OutputStream target, Compression compression) throws IOException {
        return switch (compression) {
            case NONE -> target;
            case GZIP -> new GZIPOutputStream(target, BUFFER);
            case ZSTD -> zstd(target);
        };
    }

    private static OutputStream zstd(OutputStream target) throws IOException {
        try {
            return ZstdOutput.open(target);
        } catch (NoClassDefFoundError absent) {
            throw new DataAccessException(
                    "to compress with zstd the library com.github.luben:zstd-jni is needed on the class path", absent);
        }
    }
}
