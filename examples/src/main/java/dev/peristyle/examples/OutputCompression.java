package dev.peristyle.examples;

import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.Compression;

/** What {@code --compression} knows: not each kind of file has each. */
enum OutputCompression {
    NONE(Compression.NONE, BatchCompression.NONE),
    GZIP(Compression.GZIP, null),
    LZ4(null, BatchCompression.LZ4),
    ZSTD(Compression.ZSTD, BatchCompression.ZSTD);

    private final Compression text;
    private final BatchCompression columns;

    OutputCompression(Compression text, BatchCompression columns) {
        this.text = text;
        this.columns = columns;
    }

    /** For CSV. */
    Compression ofText() {
        if (text == null) {
            throw new IllegalArgumentException("CSV is compressed with gzip or zstd, not with lz4");
        }
        return text;
    }

    /** For the batches of column files. */
    BatchCompression ofColumns() {
        if (columns == null) {
            throw new IllegalArgumentException("column files are compressed with lz4 or zstd, not with gzip");
        }
        return columns;
    }
}
