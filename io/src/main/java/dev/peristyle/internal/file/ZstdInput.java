package dev.peristyle.internal.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** With {@link ZstdOutput} the only class that knows the library for zstd, which need not be there. */
final class ZstdInput {

    private ZstdInput() {}

    /**
     * Decompresses any number of frames.
     *
     * @param file closed with the stream that is returned
     */
    static InputStream open(InputStream file) throws IOException {
        return new ZstdInputStreamNoFinalizer(file);
    }
}
