package dev.peristyle.internal.file;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/** Beside {@link ZstdInput} the only class that knows the library for zstd, which need not be there. */
final class ZstdOutput {

    private ZstdOutput() {}

    /** One frame with a checksum, at the usual level. */
    static OutputStream open(OutputStream target) throws IOException {
        return new ZstdOutputStreamNoFinalizer(target).setChecksum(true);
    }
}
