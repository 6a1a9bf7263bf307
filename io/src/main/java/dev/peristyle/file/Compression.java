package dev.peristyle.file;

/** What a file is compressed with when it is written. */
public enum Compression {
    /** Nothing. */
    NONE,

    /** The format of {@code gzip} (RFC 1952). */
    GZIP,

    /** The format of {@code zstd} (RFC 8878), with checksums. Needs the library {@code com.github.luben:zstd-jni} on the class path. */
    ZSTD
}
