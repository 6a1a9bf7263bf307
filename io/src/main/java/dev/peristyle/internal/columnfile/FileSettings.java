package dev.peristyle.internal.columnfile;

import dev.peristyle.file.BatchCompression;
import java.util.Set;

/**
 * How column files are written.
 *
 * @param compression of batches
 * @param dictionaries names of the columns that are written by one
 */
public record FileSettings(BatchCompression compression, Set<String> dictionaries) {
    static final FileSettings DEFAULTS = new FileSettings(BatchCompression.NONE, Set.of());

    /** What batches are compressed with, or null. */
    BodyCodec codec() {
        return BodyCodec.of(compression);
    }
}
