package dev.peristyle.internal.columnfile;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.file.BatchCompression;
import java.util.Locale;
import org.apache.arrow.flatbuf.CompressionType;

/**
 * What the buffers of a batch are compressed with, each for itself: eight bytes with the length of its content, or -1 if it is stored as it is,
 * then that.
 */
enum BodyCodec {
    LZ4(CompressionType.LZ4_FRAME, 255) {
        @Override
        void require() {
            // needs no library
        }

        @Override
        long compress(long source, long bytes, long target, long capacity) {
            return Lz4Frame.compress(source, bytes, target, capacity);
        }

        @Override
        String decompress(long source, long bytes, long target, long expected) {
            return Lz4Frame.decompress(source, bytes, target, expected);
        }
    },

    // a block of 128 KB takes four bytes at least
    ZSTD(CompressionType.ZSTD, 32 << 10) {
        @Override
        void require() {
            try {
                ZstdBody.load();
            } catch (LinkageError absent) {
                throw new DataAccessException(
                        "column files that are compressed with zstd need the library com.github.luben:zstd-jni on the"
                                + " class path",
                        absent);
            }
        }

        @Override
        long compress(long source, long bytes, long target, long capacity) {
            return ZstdBody.compress(source, bytes, target, capacity);
        }

        @Override
        String decompress(long source, long bytes, long target, long expected) {
            return ZstdBody.decompress(source, bytes, target, expected);
        }
    };

    /** Before what is compressed: the length of its content. */
    static final int PREFIX = Long.BYTES;

    /** In place of a length: what follows is stored. */
    static final long STORED = -1;

    /** The number that batches name it by. */
    final byte number;

    /** How many bytes one byte stands for at most: what claims to be more is no content. */
    final long maxRatio;

    BodyCodec(byte number, long maxRatio) {
        this.number = number;
        this.maxRatio = maxRatio;
    }

    /** The one that is wanted, or null for none. */
    static BodyCodec of(BatchCompression compression) {
        return switch (compression) {
            case NONE -> null;
            case LZ4 -> LZ4;
            case ZSTD -> ZSTD;
        };
    }

    /** What it is called outside of here; none for null. */
    static BatchCompression compression(BodyCodec codec) {
        return codec == null ? BatchCompression.NONE : codec == LZ4 ? BatchCompression.LZ4 : BatchCompression.ZSTD;
    }

    /** The one with a number, or null if there is none. */
    static BodyCodec of(byte number) {
        return number == LZ4.number ? LZ4 : number == ZSTD.number ? ZSTD : null;
    }

    /**
     * Looks whether what it takes is there.
     *
     * @throws DataAccessException if not; names the library
     */
    abstract void require();

    /**
     * Compresses bytes.
     *
     * @param bytes 1 or more
     * @return bytes written, or -1 if there is not so much room
     */
    abstract long compress(long source, long bytes, long target, long capacity);

    /**
     * Decompresses bytes.
     *
     * @param expected bytes of the content, for which there is room
     * @return null, or what is wrong
     */
    abstract String decompress(long source, long bytes, long target, long expected);

    /** Its name in texts. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
