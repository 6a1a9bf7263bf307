package dev.peristyle.internal.columnfile;

import dev.peristyle.file.BatchCompression;
import java.util.Set;

/**
 * How column files are written.
 *
 * @param compression of batches
 * @param dictionaries names of the columns that are written by one
 * @param choosesDictionaries whether other columns are too, if it pays
 */
public record FileSettings(BatchCompression compression, Set<String> dictionaries, boolean choosesDictionaries) {
    static final FileSettings DEFAULTS = new FileSettings(BatchCompression.NONE, Set.of(), false);

    /** What batches are compressed with, or null. */
    BodyCodec codec() {
        return BodyCodec.of(compression);
    }

    /** What descriptions say of the compression, with a comma before it; nothing if there is none. */
    String shown(String before) {
        return codec() == null ? "" : ", " + before + codec().shown();
    }

    /**
     * Looks whether what the compression takes is there, before there is a file.
     *
     * @throws dev.peristyle.error.DataAccessException if not; names the library
     */
    void require() {
        if (codec() != null) {
            codec().require();
        }
    }
}
