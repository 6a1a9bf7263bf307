package dev.peristyle.internal.columnfile;

import com.github.luben.zstd.Zstd;

/** Frames of zstd (RFC 8878). The only class here that knows the library, which need not be there. */
final class ZstdBody {
    /** Faster than most disks, and what others write. */
    private static final int LEVEL = 1;

    private ZstdBody() {}

    /** Has the library loaded; a {@link LinkageError} says that it is not there. */
    static void load() {
        Zstd.isError(0);
    }

    /** As {@link Lz4Frame#compress}. */
    static long compress(long source, long bytes, long target, long capacity) {
        long written = Zstd.compressUnsafe(target, capacity, source, bytes, LEVEL);
        return Zstd.isError(written) ? -1 : written;
    }

    /** As {@link Lz4Frame#decompress}. */
    static String decompress(long source, long bytes, long target, long expected) {
        long written = Zstd.decompressUnsafe(target, expected, source, bytes);
        if (Zstd.isError(written)) {
            return "its frame of zstd is broken: " + Zstd.getErrorName(written);
        }
        return written == expected ? null : "its frame of zstd is of " + written + " bytes";
    }
}
