package dev.peristyle.internal.file;

import dev.peristyle.error.DataAccessException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of a file become text in UTF-8. What has to be decoded is read from its beginning and cannot be split.
 *
 * @param compression what it is compressed with
 * @param charset its characters, or null if they are UTF-8 unless a byte order mark of UTF-16 or UTF-32 says otherwise; UTF-8 if that was looked at
 */
public record Decoding(Compression compression, Charset charset) {
    /** Bytes that {@link #of} has to see. */
    public static final int BYTES = 4;

    private static final int BUFFER = 1 << 16;

    /** What a file is compressed with. */
    public enum Compression {
        /** Nothing. */
        NONE,
        /** Members of RFC 1952. */
        GZIP,
        /** Frames of RFC 8878. */
        ZSTD
    }

    /**
     * Recognises a file by its first bytes.
     *
     * @param start its first four bytes, or all if it has fewer
     * @param charset what the user says, or null
     * @return how it is decoded; null if its bytes are UTF-8 as they are
     */
    public static Decoding of(byte[] start, Charset charset) {
        Compression compression = compressionOf(start);
        Charset given = StandardCharsets.UTF_8.equals(charset) ? null : charset;
        boolean asItIs = compression == Compression.NONE && given == null && markedCharset(start) == null;
        return asItIs ? null : new Decoding(compression, given);
    }

    /**
     * Recognises a stream by its first bytes.
     *
     * @param start its first four bytes, or all if it has fewer
     * @param charset what the user says, or null
     * @return how it is decoded, never null
     */
    public static Decoding ofStream(byte[] start, Charset charset) {
        Decoding decoding = of(start, charset);
        return decoding == null ? new Decoding(Compression.NONE, StandardCharsets.UTF_8) : decoding;
    }

    /** Whether the bytes are the text. */
    public boolean isNone() {
        return compression == Compression.NONE && StandardCharsets.UTF_8.equals(charset);
    }

    /**
     * Recognises what a file is compressed with.
     *
     * @param start its first four bytes, or all if it has fewer
     */
    public static Compression compressionOf(byte[] start) {
        if (begins(start, 0x1F, 0x8B)) {
            return Compression.GZIP;
        }
        boolean skippable =
                start.length == BYTES && (start[0] & 0xF0) == 0x50 && begins(start, start[0] & 0xFF, 0x2A, 0x4D, 0x18);
        return skippable || begins(start, 0x28, 0xB5, 0x2F, 0xFD) ? Compression.ZSTD : Compression.NONE;
    }

    private static boolean begins(byte[] start, int... bytes) {
        for (int position = 0; position < bytes.length; position++) {
            if (position >= start.length || (start[position] & 0xFF) != bytes[position]) {
                return false;
            }
        }
        return true;
    }

    /** The charset that a byte order mark says, or null; the mark itself becomes that of UTF-8. */
    private static Charset markedCharset(byte[] start) {
        if (begins(start, 0xFF, 0xFE, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (begins(start, 0, 0, 0xFE, 0xFF)) {
            return Charset.forName("UTF-32BE");
        }
        if (begins(start, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return begins(start, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
    }

    /**
     * Decodes a file from its beginning.
     *
     * @param file closed with the stream that is returned, or if this fails
     * @return its text as UTF-8; what is malformed in another charset is a byte that is in no UTF-8
     * @throws IOException if it cannot be read, or what it is compressed with is damaged
     */
    public InputStream open(InputStream file) throws IOException {
        InputStream opened = file;
        try {
            opened = decompressed(compression, file);
            Charset from = charset;
            if (from == null) {
                BufferedInputStream buffered = new BufferedInputStream(opened, BUFFER);
                opened = buffered;
                buffered.mark(BYTES);
                from = markedCharset(buffered.readNBytes(BYTES));
                buffered.reset();
            }
            return from == null || from.equals(StandardCharsets.UTF_8) ? opened : new Utf8Input(opened, from);
        } catch (IOException | RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    /**
     * Decompresses a file from its beginning.
     *
     * @param file closed with the stream that is returned
     * @return its bytes in whatever charset they are
     * @throws IOException if what it is compressed with is damaged
     */
    public static InputStream decompressed(Compression compression, InputStream file) throws IOException {
        return switch (compression) {
            case NONE -> file;
            case GZIP -> new GzipInput(file);
            case ZSTD -> zstd(file);
        };
    }

    private static InputStream zstd(InputStream file) throws IOException {
        try {
            return ZstdInput.open(file);
        } catch (NoClassDefFoundError absent) {
            throw new DataAccessException(
                    "a file that is compressed with zstd needs the library com.github.luben:zstd-jni on the class path",
                    absent);
        }
    }

    /** What the positions of its text count, for messages: nothing if they are those of the file. */
    public String positions() {
        return isNone() ? "" : compression != Compression.NONE ? " of the decompressed text" : " of the text as UTF-8";
    }
}
