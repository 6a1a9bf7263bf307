package dev.peristyle.file;

/** What the batches of a column file are compressed with, each buffer for itself, so that only the columns that are asked for are decompressed. */
public enum BatchCompression {
    /** Nothing: a mapped file is read where it lies. */
    NONE,

    /** Frames of LZ4: fast to write and to read. */
    LZ4,

    /** Frames of zstd (RFC 8878), level 1: smaller. Needs the library {@code com.github.luben:zstd-jni} on the class path. */
    ZSTD
}
